import fc from 'fast-check';
import {expect, test} from 'vitest';
import {isImpossible, numberFrom, type Rational, rationalFrom, reduced, wholeRational} from './rational.ts';
import {type RoundingWay, roundRational} from './round-rational.ts';

const of = (text: string): Rational => rationalFrom(text) ?? wholeRational(Number.NaN);

function rounded(text: string, decimals: number, way: RoundingWay): string | number {
  const result = roundRational(of(text), decimals, way);
  return isImpossible(result) ? result : numberFrom(result);
}

test.each([
  ['2.5', 0, 'nearest', 3],
  ['-2.5', 0, 'nearest', -3],
  ['2.4999999999999999999999', 0, 'nearest', 2],
  ['1.005', 2, 'nearest', 1.01],
  ['25', -1, 'nearest', 30],
  ['-25', -1, 'nearest', -30],
  ['-2.1', 0, 'down', -3],
  ['2.9', 0, 'down', 2],
  ['-2.9', 0, 'up', -2],
  ['2.01', 1, 'up', 2.1],
  ['2', 3, 'up', 2],
  ['-120', -2, 'up', -100],
] as const)('[F9] %s to %i decimals, %s, is %d', (text, decimals, way, expected) => {
  expect(rounded(text, decimals, way)).toBe(expected);
});

test('[F9] small and large numbers round alike', () => {
  const way = fc.constantFrom<RoundingWay>('nearest', 'down', 'up');
  const large = 10n ** 30n;
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      fc.integer({min: 1, max: 1000}),
      fc.nat(6),
      way,
      (top, bottom, decimals, how) => {
        const small = roundRational({top, bottom}, decimals, how);
        const big = roundRational({top: BigInt(top) * large, bottom: BigInt(bottom) * large}, decimals, how);
        expect(plain(small)).toBe(plain(big));
      },
    ),
  );
});

function plain(value: Rational | string): string {
  const exact = typeof value === 'string' ? value : reduced(BigInt(value.top), BigInt(value.bottom));
  return typeof exact === 'string' ? exact : `${exact.top}/${exact.bottom}`;
}
