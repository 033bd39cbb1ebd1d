import {z} from 'zod';
import {parseIsoDuration} from '../calendar/iso-duration.ts';
import {addDays, addMonths, type LocalDate} from './local-date.ts';

/** Whole days as an ISO 8601 duration, such as `P3M` or `P1Y10D`; hours have no meaning for a tier. */
export const dateSpanSchema = z
  .string()
  .refine(isDateSpan, {error: 'should be a duration in days, like P3M'});

/** `date` plus the span: years and months first, then weeks and days. A text that is no duration adds nothing. */
export function addSpan(date: LocalDate, spanIso: string): LocalDate {
  const parsed = parseIsoDuration(spanIso);
  return parsed.ok ? addDays(addMonths(date, parsed.duration.months), parsed.duration.days) : date;
}

function isDateSpan(text: string): boolean {
  const parsed = parseIsoDuration(text);
  return parsed.ok && parsed.duration.ms === 0;
}
