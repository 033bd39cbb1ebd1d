import {expect, test} from 'vitest';
import {date} from '../../test/builders/loyalty.ts';
import {
  addDays,
  addMonths,
  daysBetween,
  endOfNext,
  endOfPeriod,
  localDateSchema,
  startOfPeriod,
} from './local-date.ts';

test('months later clamp to the last day of the month', () => {
  expect(addMonths(date('2026-01-31'), 1)).toBe('2026-02-28');
  expect(addMonths(date('2028-01-31'), 1)).toBe('2028-02-29');
  expect(addMonths(date('2026-10-31'), 16)).toBe('2028-02-29');
  expect(addMonths(date('2026-03-31'), -1)).toBe('2026-02-28');
  expect(addMonths(date('9999-12-01'), 3)).toBe('9999-12-31');
});

test('days are counted over leap years', () => {
  expect(addDays(date('2028-02-28'), 2)).toBe('2028-03-01');
  expect(addDays(date('2026-01-01'), -1)).toBe('2025-12-31');
  expect(daysBetween(date('2026-11-20'), date('2027-11-20'))).toBe(365);
  expect(daysBetween(date('2026-11-20'), date('2026-11-19'))).toBe(-1);
});

test.each([
  ['MONTH', '2026-02-01', '2026-02-28'],
  ['QUARTER', '2026-01-01', '2026-03-31'],
  ['HALF_YEAR', '2026-01-01', '2026-06-30'],
  ['YEAR', '2026-01-01', '2026-12-31'],
] as const)('the %s of 11 February 2026 runs from %s through %s', (period, start, end) => {
  expect(startOfPeriod(period, date('2026-02-11'))).toBe(start);
  expect(endOfPeriod(period, date('2026-02-11'))).toBe(end);
});

test('the second half-year starts in July, the last quarter in October', () => {
  expect(startOfPeriod('HALF_YEAR', date('2026-12-31'))).toBe('2026-07-01');
  expect(startOfPeriod('QUARTER', date('2026-10-01'))).toBe('2026-10-01');
});

test('the next February from January is this year, from March the next', () => {
  expect(endOfNext(2, date('2026-01-15'))).toBe('2026-02-28');
  expect(endOfNext(2, date('2026-02-28'))).toBe('2026-02-28');
  expect(endOfNext(2, date('2027-03-01'))).toBe('2028-02-29');
});

test('only days that exist are dates', () => {
  const texts = ['2026-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '2026-1-1', 'soon', ''];
  expect(texts.filter(text => localDateSchema.safeParse(text).success)).toEqual([]);
  expect(localDateSchema.safeParse('2028-02-29').success).toBe(true);
});
