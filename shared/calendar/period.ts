/**
 * Calendar periods in a zone: which day, week, month, quarter, half-year or year an instant lies in, when that began
 * and when the next begins. Weeks begin on the project's first day of the week.
 */
import {type EpochMs, epochMs} from '../kernel/epoch.ts';
import {addCivilMonths, civilDateOf, dayNumberOf, isoDateText, isoYearText, twoDigits} from './civil-date.ts';
import {type LocalTime, localTimeOf, startOfDay} from './local-time.ts';

/** 0 Sunday, 1 Monday, 6 Saturday. */
export type FirstDayOfWeek = 0 | 1 | 6;
export type Period = 'day' | 'week' | 'month' | 'quarter' | 'half_year' | 'year';

const letters = {day: 'd', week: 'w', month: 'm', quarter: 'q', half_year: 'h', year: 'y'} as const;
const lengths = {day: 0, week: 0, month: 1, quarter: 3, half_year: 6, year: 12} as const;

/**
 * One name for one period on every machine, by its first local day: `d2026-11-20`, `w2026-11-16`, `m2026-11`,
 * `q2026-10`, `h2026-07`, `y2026`.
 */
export function periodKey<P extends Period>(
  period: P,
  ms: EpochMs,
  zone: string,
  firstDayOfWeek: FirstDayOfWeek = 1,
): `${(typeof letters)[P]}${string}` {
  const first = civilDateOf(firstDayOf(period, localTimeOf(ms, zone), firstDayOfWeek));
  if (period === 'day' || period === 'week') return `${letters[period]}${isoDateText(first)}`;
  if (period === 'year') return `${letters[period]}${isoYearText(first.year)}`;
  return `${letters[period]}${isoYearText(first.year)}-${twoDigits(first.month)}`;
}

/** The first instant of the period that `ms` lies in; at the dawn of time, the first there is. */
export function startOfPeriod(
  period: Period,
  ms: EpochMs,
  zone: string,
  firstDayOfWeek: FirstDayOfWeek = 1,
): EpochMs {
  const first = firstDayOf(period, localTimeOf(ms, zone), firstDayOfWeek);
  return startOfDay(first, zone) ?? epochMs(-8.64e15);
}

/**
 * The first instant after the period that `ms` lies in: its end, which is outside. At the end of time, the last
 * instant there is.
 */
export function endOfPeriod(
  period: Period,
  ms: EpochMs,
  zone: string,
  firstDayOfWeek: FirstDayOfWeek = 1,
): EpochMs {
  const first = firstDayOf(period, localTimeOf(ms, zone), firstDayOfWeek);
  return startOfDay(dayAfter(period, first), zone) ?? epochMs(8.64e15);
}

function firstDayOf(period: Period, local: LocalTime, firstDayOfWeek: FirstDayOfWeek): number {
  if (period === 'day') return local.dayNumber;
  if (period === 'week') return local.dayNumber - ((local.dayOfWeek - firstDayOfWeek + 7) % 7);
  const length = lengths[period];
  const month = local.month - ((local.month - 1) % length);
  return dayNumberOf({year: local.year, month, day: 1});
}

function dayAfter(period: Period, first: number): number {
  if (period === 'day') return first + 1;
  if (period === 'week') return first + 7;
  return dayNumberOf(addCivilMonths(civilDateOf(first), lengths[period]));
}
