import {describe, expect, test} from 'vitest';
import {date} from '../../test/builders/loyalty.ts';
import {type ExpirationRule, usableThrough} from './expiration-rule.ts';

const months = (
  count: number,
  rounding?: Extract<ExpirationRule, {type: 'MONTH'}>['rounding'],
): ExpirationRule =>
  rounding === undefined ? {type: 'MONTH', months: count} : {type: 'MONTH', months: count, rounding};

describe('[LY10] months after the day they were earned', () => {
  test.each([
    ['2026-01-25', 1, '2026-02-25'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-29', 1, '2028-02-29'],
    ['2026-01-01', 0, '2026-01-01'],
    ['2026-11-20', 12, '2027-11-20'],
  ])('earned %s + %i months: through %s', (earned, count, last) => {
    expect(usableThrough(months(count), date(earned))).toBe(last);
  });
});

describe('[LY11] rounded up to the end of a period', () => {
  test.each([
    ['END_OF_MONTH', '2026-02-28'],
    ['END_OF_QUARTER', '2026-03-31'],
    ['END_OF_HALF_YEAR', '2026-06-30'],
    ['END_OF_YEAR', '2026-12-31'],
  ] as const)('25 January + 1 month, %s: through %s', (type, last) => {
    expect(usableThrough(months(1, {type}), date('2026-01-25'))).toBe(last);
  });

  test('[LY11] to a particular month: its next end, this month’s where it is that month', () => {
    expect(usableThrough(months(1, {type: 'PARTICULAR_MONTH', month: 6}), date('2026-01-25'))).toBe(
      '2026-06-30',
    );
    expect(usableThrough(months(1, {type: 'PARTICULAR_MONTH', month: 2}), date('2026-01-25'))).toBe(
      '2026-02-28',
    );
    expect(usableThrough(months(1, {type: 'PARTICULAR_MONTH', month: 1}), date('2026-01-25'))).toBe(
      '2027-01-31',
    );
  });
});

test('[LY12] a fixed day of the year: the next one, the day itself included', () => {
  const newYear: ExpirationRule = {type: 'FIXED_DAY_OF_YEAR', month: 12, day: 31};
  expect(usableThrough(newYear, date('2026-11-20'))).toBe('2026-12-31');
  expect(usableThrough(newYear, date('2026-12-31'))).toBe('2026-12-31');
  const leapDay: ExpirationRule = {type: 'FIXED_DAY_OF_YEAR', month: 2, day: 29};
  expect(usableThrough(leapDay, date('2026-02-01'))).toBe('2026-02-28');
  expect(usableThrough(leapDay, date('2027-03-01'))).toBe('2028-02-29');
});

test('[LY13] without a rule points last for ever', () => {
  expect(usableThrough(undefined, date('2026-11-20'))).toBeNull();
});
