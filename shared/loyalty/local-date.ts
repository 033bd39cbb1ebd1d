/**
 * Days on the wall calendar of the project's zone, as `YYYY-MM-DD`. Loyalty counts in whole local days: points are
 * usable *through* a day, a tier lasts *through* a day. So no rule here depends on the length of a day, and text
 * order is date order.
 */
import {z} from 'zod';
import {
  addCivilMonths,
  type CivilDate,
  civilDateOf,
  dayNumberOf,
  daysInMonth,
  isoDateText,
} from '../calendar/civil-date.ts';

export type LocalDate = string & {readonly __unit: 'LocalDate'};

/** Calendar periods that tiers and expiration are counted in; quarters and half-years start in January. */
export const calendarPeriods = ['MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR'] as const;
export type CalendarPeriod = (typeof calendarPeriods)[number];

const monthsIn: Readonly<Record<CalendarPeriod, number>> = {MONTH: 1, QUARTER: 3, HALF_YEAR: 6, YEAR: 12};
/** Text order is date order only among years of four digits; what lies beyond is as good as never. */
const lastDay: CivilDate = {year: 9999, month: 12, day: 31};

export const localDateSchema = z
  .string()
  .refine(isLocalDate, {error: 'should be a date like 2026-11-20'})
  .transform(text => text as LocalDate);

/** `month` is 1 … 12; a day that the month lacks becomes its last (30 February is the 28th or 29th). */
export function localDate(year: number, month: number, day: number): LocalDate {
  return textOf({year, month, day: Math.min(day, daysInMonth(year, month))});
}

/** Its year, month (1 … 12) and day. */
export function civilOf(date: LocalDate): CivilDate {
  return {year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8))};
}

/** `months` later; 31 January + 1 month is the last of February. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  return textOf(addCivilMonths(civilOf(date), months));
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return textOf(civilDateOf(dayNumberOf(civilOf(date)) + days));
}

/** How many days later `to` is; negative when earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumberOf(civilOf(to)) - dayNumberOf(civilOf(from));
}

export function startOfPeriod(period: CalendarPeriod, date: LocalDate): LocalDate {
  const {year, month} = civilOf(date);
  return localDate(year, month - ((month - 1) % monthsIn[period]), 1);
}

export function endOfPeriod(period: CalendarPeriod, date: LocalDate): LocalDate {
  const last = civilOf(addMonths(startOfPeriod(period, date), monthsIn[period] - 1));
  return localDate(last.year, last.month, 31);
}

/** The last day of the next such month (1 … 12) that has not ended before `date`. */
export function endOfNext(month: number, date: LocalDate): LocalDate {
  const from = civilOf(date);
  return localDate(from.month <= month ? from.year : from.year + 1, month, 31);
}

function textOf(date: CivilDate): LocalDate {
  return isoDateText(date.year > lastDay.year ? lastDay : date) as LocalDate;
}

function isLocalDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return Number(day) >= 1 && Number(day) <= daysInMonth(Number(year), Number(month));
}
