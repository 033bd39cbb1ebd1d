import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
  add,
  compare,
  divide,
  isImpossible,
  multiply,
  negate,
  numberFrom,
  type Rational,
  rationalFrom,
  reduced,
  remainder,
  wholeRational,
} from './rational.ts';

function of(text: string): Rational {
  return rationalFrom(text) ?? wholeRational(Number.NaN);
}

function lowest(value: Rational | string | null): string {
  if (value === null || typeof value === 'string') return String(value);
  const {top, bottom} = value;
  const exact = reduced(BigInt(top), BigInt(bottom));
  return typeof exact === 'string' ? exact : `${exact.top}/${exact.bottom}`;
}

test.each([
  ['12.50', '25/2'],
  ['-0.1', '-1/10'],
  ['.5', '1/2'],
  ['5.', '5/1'],
  ['1e3', '1000/1'],
  ['1.5e-7', '3/20000000'],
  ['-0', '0/1'],
  ['123456789012345678901234567890', '123456789012345678901234567890/1'],
  ['', 'null'],
  ['.', 'null'],
  ['-', 'null'],
  ['1,5', 'null'],
  ['1e400', 'null'],
  ['0x10', 'null'],
])('[F8] %j is %s', (text, expected) => {
  expect(lowest(rationalFrom(text))).toBe(expected);
});

test.each([
  ['0.1 + 0.2 is 0.3', add(of('0.1'), of('0.2')), '3/10'],
  ['a third and a third', add({top: 1, bottom: 3}, {top: 1, bottom: 3}), '2/3'],
  ['beyond 2^53', multiply(of('9007199254740993'), of('3')), '27021597764222979/1'],
  ['and back', add(of('9007199254740993'), of('-9007199254740992')), '1/1'],
  ['a negative divisor', divide(of('6'), of('-4')), '-3/2'],
  ['by zero', divide(of('6'), of('0')), 'zero_division'],
  ['by a zero of many digits', divide(of('6'), of('0.000')), 'zero_division'],
  ['the rest', remainder(of('7.5'), of('2')), '3/2'],
  ['the rest of a debt', remainder(of('-7'), of('3')), '-1/1'],
  ['the rest by a negative', remainder(of('7'), of('-3')), '1/1'],
  ['the rest by zero', remainder(of('7'), of('0')), 'zero_division'],
  ['minus nothing is nothing', negate(of('0')), '0/1'],
])('[F8] %s', (_, result, expected) => {
  expect(lowest(result)).toBe(expected);
});

test('[F8] nothing grows beyond 2^1024', () => {
  const large = of('1e300');
  expect(multiply(large, large)).toBe('too_large');
  expect(divide(wholeRational(1), large)).not.toBe('too_large');
});

test('[F8] agrees with whole-number fractions, however large', () => {
  const part = fc.bigInt({min: -(10n ** 25n), max: 10n ** 25n});
  const small = fc.bigInt({min: -999n, max: 999n});
  const parts = fc.tuple(fc.oneof(part, small), fc.oneof(part, small));
  fc.assert(
    fc.property(parts, parts, ([a, b], [c, d]) => {
      if (b === 0n || d === 0n) return;
      const [left, right] = [ratio(a, b), ratio(c, d)];
      expect(lowest(add(left, right))).toBe(lowest(ratio(a * d + c * b, b * d)));
      expect(lowest(multiply(left, right))).toBe(lowest(ratio(a * c, b * d)));
      expect(lowest(divide(left, right))).toBe(c === 0n ? 'zero_division' : lowest(ratio(a * d, b * c)));
      expect(Math.sign(compare(left, right))).toBe(sign((a * d - c * b) * b * d));
    }),
  );
});

function ratio(top: bigint, bottom: bigint): Rational {
  const value = bottom < 0n ? reduced(-top, -bottom) : reduced(top, bottom);
  return isImpossible(value) ? wholeRational(Number.NaN) : value;
}

function sign(n: bigint): number {
  return n < 0n ? -1 : n > 0n ? 1 : 0;
}

test.each([
  ['0.1', 0.1],
  ['-2.5', -2.5],
  ['12345678901234567890.5', Number('12345678901234567890.5')],
  ['9007199254740993.25', 9_007_199_254_740_994],
  ['1e300', 1e300],
  ['1e-30', 1e-30],
])('[F8] the closest number to %s', (text, expected) => {
  expect(numberFrom(of(text))).toBe(expected);
});
