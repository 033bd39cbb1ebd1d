import {describe, expect, test} from 'vitest';
import {parseAmount} from './parse-amount.ts';

function read(text: string, exponent: number): number | string {
  const parsed = parseAmount(text, exponent);
  return parsed.ok ? parsed.amountMinor : parsed.code;
}

describe('two decimals (EUR)', () => {
  test.each([
    ['12', 1200],
    ['12.5', 1250],
    ['12,50', 1250],
    ['12.34', 1234],
    ['0,05', 5],
    ['.5', 50],
    ['12.', 1200],
    ['1.234,56', 123456],
    ['1,234.56', 123456],
    ['1,234', 123400],
    ['1.234', 123400],
    ['1 234,56', 123456],
    ["1'234.56", 123456],
    ['1,234,567.89', 123456789],
    ['007', 700],
    ['0.30', 30],
    ['1.1', 110],
    ['', 'empty'],
    ['   ', 'empty'],
    ['abc', 'not_a_number'],
    ['-5', 'not_a_number'],
    ['1e3', 'not_a_number'],
    ['12.345,6.7', 'not_a_number'],
    ['1.23.4', 'not_a_number'],
    ['12.3456', 'too_many_decimals'],
    ['0.001', 'too_many_decimals'],
    ['999999999999', 'too_large'],
  ])('%s is %s', (text, amount) => {
    expect(read(text, 2)).toBe(amount);
  });
});

describe('no decimals (JPY)', () => {
  test.each([
    ['1200', 1200],
    ['1,200', 1200],
    ['1.200', 1200],
    ['12.5', 'too_many_decimals'],
  ])('%s is %s', (text, amount) => {
    expect(read(text, 0)).toBe(amount);
  });
});

describe('three decimals (KWD)', () => {
  test.each([
    ['1.250', 1250],
    ['1,250', 1250],
    ['0.005', 5],
    ['1,234.5', 1234500],
    ['2', 2000],
  ])('%s is %s', (text, amount) => {
    expect(read(text, 3)).toBe(amount);
  });
});
