import {addSpan} from './date-span.ts';
import {
  addDays,
  addMonths,
  civilOf,
  endOfNext,
  endOfPeriod,
  type LocalDate,
  localDate,
  startOfPeriod,
} from './local-date.ts';
import type {TierRounding} from './tier-rules.ts';

/** The last day of a tier held since `startsOn`: `base` plus the span, rounded; never before it starts. */
export function claimEnd(
  startsOn: LocalDate,
  base: LocalDate,
  length: {readonly extendIso?: string | undefined; readonly rounding?: TierRounding | undefined},
): LocalDate {
  const extended = length.extendIso === undefined ? base : addSpan(base, length.extendIso);
  const rounded = length.rounding === undefined ? extended : roundedEnd(extended, length.rounding);
  return rounded < startsOn ? startsOn : rounded;
}

function roundedEnd(date: LocalDate, {to, strategy}: TierRounding): LocalDate {
  if (to.type === 'CUSTOM')
    return strategy === 'END' ? endOfNext(to.month, date) : dayBeforeLast(to.month, date);
  return strategy === 'END' ? endOfPeriod(to.type, date) : addDays(startOfPeriod(to.type, date), -1);
}

/** The day before the latest first of such a month that is not after `date`. */
function dayBeforeLast(month: number, date: LocalDate): LocalDate {
  const {year} = civilOf(date);
  const first = localDate(year, month, 1);
  return addDays(first <= date ? first : addMonths(first, -12), -1);
}
