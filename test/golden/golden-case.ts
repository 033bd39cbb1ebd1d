import {z} from 'zod';

/** A worked example of Voucherify's documentation in its own words, copied with its source. */
const numbersSchema = z.record(z.string(), z.int());

const goldenItemSchema = z.object({
  product_id: z.string().optional(),
  source_id: z.string().optional(),
  quantity: z.int(),
  price: z.int().optional(),
  amount: z.int().optional(),
});

const goldenRedeemableSchema = z.object({
  code: z.string().optional(),
  tier: z.string().optional(),
  discount: z
    .object({
      type: z.enum(['PERCENT', 'AMOUNT']),
      effect: z.enum(['APPLY_TO_ORDER', 'APPLY_TO_ITEMS']),
      percent_off: z.number().optional(),
      amount_off: z.int().optional(),
      aggregated_amount_limit: z.int().optional(),
    })
    .optional(),
  gift: z.object({balance: z.int(), credits: z.int().optional()}).optional(),
  /** Product ids or source ids that an item discount may touch. */
  included: z.array(z.string()).optional(),
  rules: z.unknown().optional(),
  quantity: z.int().optional(),
  active: z.boolean().optional(),
  expiration_date_passed: z.boolean().optional(),
  unknown: z.boolean().optional(),
});
export type GoldenRedeemable = z.output<typeof goldenRedeemableSchema>;

export const goldenCaseSchema = z.strictObject({
  id: z.string(),
  source: z.string(),
  /** Where the case differs from its source, and why. */
  adapted: z.string().optional(),
  mode: z.enum(['ALL', 'PARTIAL']).optional(),
  /** Catalogue prices by product id. */
  products: z.record(z.string(), z.int()).optional(),
  order: z.object({
    amount: z.int().optional(),
    /** Taken off the order by earlier redemptions. */
    discount_amount: z.int().optional(),
    items: z.array(goldenItemSchema).optional(),
  }),
  redeemables: z.array(goldenRedeemableSchema),
  expected: z.strictObject({
    /** The order after each redeemable. */
    steps: z.array(numbersSchema).optional(),
    order: numbersSchema,
    item_discounts: z.array(z.int()).optional(),
    /** What each redeemable took off, or why it did not. */
    applied: z.array(z.union([z.int(), z.string()])).optional(),
    gift: z.object({credits: z.int(), left: z.int()}).optional(),
    /** What the checks of the refused rule saw. */
    seen: z.array(z.int()).optional(),
  }),
});
export type GoldenCase = z.output<typeof goldenCaseSchema>;
