import {z} from 'zod';
import {amountSchema} from '../money/minor.ts';

/**
 * What a coupon or promotion tier takes off: a kind of value and where it applies (semantics.md B.4).
 * `percent` is 0–100 with up to four decimals, as Voucherify sends it; money is in minor units.
 */
export const discountEffects = ['APPLY_TO_ORDER', 'APPLY_TO_ITEMS'] as const;
export type DiscountEffect = (typeof discountEffects)[number];

export const discountSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('PERCENT'),
    percent: z.number().min(0).max(100).multipleOf(0.0001),
    effect: z.enum(discountEffects).nullable(),
    /** Caps the order, or with APPLY_TO_ITEMS each line. */
    amountLimitMinor: amountSchema.nullable(),
    /** With APPLY_TO_ITEMS caps all lines together. */
    aggregatedAmountLimitMinor: amountSchema.nullable(),
  }),
  z.object({
    type: z.literal('AMOUNT'),
    amountMinor: amountSchema,
    effect: z.enum(discountEffects).nullable(),
    aggregatedAmountLimitMinor: amountSchema.nullable(),
  }),
]);
export type Discount = z.output<typeof discountSchema>;
export type DiscountOf<T extends Discount['type']> = Extract<Discount, {type: T}>;
