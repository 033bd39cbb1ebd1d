/**
 * Operators about days: of the week, and counted from today in the project's zone. A date without a time is that day
 * wherever it is read; an instant is the day it falls on in the project's zone. Of several values one is enough.
 */
import {dayNumberOf, dayOfWeekOf} from '../calendar/civil-date.ts';
import {isoCivilDate, isoInstantMs} from '../calendar/iso-instant.ts';
import {localTimeOf} from '../calendar/local-time.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {numberOf} from './comparable.ts';
import {todayOf} from './moment.ts';
import {facetTest, type Operator} from './operator.ts';

/** `ago` is how many days the value lies before today; negative after it. */
export const dayOperators: Readonly<Record<string, Operator>> = {
  $dow: {problem: daysOfWeekProblem, prepare: daysOfWeek},
  $more_than_ago: counted((ago, days) => ago > days),
  $less_than_ago: counted((ago, days) => ago >= 0 && ago < days),
  $is_days_ago: counted((ago, days) => ago === days),
  $more_than_future: counted((ago, days) => -ago > days),
  $less_than_future: counted((ago, days) => ago <= 0 && -ago < days),
  $is_days_in_future: counted((ago, days) => -ago === days),
};

function daysOfWeek(operands: readonly JsonValue[]) {
  const wanted = new Set(operands.map(numberOf));
  return facetTest(({values}, {zone}) =>
    values.some(value => {
      const day = dayOf(value, zone);
      return day !== null && wanted.has(dayOfWeekOf(day));
    }),
  );
}

function daysOfWeekProblem(operands: readonly JsonValue[]): string | null {
  const isDay = (operand: JsonValue) => [0, 1, 2, 3, 4, 5, 6].includes(numberOf(operand) ?? -1);
  return operands.length > 0 && operands.every(isDay) ? null : 'should be a list of days, 0 (Sunday) to 6';
}

function counted(holds: (ago: number, days: number) => boolean): Operator {
  return {
    problem: operands => {
      const days = numberOf(operands[0] ?? null);
      const isCount = operands.length === 1 && days !== null && Number.isInteger(days) && days >= 0;
      return isCount ? null : 'should be one whole number of days';
    },
    prepare: ([operand = null]) => {
      const days = numberOf(operand) ?? 0;
      return facetTest(({values}, moment) =>
        values.some(value => {
          const day = dayOf(value, moment.zone);
          return day !== null && holds(todayOf(moment) - day, days);
        }),
      );
    },
  };
}

function dayOf(value: JsonValue, zone: string): number | null {
  if (typeof value !== 'string') return null;
  const date = value.length === 10 ? isoCivilDate(value) : null;
  if (date !== null) return dayNumberOf(date);
  const instantMs = isoInstantMs(value, zone);
  return instantMs === null ? null : localTimeOf(instantMs, zone).dayNumber;
}
