import {expect, test} from 'vitest';
import type {Currency} from '../../shared/money/currency.ts';
import {decimalText} from './decimal-text.ts';
import {formatAmount, formatMoney} from './format-money.ts';

test.each([
  [123456, 'EUR', '€1,234.56', '1,234.56'],
  [-499, 'EUR', '−€4.99', '−4.99'],
  [5, 'EUR', '€0.05', '0.05'],
  [0, 'EUR', '€0.00', '0.00'],
  [1200, 'JPY', '¥1,200', '1,200'],
  [1250, 'KWD', 'KWD\u00a01.250', '1.250'],
])('%i of %s is %s', (amount, currency, money, bare) => {
  expect(formatMoney(amount, currency as Currency)).toBe(money);
  expect(formatAmount(amount, currency as Currency)).toBe(bare);
});

test('the largest safe amount keeps its last cent', () => {
  expect(formatMoney(Number.MAX_SAFE_INTEGER, 'EUR' as Currency)).toBe('€90,071,992,547,409.91');
  expect(decimalText(Number.MAX_SAFE_INTEGER, 2)).toBe('90071992547409.91');
});
