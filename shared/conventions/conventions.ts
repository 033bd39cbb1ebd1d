/**
 * Conventions: where honest shops count differently, each is a setting with Voucherify's way as the default, so that
 * a shop coming from another platform keeps its prices. A setting that is absent has its default.
 *
 * The words are explained in SPEC.md with a worked number each.
 */
import {z} from 'zod';
import {amountSchema} from '../money/minor.ts';

export const conventionsSchema = z.object({
  /** What an item percentage is of: the line's subtotal after earlier item discounts, or its amount before any. */
  percentBase: z.enum(['subtotal', 'amount']).exactOptional(),
  /** Half a minor unit: up (default), to the even one, down; `floor` and `ceil` for any fraction. */
  rounding: z.enum(['half_up', 'half_even', 'half_down', 'floor', 'ceil']).exactOptional(),
  /** Where a percentage is rounded: once per line (default), once per unit, or once over all lines and then shared. */
  roundingLevel: z.enum(['line', 'unit', 'order']).exactOptional(),
  /** Who gets the leftover cent of a split: largest remainder (default), the first line, the last, the dearest. */
  oddCent: z.enum(['largest_remainder', 'first', 'last', 'dearest']).exactOptional(),
  /** AMOUNT with APPLY_TO_ITEMS: once per line (default), per unit, or once across all lines in proportion. */
  amountOffItems: z.enum(['per_line', 'per_unit', 'across']).exactOptional(),
  /** Which units are free where a benefit names no order of its own: in cart order (default), the cheapest, the dearest. */
  freeUnits: z.enum(['cart_order', 'cheapest', 'dearest']).exactOptional(),
  /** A bundle or buy-x-get-y with an incomplete last set: only whole sets count (default), or the started set in part. */
  incompleteSets: z.enum(['whole_only', 'in_part']).exactOptional(),
  /** What `order.amount` rules look at: the running total (default) or the original. */
  threshold: z.enum(['running', 'original']).exactOptional(),
  /** A budget smaller than the discount: refuse (default) or give what is left. */
  budgetOvershoot: z.enum(['refuse', 'clamp']).exactOptional(),
  /** Two exclusive redeemables over the limit: the first wins (default), the better for the customer, or neither. */
  twoExclusives: z.enum(['first', 'best', 'neither']).exactOptional(),
  /** Discounts are worked out on prices as they stand (default), or on the price without the tax that is in it. */
  taxBase: z.enum(['price', 'net']).exactOptional(),
  /** Shipping cost is outside what order discounts look at (default) or inside. */
  shippingInOrderBase: z.boolean().exactOptional(),
  /** An item discount whose products are not in the cart: takes nothing off (`narrow`, default) or is refused. */
  unmatchedProducts: z.enum(['narrow', 'refuse']).exactOptional(),
  /** Whether no line may fall below its product's `priceFloorMinor` (default true; without a floor it is zero). */
  respectPriceFloors: z.boolean().exactOptional(),
  /** Days after which a redemption can no longer be rolled back; null (default): no limit. Voucherify: three months. */
  rollbackWindowDays: z.int().positive().nullable().exactOptional(),
  /** Refund of a partial return where the promotion no longer holds (returns/SPEC.md). */
  returnPolicy: z.enum(['pro_rata', 'recompute', 'whole_set_only']).exactOptional(),
  /** Added free units: a line of their own (default), or merged into the product's line. */
  addedUnits: z.enum(['own_line', 'merged']).exactOptional(),
  /** A code given to a customer: good for whoever shows it (`anyone`, default), or for that customer alone (`holder`). */
  assignedCodes: z.enum(['anyone', 'holder']).exactOptional(),
  /** Smallest amount an order may come to; absent: zero. */
  orderFloorMinor: amountSchema.exactOptional(),
});
export type Conventions = z.output<typeof conventionsSchema>;

/** Voucherify's conventions. */
export const voucherifyConventions: Required<Conventions> = {
  percentBase: 'subtotal',
  rounding: 'half_up',
  roundingLevel: 'line',
  oddCent: 'largest_remainder',
  amountOffItems: 'per_line',
  freeUnits: 'cart_order',
  incompleteSets: 'whole_only',
  threshold: 'running',
  budgetOvershoot: 'refuse',
  twoExclusives: 'first',
  taxBase: 'price',
  shippingInOrderBase: false,
  unmatchedProducts: 'narrow',
  respectPriceFloors: true,
  rollbackWindowDays: null,
  returnPolicy: 'pro_rata',
  addedUnits: 'own_line',
  assignedCodes: 'anyone',
  orderFloorMinor: amountSchema.parse(0),
};
