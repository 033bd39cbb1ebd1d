/**
 * Conditions on calendar days of the project's zone. Each is a question about the day of the value and the day of
 * today; names that end in `_md` ask for the month and day only, as birthdays do.
 */
import {civilDateOf, dayOfWeekOf} from '../calendar/civil-date.ts';
import {startOfDay} from '../calendar/local-time.ts';
import type {FirstDayOfWeek} from '../calendar/period.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {anniversaryIn, lastAnniversary, nextAnniversary} from './anniversary.ts';
import {anyElement} from './any-element.ts';
import {type DayRange, dayAway, monthAway, weekAway, yearAway} from './day-range.ts';
import type {BuiltTest, FieldTest, Look, Operand, TestBuilder} from './look.ts';
import {dayMs, momentDay, readMoment, wallMsOf} from './moment.ts';
import {readNumber} from './read-number.ts';

type DayQuestion = (day: number, today: number, firstDayOfWeek: FirstDayOfWeek) => boolean;
type RangeOf = (today: number, firstDayOfWeek: FirstDayOfWeek) => DayRange;

/** How far ahead a change of the answer is looked for; after that, look again. More than a leap year. */
const horizonDays = 400;

const ranges: Readonly<Record<string, RangeOf>> = {
  $yesterday: today => dayAway(today, -1),
  $today: today => dayAway(today, 0),
  $tomorrow: today => dayAway(today, 1),
  $last_week: (today, first) => weekAway(today, -1, first),
  $this_week: (today, first) => weekAway(today, 0, first),
  $next_week: (today, first) => weekAway(today, 1, first),
  $last_month: today => monthAway(today, -1),
  $this_month: today => monthAway(today, 0),
  $next_month: today => monthAway(today, 1),
};
const yearRanges: Readonly<Record<string, RangeOf>> = {
  $last_year: today => yearAway(today, -1),
  $this_year: today => yearAway(today, 0),
  $next_year: today => yearAway(today, 1),
};

const countedDays: Readonly<Record<string, (day: number, today: number, days: number) => boolean>> = {
  $more_than_ago: (day, today, days) => today - day > days,
  $less_than_ago: (day, today, days) => day <= today && today - day < days,
  $more_than_future: (day, today, days) => day - today > days,
  $less_than_future: (day, today, days) => day >= today && day - today < days,
  $is_more_days_ago_md: (day, today, days) => today - lastAnniversary(day, today) > days,
  $is_less_days_ago_md: (day, today, days) => today - lastAnniversary(day, today) < days,
  $is_more_days_in_future_md: (day, today, days) => nextAnniversary(day, today) - today > days,
  $is_less_days_in_future_md: (day, today, days) => nextAnniversary(day, today) - today < days,
};

const anyOfNumbers: Readonly<Record<string, (day: number, today: number, number: number) => boolean>> = {
  $is_days_ago: (day, today, days) => today - day === days,
  $is_days_in_future: (day, today, days) => day - today === days,
  $is_days_ago_md: (day, today, days) => isAnniversary(day, today - days),
  $is_days_in_future_md: (day, today, days) => isAnniversary(day, today + days),
  $is_years_ago: (day, today, years) => anniversaryIn(civilDateOf(day).year + years, day) === today,
  $is_day: (day, _today, number) => dayOfWeekOf(day) === number,
  $is_day_of_month: (day, _today, number) => civilDateOf(day).day === number,
  $is_month: (day, _today, number) => civilDateOf(day).month === number,
  $is_year: (day, _today, number) => civilDateOf(day).year === number,
};

export const dayTests: Readonly<Record<string, TestBuilder>> = {
  ...mapped(ranges, range => words((day, today, first) => isWithin(day, range(today, first)))),
  ...mapped(yearRanges, range => words((day, today, first) => isWithin(day, range(today, first)))),
  ...Object.fromEntries(
    Object.entries(ranges).map(([name, range]) => [
      `${name}_md`,
      words((day, today, first) => hasAnniversaryWithin(day, range(today, first))),
    ]),
  ),
  ...mapped(countedDays, question => numbers(1, question)),
  ...mapped(anyOfNumbers, question => numbers(100, question)),
};

function mapped<T>(
  table: Readonly<Record<string, T>>,
  build: (entry: T) => TestBuilder,
): Record<string, TestBuilder> {
  return Object.fromEntries(Object.entries(table).map(([name, entry]) => [name, build(entry)]));
}

/** Operators without an operand of their own; what is sent (`true`, `""`, `[]`) is not looked at, save for `false`. */
function words(question: DayQuestion): TestBuilder {
  return operands =>
    operands.some(operand => operand === false || operand === 'false')
      ? {problem: 'should be true'}
      : dayTest(question);
}

function numbers(
  most: number,
  question: (day: number, today: number, number: number) => boolean,
): TestBuilder {
  return (operands: readonly Operand[]): BuiltTest => {
    const counts = operands.map(readNumber).filter(number => number !== null && isSmallWhole(number));
    if (counts.length !== operands.length || counts.length === 0)
      return {problem: 'should be a whole number'};
    if (counts.length > most) return {problem: 'should be one whole number'};
    return dayTest((day, today) => counts.some(count => count !== null && question(day, today, count)));
  };
}

function isSmallWhole(number: number): boolean {
  return Number.isInteger(number) && number >= 0 && number <= 100_000;
}

function dayTest(question: DayQuestion): FieldTest {
  return {
    matches: (value, look) => answerOn(question, value, todayOf(look), look),
    nextChangeMs: (value, look) => {
      const today = todayOf(look);
      if (!anyElement(value, element => readMoment(element) !== null)) return null;
      const now = answerOn(question, value, today, look);
      let day = today + 1;
      while (day < today + horizonDays && answerOn(question, value, day, look) === now) day += 1;
      return startOfDay(day, look.zone);
    },
  };
}

function answerOn(question: DayQuestion, value: JsonValue | undefined, today: number, look: Look): boolean {
  return anyElement(value, element => {
    const moment = readMoment(element);
    return moment !== null && question(momentDay(moment, look.zone), today, look.firstDayOfWeek);
  });
}

function todayOf({nowMs, zone}: Look): number {
  return Math.floor(wallMsOf(nowMs, zone) / dayMs);
}

function isWithin(day: number, [from, to]: DayRange): boolean {
  return day >= from && day <= to;
}

/** A week may span two years. */
function hasAnniversaryWithin(of: number, range: DayRange): boolean {
  return (
    isWithin(anniversaryIn(civilDateOf(range[0]).year, of), range) ||
    isWithin(anniversaryIn(civilDateOf(range[1]).year, of), range)
  );
}

function isAnniversary(of: number, day: number): boolean {
  return anniversaryIn(civilDateOf(day).year, of) === day;
}
