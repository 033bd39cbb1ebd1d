import {z} from 'zod';
import {dateSpanSchema} from './date-span.ts';
import {calendarPeriods} from './local-date.ts';

/** Moves the last day of a tier to the end of a period (or back to the day before one starts). */
const tierRoundingSchema = z.object({
  to: z.discriminatedUnion('type', [
    z.object({type: z.enum(calendarPeriods)}),
    /** A month of the year, 1 … 12 (Voucherify counts it from 0 on the wire). */
    z.object({type: z.literal('CUSTOM'), month: z.int().min(1).max(12)}),
  ]),
  strategy: z.enum(['START', 'END']),
});
export type TierRounding = z.output<typeof tierRoundingSchema>;

const lengthOf = {extendIso: dateSpanSchema.optional(), rounding: tierRoundingSchema.optional()};

/**
 * How customers come to a tier and how long they keep it (semantics.md A.12). BALANCE looks at the points on the
 * card, POINTS_IN_PERIOD at those collected in the calendar period. What makes no sense together cannot be said:
 * a balance has no period, and points collected do not drop.
 */
export const tierRulesSchema = z.discriminatedUnion('qualification', [
  z.object({
    qualification: z.literal('BALANCE'),
    expiration: z.discriminatedUnion('type', [
      /** With the balance, or the span after it has dropped. */
      z.object({type: z.literal('BALANCE_DROP'), ...lengthOf}),
      /** A span from the day the tier was reached, whatever becomes of the balance. */
      z.object({type: z.literal('CUSTOM'), ...lengthOf, extendIso: dateSpanSchema}),
    ]),
  }),
  z.object({
    qualification: z.literal('POINTS_IN_PERIOD'),
    period: z.enum(calendarPeriods),
    start: z.enum(['IMMEDIATE', 'NEXT_PERIOD']),
    expiration: z.discriminatedUnion('type', [
      z.object({type: z.literal('END_OF_PERIOD'), ...lengthOf}),
      z.object({type: z.literal('END_OF_NEXT_PERIOD'), ...lengthOf}),
      z.object({type: z.literal('CUSTOM'), ...lengthOf, extendIso: dateSpanSchema}),
    ]),
  }),
]);
export type TierRules = z.output<typeof tierRulesSchema>;
export type BalanceTierRules = Extract<TierRules, {qualification: 'BALANCE'}>;
export type PeriodTierRules = Extract<TierRules, {qualification: 'POINTS_IN_PERIOD'}>;
