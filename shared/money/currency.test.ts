import {expect, test} from 'vitest';
import {currencyExponent, currencySchema} from './currency.ts';

test.each([
  ['EUR', 2],
  ['USD', 2],
  ['PLN', 2],
  ['JPY', 0],
  ['KRW', 0],
  ['CLP', 0],
  ['KWD', 3],
  ['BHD', 3],
  ['TND', 3],
])('[M7] %s has %i decimals', (code, exponent) => {
  expect(currencyExponent(currencySchema.parse(code))).toBe(exponent);
});

test.each(['eur', 'EU', 'EURO', '', 'E1R'])('%j is no currency code', code => {
  expect(currencySchema.safeParse(code).success).toBe(false);
});
