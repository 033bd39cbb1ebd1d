/** `2026-11-20`, `2026-11-20T08:30Z`, `2026-11-20T08:30:15.250+01:00`; without an offset it is UTC. */
const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** ISO 8601 text as milliseconds since 1970, or null when it is none or names no real day or time. */
export function isoInstantMs(text: string): number | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(part => Number(part ?? 0));
  if (year === undefined || month === undefined || day === undefined) return null;
  const [h, m, s] = [hour ?? 0, minute ?? 0, second ?? 0];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (h > 23 || m > 59 || s > 59) return null;
  const millisecond = Number((match[7] ?? '').padEnd(3, '0'));
  const local = ((dayNumber(year, month, day) * 24 + h) * 60 + m) * 60_000 + s * 1000 + millisecond;
  return local - offsetMinutes(match[8]) * 60_000;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar, counted in years that begin in March. */
function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const monthsSinceMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthsSinceMarch + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

function offsetMinutes(offset: string | undefined): number {
  if (offset === undefined || offset === 'Z') return 0;
  const digits = offset.replace(/\D/g, '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return offset.startsWith('-') ? -minutes : minutes;
}
