/**
 * What each unit of a sale was paid, written down once when it is sold: whatever happens to prices and campaigns
 * afterwards, a return looks here (RT1).
 */
import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {accountKeySchema} from '../ledger/account-key.ts';
import {amountSchema} from '../money/minor.ts';

/** Equal units of a line, each paid the same. All amounts are of one unit. */
const frozenUnitsSchema = z.object({
  line: z.int().nonnegative(),
  /** Numbered from 1 within the line. */
  first: z.int().positive(),
  count: z.int().positive(),
  /** A redeemable put them into the order. */
  isAdded: z.literal(true).optional(),
  grossMinor: amountSchema,
  itemDiscountMinor: amountSchema,
  /** Its share of discounts of the order as a whole. */
  orderDiscountMinor: amountSchema,
  /** Its share of the difference where the order was said to cost less than its lines. */
  adjustmentMinor: amountSchema.optional(),
  /** Gross less all of these: what it was paid, by whatever means. */
  paidMinor: amountSchema,
  /** Of it, paid with each of the sale's credits; the rest is money. */
  creditsMinor: z.array(amountSchema),
});
export type FrozenUnits = z.output<typeof frozenUnitsSchema>;

/** Gift credits or points that paid for a part: where they go back to. */
const paidCreditSchema = z.object({
  kind: z.enum(['gift', 'points']),
  redemptionId: idSchema('r'),
  account: accountKeySchema,
  amountMinor: amountSchema,
  /** Points spent for that amount. */
  points: z.int().positive().optional(),
});

export const paidMoneySchema = z.object({method: z.string().min(1).max(40), amountMinor: amountSchema});
export type PaidMoney = z.output<typeof paidMoneySchema>;

const frozenSaleSchema = z.object({
  orderId: idSchema('ord'),
  units: z.array(frozenUnitsSchema),
  /** What the order cost beside its lines. */
  rest: frozenUnitsSchema.omit({line: true, first: true, count: true, isAdded: true}).optional(),
  shipping: z
    .object({costMinor: amountSchema, paidMinor: amountSchema, creditsMinor: z.array(amountSchema)})
    .optional(),
  credits: z.array(paidCreditSchema),
  /** In the order in which it was paid. */
  money: z.array(paidMoneySchema),
  paidMinor: amountSchema,
});
export type FrozenSale = z.output<typeof frozenSaleSchema>;
