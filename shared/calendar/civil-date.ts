/**
 * Dates of the proleptic Gregorian calendar as day numbers: whole days since 1970-01-01, without any zone.
 * Integer arithmetic only.
 */

/** A day as people write it; `month` 1–12, `day` 1–31. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A day beyond the month's last counts on into the next month; months must be 1–12. */
export function dayNumberOf({year, month, day}: CivilDate): number {
  // Years that begin in March put the leap day last.
  const marchYear = month > 2 ? year : year - 1;
  const monthsSinceMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthsSinceMarch + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

export function civilDateOf(dayNumber: number): CivilDate {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthsSinceMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthsSinceMarch + 2) / 5) + 1;
  const month = monthsSinceMarch < 10 ? monthsSinceMarch + 3 : monthsSinceMarch - 9;
  return {year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day};
}

/** 0 = Sunday … 6 = Saturday. */
export function dayOfWeekOf(dayNumber: number): number {
  return (((dayNumber + 4) % 7) + 7) % 7;
}

export function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** So many months on (or back); a day that the month lacks becomes its last: 31 January + 1 is 28 or 29 February. */
export function addCivilMonths({year, month, day}: CivilDate, months: number): CivilDate {
  const sum = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(sum / 12), (((sum % 12) + 12) % 12) + 1];
  return {year: toYear, month: toMonth, day: Math.min(day, daysInMonth(toYear, toMonth))};
}

/** `2026-11-20`; years of more or less than four digits as ISO 8601 has them: `+012026-01-01`, `-000001-01-01`. */
export function isoDateText({year, month, day}: CivilDate): string {
  return `${isoYearText(year)}-${twoDigits(month)}-${twoDigits(day)}`;
}

export function isoYearText(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, '0');
  return `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`;
}

export function twoDigits(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}
