import {expect, test} from 'vitest';
import {minor} from '../../shared/money/minor.ts';
import {cashPresets} from './cash-presets.ts';

test.each([
  [1240, 2, [1500, 2000, 5000, 10_000]],
  [2000, 2, [5000, 10_000, 20_000, 50_000]],
  [99, 2, [500, 1000, 2000, 5000]],
  [6330, 2, [6500, 7000, 8000, 10_000]],
  [1240, 0, [1500, 2000, 5000, 10_000]],
  [4250, 3, [5000, 10_000, 20_000, 50_000]],
])('for %i with %i decimals: %o', (due, exponent, presets) => {
  expect(cashPresets(minor(due), exponent)).toEqual(presets);
});
