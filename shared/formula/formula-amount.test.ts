import {expect, test} from 'vitest';
import {unroundedMinorFrom, wholeFrom} from './formula-amount.ts';
import {type Rational, rationalFrom, wholeRational} from './rational.ts';

const of = (text: string): Rational => rationalFrom(text) ?? wholeRational(Number.NaN);

test.each([
  ['2.5', 3],
  ['2.4999', 2],
  ['-0.5', -1],
  ['9007199254740991.4', 9_007_199_254_740_991],
  ['9007199254740991.5', null],
  ['1e20', null],
])('[F20] %s as whole points is %s', (text, expected) => {
  expect(wholeFrom(of(text))).toBe(expected);
});

test.each([
  ['4.185', 418.5],
  ['0.615', 61.5],
  ['1e307', Number.POSITIVE_INFINITY],
])('[F20] %s before any rounding is %d', (text, expected) => {
  expect(unroundedMinorFrom(of(text), 2)).toBe(expected);
});

test('[F20] a third of a euro is the closest number of cents', () => {
  expect(unroundedMinorFrom({top: 1, bottom: 3}, 2)).toBe(100 / 3);
});
