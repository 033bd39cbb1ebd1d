import {z} from 'zod';
import {
  addMonths,
  type CalendarPeriod,
  civilOf,
  endOfNext,
  endOfPeriod,
  type LocalDate,
  localDate,
} from './local-date.ts';

const month = z.int().min(1).max(12);

/**
 * How long points last (semantics.md A.12). MONTH: so many months after the day they were earned, then rounded up to
 * the end of a calendar period or of the next `month`. FIXED_DAY_OF_YEAR: through the next such day.
 */
export const expirationRuleSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('MONTH'),
    months: z.int().nonnegative().max(1200),
    rounding: z
      .discriminatedUnion('type', [
        z.object({type: z.literal('END_OF_MONTH')}),
        z.object({type: z.literal('END_OF_QUARTER')}),
        z.object({type: z.literal('END_OF_HALF_YEAR')}),
        z.object({type: z.literal('END_OF_YEAR')}),
        z.object({type: z.literal('PARTICULAR_MONTH'), month}),
      ])
      .optional(),
  }),
  z.object({type: z.literal('FIXED_DAY_OF_YEAR'), month, day: z.int().min(1).max(31)}),
]);
export type ExpirationRule = z.output<typeof expirationRuleSchema>;
type Rounding = NonNullable<Extract<ExpirationRule, {type: 'MONTH'}>['rounding']>;

const roundedTo: Readonly<Record<Exclude<Rounding['type'], 'PARTICULAR_MONTH'>, CalendarPeriod>> = {
  END_OF_MONTH: 'MONTH',
  END_OF_QUARTER: 'QUARTER',
  END_OF_HALF_YEAR: 'HALF_YEAR',
  END_OF_YEAR: 'YEAR',
};

/** The last day on which points earned on `earnedOn` may be spent; null where no rule says so: they last for ever. */
export function usableThrough(rule: ExpirationRule | undefined, earnedOn: LocalDate): LocalDate | null {
  if (rule === undefined) return null;
  if (rule.type === 'MONTH') return rounded(rule.rounding, addMonths(earnedOn, rule.months));
  const {year} = civilOf(earnedOn);
  const thisYear = localDate(year, rule.month, rule.day);
  return thisYear >= earnedOn ? thisYear : localDate(year + 1, rule.month, rule.day);
}

function rounded(rounding: Rounding | undefined, date: LocalDate): LocalDate {
  if (rounding === undefined) return date;
  if (rounding.type === 'PARTICULAR_MONTH') return endOfNext(rounding.month, date);
  return endOfPeriod(roundedTo[rounding.type], date);
}
