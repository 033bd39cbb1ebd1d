/**
 * Date functions. Everything counts in calendar days of the zone: yesterday evening is one day ago this morning.
 * Months and years are complete ones; what lies the other way counts negative.
 */
import {addCivilMonths, civilDateOf, dayNumberOf} from '../calendar/civil-date.ts';
import type {FunctionName} from './formula-node.ts';

export type DateFunction = Extract<
  FunctionName,
  | 'DAYS_SINCE'
  | 'MONTHS_SINCE'
  | 'YEARS_SINCE'
  | 'DAYS_UNTIL'
  | 'MONTHS_UNTIL'
  | 'DAY_OF_MONTH'
  | 'MONTH'
  | 'YEAR'
>;

/** A whole number about a day, both given as days since 1970-01-01. */
export function dateNumber(name: DateFunction, day: number, today: number): number {
  switch (name) {
    case 'DAYS_SINCE':
      return today - day;
    case 'DAYS_UNTIL':
      return day - today;
    case 'MONTHS_SINCE':
      return wholeMonths(day, today);
    case 'MONTHS_UNTIL':
      return wholeMonths(today, day);
    case 'YEARS_SINCE':
      return Math.trunc(wholeMonths(day, today) / 12) + 0;
    case 'DAY_OF_MONTH':
      return civilDateOf(day).day;
    case 'MONTH':
      return civilDateOf(day).month;
    case 'YEAR':
      return civilDateOf(day).year;
  }
}

function wholeMonths(from: number, to: number): number {
  if (from > to) return 0 - wholeMonths(to, from);
  const [start, end] = [civilDateOf(from), civilDateOf(to)];
  const months = (end.year - start.year) * 12 + end.month - start.month;
  return dayNumberOf(addCivilMonths(start, months)) > to ? months - 1 : months;
}
