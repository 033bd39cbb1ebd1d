import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type EpochMs, epochMs} from '../kernel/epoch.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {compileFilter} from './compile-filter.ts';
import type {FilterPlace} from './look.ts';

const vienna: FilterPlace = {zone: 'Europe/Vienna'};
/** Friday 17 July 2026, 00:30 in Vienna; still Thursday in UTC. */
const nowMs = at('2026-07-16T22:30:00Z');

function at(text: string): EpochMs {
  return epochMs(Date.parse(text));
}

function compiled(operator: string, operand: JsonValue, field = 'date') {
  const filter = compileFilter({[field]: {conditions: {[operator]: operand}}});
  if (!filter.ok) throw new Error(`${filter.where} ${filter.message}`);
  return filter;
}

/** Which of the dates pass. */
function passing(
  operator: string,
  operand: JsonValue,
  dates: readonly JsonValue[],
  place = vienna,
  field = 'date',
) {
  const filter = compiled(operator, operand, field);
  return dates.filter(date => filter.matches(() => date, nowMs, place));
}

test('[FI20] after and before are strict; a plain date is its first moment in the zone', () => {
  const dates = [
    '2026-07-15T21:59:59.999Z',
    '2026-07-15T22:00:00.000Z',
    '2026-07-15T22:00:00.001Z',
    '2026-07-16',
  ];
  expect(passing('$after', '2026-07-16', dates)).toEqual(['2026-07-15T22:00:00.001Z']);
  expect(passing('$before', ['2026-07-16'], dates)).toEqual(['2026-07-15T21:59:59.999Z']);
  expect(passing('$after', '2026-07-15', ['2026-07-15', '2026-07-16'])).toEqual(['2026-07-16']);
  expect(passing('$more_than', '2026-07-15', ['2026-07-15', '2026-07-16'])).toEqual(['2026-07-16']);
  expect(
    passing('$after', '2021-12-01T00:00:00.000Z', ['2021-12-01T01:00:00+01:00', '2021-12-01T00:00:00.001Z']),
  ).toEqual(['2021-12-01T00:00:00.001Z']);
});

test('[FI21] a day is equal to every instant on it, an instant to itself however it is written', () => {
  expect(
    passing('$is', '2026-07-16', ['2026-07-15T22:00:00Z', '2026-07-16T22:00:00Z', '2026-07-16']),
  ).toEqual(['2026-07-15T22:00:00Z', '2026-07-16']);
  expect(passing('$is', '2026-07-16T10:00:00.000Z', ['2026-07-16T12:00:00+02:00'])).toHaveLength(1);
  expect(passing('$is', '2026-07-16T12:00:00', ['2026-07-16T10:00:00Z', '2026-07-16T12:00:00Z'])).toEqual([
    '2026-07-16T10:00:00Z',
  ]);
});

test('[FI22] a number on a date is an age in days of the wall clock: more than ten days ago', () => {
  const dates = [
    '2026-07-06T22:29:59Z',
    '2026-07-06T22:30:00Z',
    '2026-07-06T22:30:01Z',
    '2026-08-01T00:00:00Z',
  ];
  expect(passing('$more_than', 10, dates)).toEqual(['2026-07-06T22:29:59Z']);
  expect(passing('$more_than_equal', 10, dates)).toEqual(dates.slice(0, 2));
  expect(passing('$less_than', [10], dates)).toEqual(['2026-07-06T22:30:01Z']);
  expect(passing('$less_than_equal', 10, dates)).toEqual(dates.slice(1, 3));
});

test('[FI22] an age over the change of the clocks keeps the time of day', () => {
  const filter = compiled('$more_than', 1);
  const march = at('2026-03-29T10:00:00Z');
  // Noon in Vienna on the day after the clocks went forward: noon the day before was 23 hours ago.
  expect(filter.matches(() => '2026-03-28T10:59:59Z', march, vienna)).toBe(true);
  expect(filter.matches(() => '2026-03-28T11:00:00Z', march, vienna)).toBe(false);
});

test('[FI23] today, this week, this month, this year and their neighbours are days of the zone', () => {
  const day = (text: string) => `${text}T12:00:00Z`;
  const july = ['2026-07-15', '2026-07-16', '2026-07-17', '2026-07-18'];
  expect(passing('$today', true, [...july, '2026-07-16T22:00:00Z'])).toEqual([
    '2026-07-17',
    '2026-07-16T22:00:00Z',
  ]);
  expect(passing('$yesterday', '', july)).toEqual(['2026-07-16']);
  expect(passing('$tomorrow', [], july)).toEqual(['2026-07-18']);
  const weeks = [
    '2026-07-05',
    '2026-07-06',
    '2026-07-12',
    '2026-07-13',
    '2026-07-19',
    '2026-07-20',
    '2026-07-27',
  ];
  expect(passing('$last_week', true, weeks)).toEqual(['2026-07-06', '2026-07-12']);
  expect(passing('$this_week', true, weeks)).toEqual(['2026-07-13', '2026-07-19']);
  expect(passing('$next_week', true, weeks)).toEqual(['2026-07-20']);
  expect(passing('$this_week', true, weeks, {...vienna, firstDayOfWeek: 0})).toEqual([
    '2026-07-12',
    '2026-07-13',
  ]);
  const months = [
    '2025-07-10',
    '2026-05-31',
    '2026-06-30',
    '2026-07-01',
    '2026-07-31',
    '2026-08-01',
    '2026-09-01',
  ];
  expect(passing('$last_month', true, months)).toEqual(['2026-06-30']);
  expect(passing('$this_month', true, months)).toEqual(['2026-07-01', '2026-07-31']);
  expect(passing('$next_month', [true], months)).toEqual(['2026-08-01']);
  const years = [day('2024-12-31'), day('2025-06-01'), day('2026-01-01'), '2026-12-31', day('2027-05-05')];
  expect(passing('$last_year', true, years)).toEqual([years[1]]);
  expect(passing('$this_year', true, years)).toEqual([years[2], years[3]]);
  expect(passing('$next_year', true, years)).toEqual([years[4]]);
});

test('[FI24] days ago and days ahead count whole days of the calendar; today is no day ago', () => {
  const days = [
    '2026-07-13',
    '2026-07-14',
    '2026-07-15',
    '2026-07-17',
    '2026-07-19',
    '2026-07-20',
    '2026-07-21',
  ];
  expect(passing('$is_days_ago', 3, days)).toEqual(['2026-07-14']);
  expect(passing('$more_than_ago', 3, days)).toEqual(['2026-07-13']);
  expect(passing('$less_than_ago', 3, days)).toEqual(['2026-07-15', '2026-07-17']);
  expect(passing('$is_days_in_future', ['3', 4], days)).toEqual(['2026-07-20', '2026-07-21']);
  expect(passing('$more_than_future', 3, days)).toEqual(['2026-07-21']);
  expect(passing('$less_than_future', 3, days)).toEqual(['2026-07-17', '2026-07-19']);
});

test('[FI25] parts of a date: weekday from Sunday 0, day of month, month, year, full years since', () => {
  const days = ['2026-07-19', '2025-08-19', '2008-07-17', '2026-08-01'];
  expect(passing('$is_day', [0], days)).toEqual(['2026-07-19']);
  expect(passing('$is_day_of_month', 19, days)).toEqual(['2026-07-19', '2025-08-19']);
  expect(passing('$is_month', [8], days)).toEqual(['2025-08-19', '2026-08-01']);
  expect(passing('$is_year', ['2008', 2025], days)).toEqual(['2025-08-19', '2008-07-17']);
  expect(passing('$is_years_ago', 18, days)).toEqual(['2008-07-17']);
});

test('[FI26] _md looks at month and day alone', () => {
  const days = ['1990-07-17', '1990-07-16', '1985-08-31', '2001-07-19', '1970-07-20', '1970-01-01'];
  expect(passing('$today_md', true, days)).toEqual(['1990-07-17']);
  expect(passing('$yesterday_md', true, days)).toEqual(['1990-07-16']);
  expect(passing('$next_month_md', true, days)).toEqual(['1985-08-31']);
  expect(passing('$this_week_md', true, days)).toEqual(['1990-07-17', '1990-07-16', '2001-07-19']);
  expect(passing('$is_days_ago_md', 1, days)).toEqual(['1990-07-16']);
  expect(passing('$is_days_in_future_md', [2, 3], days)).toEqual(['2001-07-19', '1970-07-20']);
  expect(passing('$is_less_days_in_future_md', 3, days)).toEqual(['1990-07-17', '2001-07-19']);
  expect(passing('$is_more_days_ago_md', 300, days)).toEqual(['1985-08-31', '2001-07-19', '1970-07-20']);
  expect(passing('$is_less_days_ago_md', 1, days)).toEqual(['1990-07-17']);
  expect(passing('$is_more_days_in_future_md', 360, days)).toEqual(['1990-07-16']);
});

test('[FI26] a week over New Year holds birthdays on both sides of it', () => {
  const filter = compiled('$this_week_md', true);
  const newYear = at('2026-12-31T12:00:00Z');
  const births = ['1990-12-27', '1990-12-28', '1990-01-03', '1990-01-04'];
  expect(births.filter(birth => filter.matches(() => birth, newYear))).toEqual(['1990-12-28', '1990-01-03']);
});

test('[FI27] of a birthdate the words mean the birthday, its age and year stay real', () => {
  const births = ['1990-08-05', '2026-08-05', '1990-07-17', '2010-01-01'];
  const next = (operator: string, operand: JsonValue) =>
    passing(operator, operand, births, vienna, 'birthdate');
  expect(next('$next_month', [true])).toEqual(['1990-08-05', '2026-08-05']);
  expect(next('$today', true)).toEqual(['1990-07-17']);
  expect(next('$is_year', 2010)).toEqual(['2010-01-01']);
  expect(next('$more_than_ago', 18 * 365 + 5)).toEqual(['1990-08-05', '1990-07-17']);
});

test('[FI28] 29 February is kept on the 28th where there is none', () => {
  const filter = compiled('$today_md', true);
  const on = (day: string) => filter.matches(() => '2000-02-29', at(`${day}T12:00:00Z`));
  expect([on('2026-02-28'), on('2026-03-01'), on('2028-02-28'), on('2028-02-29')]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test('[FI29] what is no date passes no date condition', () => {
  expect(passing('$today', true, ['soon', 5, true, null, '2026-13-01', {}])).toEqual([]);
  expect(passing('$after', '2026-01-01', ['soon', 5, null])).toEqual([]);
});

test('[FI30] only time-driven filters say that time may change them, and when', () => {
  expect(compiled('$after', '2026-01-01').isTimed).toBe(false);
  expect(compiled('$is', 'x').nextChangeMs(() => 'x', nowMs, vienna)).toBeNull();
  const lastThirtyDays = compiled('$less_than', 30);
  expect(lastThirtyDays.isTimed).toBe(true);
  expect(lastThirtyDays.nextChangeMs(() => '2026-07-10T08:00:00Z', nowMs, vienna)).toBe(
    at('2026-08-09T08:00:00Z'),
  );
  expect(lastThirtyDays.nextChangeMs(() => '2020-01-01T00:00:00Z', nowMs, vienna)).toBeNull();
  expect(lastThirtyDays.nextChangeMs(() => 12, nowMs, vienna)).toBeNull();
  const birthdayNextMonth = compiled('$next_month_md', true);
  // In on the first of May, out on the first of June, both at midnight in Vienna.
  expect(birthdayNextMonth.nextChangeMs(() => '1990-06-10', nowMs, vienna)).toBe(at('2027-04-30T22:00:00Z'));
});

test('[FI30] between now and the next change the answer stays', () => {
  const operators = ['$less_than', '$more_than', '$more_than_ago', '$less_than_future', '$is_days_ago'];
  const words = ['$this_week', '$next_month', '$next_month_md', '$this_week_md', '$today', '$last_year'];
  const instant = fc.integer({min: at('2024-01-01T00:00:00Z'), max: at('2028-12-31T00:00:00Z')});
  fc.assert(
    fc.property(
      fc.oneof(
        fc.tuple(fc.constantFrom(...operators), fc.integer({min: 0, max: 60})),
        fc.tuple(fc.constantFrom(...words), fc.constant(true)),
      ),
      instant,
      instant,
      fc.double({min: 0, max: 1, noNaN: true}),
      ([operator, operand], value, start, part) => {
        const filter = compiled(operator, operand);
        const read = () => new Date(value).toISOString();
        const begin = epochMs(start);
        const next = filter.nextChangeMs(read, begin, vienna) ?? epochMs(start + 1e11);
        const between = epochMs(Math.floor(start + (next - 1 - start) * part));
        expect(filter.matches(read, between, vienna)).toBe(filter.matches(read, begin, vienna));
      },
    ),
    {seed: 11, numRuns: 400},
  );
});
