import {expect, test} from 'vitest';
import {askedReturnSchema} from './asked-return.ts';

test('a return names units or a quantity, and no more units than a counter can hold', () => {
  const thousand = {line: 0, units: Array.from({length: 1_000}, (_, i) => i + 1)};
  const isGood = (value: unknown) => askedReturnSchema.safeParse(value).success;
  expect(
    isGood({
      units: [
        {line: 0, units: [1]},
        {line: 1, quantity: 3},
      ],
      shipping: true,
    }),
  ).toBe(true);
  expect(isGood({units: Array.from({length: 5}, () => thousand)})).toBe(true);
  expect(isGood({units: Array.from({length: 6}, () => thousand)})).toBe(false);
  for (const wrong of [{line: 0}, {line: -1, quantity: 1}, {line: 0, quantity: 0}, {line: 0, units: [0.5]}]) {
    expect(isGood({units: [wrong]})).toBe(false);
  }
});
