import {expect, test} from 'vitest';
import {power} from './power.ts';
import {numberFrom, type Rational, rationalFrom, wholeRational} from './rational.ts';

const of = (text: string): Rational => rationalFrom(text) ?? wholeRational(Number.NaN);
const third: Rational = {top: 1, bottom: 3};

test.each([
  ['2', '10', 1024],
  ['1.05', '2', 1.1025],
  ['-2', '3', -8],
  ['2', '-2', 0.25],
  ['0', '0', 1],
  ['7', '0', 1],
  ['3', '0.5', 1.732050807568],
  ['9', '0.5', 3],
  ['0', '0.5', 0],
  ['0.25', '1.5', 0.125],
  ['16', '-0.25', 0.5],
  ['100', '0.05', 1.258925411794],
])('[F10] %s to the power of %s is %d', (base, exponent, expected) => {
  const result = power(of(base), of(exponent));
  expect(typeof result === 'string' ? result : numberFrom(result)).toBe(expected);
});

test('[F10] a third is the cube root', () => {
  expect(power(of('27'), third)).toEqual({top: 3, bottom: 1});
});

test.each([
  ['0', '-1', 'zero_division'],
  ['0', '-0.5', 'zero_division'],
  ['-4', '0.5', 'out_of_range'],
  ['2', '0.01', 'out_of_range'],
  ['2', '513', 'out_of_range'],
  ['1e10', '512', 'too_large'],
])('[F10] %s to the power of %s: %s', (base, exponent, expected) => {
  expect(power(of(base), of(exponent))).toBe(expected);
});
