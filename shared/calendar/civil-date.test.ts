import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
  addCivilMonths,
  civilDateOf,
  dayNumberOf,
  dayOfWeekOf,
  daysInMonth,
  isoDateText,
} from './civil-date.ts';

const dayNumber = fc.integer({min: -3_000_000, max: 3_000_000});

test('[CL1] a day number is the date that Date counts, and back', () => {
  fc.assert(
    fc.property(dayNumber, day => {
      const date = new Date(day * 86_400_000);
      const civil = civilDateOf(day);
      expect(civil).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
      });
      expect(dayNumberOf(civil)).toBe(day);
      expect(dayOfWeekOf(day)).toBe(date.getUTCDay());
      expect(isoDateText(civil)).toBe(date.toISOString().replace(/T.*/, ''));
    }),
  );
});

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2026-01-31', 3, '2026-04-30'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-11-20', 2, '2027-01-20'],
  ['2026-01-15', -1, '2025-12-15'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2026-06-30', 0, '2026-06-30'],
])('[CL2] %s and %i months is %s', (from, months, to) => {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
  expect(isoDateText(addCivilMonths({year, month, day}, months))).toBe(to);
});

test.each([
  [2026, 2, 28],
  [2024, 2, 29],
  [1900, 2, 28],
  [2000, 2, 29],
  [2026, 4, 30],
  [2026, 12, 31],
])('[CL1] %i-%i has %i days', (year, month, days) => {
  expect(daysInMonth(year, month)).toBe(days);
});
