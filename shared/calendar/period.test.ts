import fc from 'fast-check';
import {expect, test} from 'vitest';
import {epochMs} from '../kernel/epoch.ts';
import {endOfPeriod, type FirstDayOfWeek, type Period, periodKey, startOfPeriod} from './period.ts';

const at = (text: string) => epochMs(Date.parse(text));

test.each([
  ['day', 'd2026-11-20'],
  ['week', 'w2026-11-16'],
  ['month', 'm2026-11'],
  ['quarter', 'q2026-10'],
  ['half_year', 'h2026-07'],
  ['year', 'y2026'],
] as const)('[CL7] the %s of a Friday in November is %s', (period, key) => {
  expect(periodKey(period, at('2026-11-20T08:30:00Z'), 'Europe/Vienna')).toBe(key);
});

test.each([
  [0, 'w2026-11-15'],
  [1, 'w2026-11-16'],
  [6, 'w2026-11-14'],
] as const)('[CL8] with the week beginning on day %i it is %s', (firstDay, key) => {
  expect(periodKey('week', at('2026-11-20T08:30:00Z'), 'Europe/Vienna', firstDay)).toBe(key);
});

test.each([
  [0, 'w2026-11-22'],
  [1, 'w2026-11-16'],
  [6, 'w2026-11-21'],
] as const)('[CL8] and on Sunday itself, with day %i, %s', (firstDay, key) => {
  expect(periodKey('week', at('2026-11-22T08:30:00Z'), 'Europe/Vienna', firstDay)).toBe(key);
});

test('[CL7] the zone decides: one instant, two days', () => {
  const midnight = at('2026-11-20T23:30:00Z');
  expect(periodKey('day', midnight, 'Europe/Vienna')).toBe('d2026-11-21');
  expect(periodKey('day', midnight, 'America/New_York')).toBe('d2026-11-20');
});

test.each([
  ['day', '2026-03-29T10:00Z', 'Europe/Vienna', '2026-03-28T23:00:00.000Z', 23],
  ['day', '2026-10-25T10:00Z', 'Europe/Vienna', '2026-10-24T22:00:00.000Z', 25],
  ['day', '2026-04-04T20:00Z', 'Australia/Lord_Howe', '2026-04-04T13:00:00.000Z', 24.5],
  ['day', '2018-11-04T12:00Z', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', 23],
  ['month', '2026-03-15T10:00Z', 'Europe/Vienna', '2026-02-28T23:00:00.000Z', 31 * 24 - 1],
  ['week', '2011-12-29T20:00Z', 'Pacific/Apia', '2011-12-26T10:00:00.000Z', 6 * 24],
  ['year', '2026-06-15T10:00Z', 'UTC', '2026-01-01T00:00:00.000Z', 365 * 24],
] as const)(
  '[CL9] the %s of %s in %s begins at %s and has %d hours',
  (period, instant, zone, start, hours) => {
    const [from, to] = [startOfPeriod(period, at(instant), zone), endOfPeriod(period, at(instant), zone)];
    expect(new Date(from).toISOString()).toBe(start);
    expect((to - from) / 3_600_000).toBe(hours);
  },
);

test('[CL9] every instant lies in its period, and every instant of a period has its key', () => {
  const periods = fc.constantFrom<Period>('day', 'week', 'month', 'quarter', 'half_year', 'year');
  const zones = fc.constantFrom('Europe/Vienna', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Pacific/Apia');
  const first = fc.constantFrom<FirstDayOfWeek>(0, 1, 6);
  const years = fc.integer({min: Date.UTC(2000, 0), max: Date.UTC(2035, 0)});
  fc.assert(
    fc.property(periods, years, zones, first, (period, ms, zone, firstDay) => {
      const [start, end] = [
        startOfPeriod(period, epochMs(ms), zone, firstDay),
        endOfPeriod(period, epochMs(ms), zone, firstDay),
      ];
      const key = (instant: number) => periodKey(period, epochMs(instant), zone, firstDay);
      expect(start <= ms && ms < end).toBe(true);
      expect([key(start), key(end - 1)]).toEqual([key(ms), key(ms)]);
      expect(key(start - 1)).not.toBe(key(ms));
      expect(key(end)).not.toBe(key(ms));
    }),
  );
});

test('[CL9] at the ends of time a period ends where instants do', () => {
  expect(endOfPeriod('year', epochMs(8.64e15), 'Asia/Kathmandu')).toBe(8.64e15);
  expect(startOfPeriod('year', epochMs(-8.64e15), 'America/New_York')).toBe(-8.64e15);
});
