import {z} from 'zod';
import {type Discount, discountEffects} from '../benefits/discount.ts';
import {minor} from '../money/minor.ts';
import {refuseUnsupported} from './unsupported.ts';
import {priceBody} from './wire-values.ts';

const formulas = 'send a fixed value without a formula';

/** A discount as Voucherify writes it (semantics.md B.4), of the types and effects this version applies. */
export const discountBody = z
  .looseObject({
    type: z.enum(['PERCENT', 'AMOUNT']),
    percent_off: z
      .number()
      .min(0)
      .max(100)
      .multipleOf(0.0001, {error: 'should have at most 4 decimals'})
      .optional(),
    amount_off: priceBody.optional(),
    amount_limit: priceBody.nullish(),
    aggregated_amount_limit: priceBody.nullish(),
    effect: z.enum(discountEffects).nullish(),
  })
  .check(context => {
    const needed = context.value.type === 'PERCENT' ? 'percent_off' : 'amount_off';
    if (context.value[needed] === undefined) {
      context.issues.push({
        code: 'invalid_type',
        expected: 'number',
        path: [needed],
        input: undefined,
      });
    }
    refuseUnsupported(context, {percent_off_formula: formulas, amount_off_formula: formulas});
  });
export type DiscountBody = z.output<typeof discountBody>;

/** A discount as stored and answered: what was sent, without what was not understood. */
export const discountWire = z.object({
  type: z.enum(['PERCENT', 'AMOUNT']),
  percent_off: z.number().optional(),
  amount_off: z.number().optional(),
  amount_limit: z.number().optional(),
  aggregated_amount_limit: z.number().optional(),
  effect: z.enum(discountEffects).optional(),
  is_dynamic: z.boolean().optional(),
});
export type DiscountWire = z.output<typeof discountWire>;

export function toDiscountWire(body: DiscountBody): DiscountWire {
  const value = body.type === 'PERCENT' ? {percent_off: body.percent_off} : {amount_off: body.amount_off};
  return {
    type: body.type,
    ...withoutAbsent(value),
    ...(body.type === 'PERCENT' ? withoutAbsent({amount_limit: body.amount_limit}) : {}),
    ...withoutAbsent({aggregated_amount_limit: body.aggregated_amount_limit, effect: body.effect}),
    is_dynamic: false,
  };
}

/** The discount a decision computes with. */
export function toDiscount(wire: DiscountWire): Discount {
  const effect = wire.effect ?? null;
  const aggregatedAmountLimitMinor = orNull(wire.aggregated_amount_limit);
  if (wire.type === 'AMOUNT') {
    return {type: 'AMOUNT', amountMinor: minor(wire.amount_off ?? 0), effect, aggregatedAmountLimitMinor};
  }
  return {
    type: 'PERCENT',
    percent: wire.percent_off ?? 0,
    effect,
    amountLimitMinor: orNull(wire.amount_limit),
    aggregatedAmountLimitMinor,
  };
}

function orNull(value: number | undefined) {
  return value === undefined ? null : minor(value);
}

function withoutAbsent<T extends object>(members: T): {[K in keyof T]?: NonNullable<T[K]>} {
  const kept = Object.entries(members).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(kept) as {[K in keyof T]?: NonNullable<T[K]>};
}
