import {addCivilMonths, civilDateOf, dayNumberOf} from '../calendar/civil-date.ts';

/**
 * The day in `year` with the month and day of `of`; days are numbers since 1970-01-01. 29 February is kept on the
 * 28th in other years, so that it stays in its month.
 */
export function anniversaryIn(year: number, of: number): number {
  const date = civilDateOf(of);
  return dayNumberOf(addCivilMonths(date, (year - date.year) * 12));
}

/** The anniversary on or before `today`. */
export function lastAnniversary(of: number, today: number): number {
  const {year} = civilDateOf(today);
  const thisYear = anniversaryIn(year, of);
  return thisYear <= today ? thisYear : anniversaryIn(year - 1, of);
}

/** The anniversary on or after `today`. */
export function nextAnniversary(of: number, today: number): number {
  const {year} = civilDateOf(today);
  const thisYear = anniversaryIn(year, of);
  return thisYear >= today ? thisYear : anniversaryIn(year + 1, of);
}
