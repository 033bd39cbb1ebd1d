import {z} from 'zod';

/** A worked example of Voucherify's documentation in its own words and numbers, copied with its source. */
const numbersSchema = z.record(z.string(), z.int());

const goldenItemSchema = z.strictObject({
  product_id: z.string().optional(),
  sku_id: z.string().optional(),
  source_id: z.string().optional(),
  related_object: z.enum(['product', 'sku']).optional(),
  quantity: z.int(),
  price: z.int().optional(),
  amount: z.int().optional(),
  /** Metadata of the product, as sent with the line. */
  brand: z.string().optional(),
  /** Of a stored order: units before earlier redemptions, and those they made free. */
  initial_quantity: z.int().optional(),
  discount_quantity: z.int().optional(),
});
export type GoldenItem = z.output<typeof goldenItemSchema>;

const goldenDiscountSchema = z.strictObject({
  type: z.enum(['PERCENT', 'AMOUNT', 'FIXED', 'UNIT']),
  effect: z.string().optional(),
  percent_off: z.number().optional(),
  amount_off: z.int().optional(),
  aggregated_amount_limit: z.int().optional(),
  fixed_amount: z.int().optional(),
  fixed_amount_formula: z.string().optional(),
  unit_off: z.int().optional(),
  unit_type: z.string().optional(),
  units: z.array(z.strictObject({effect: z.string(), unit_off: z.int(), unit_type: z.string()})).optional(),
});
export type GoldenDiscount = z.output<typeof goldenDiscountSchema>;

const goldenEntrySchema = z.strictObject({
  object: z.enum(['product', 'sku', 'products_collection']).optional(),
  id: z.string().optional(),
  source_id: z.string().optional(),
  price: z.int().optional(),
  price_formula: z.string().optional(),
  effect: z
    .enum([
      'APPLY_TO_CHEAPEST',
      'APPLY_TO_MOST_EXPENSIVE',
      'APPLY_FROM_CHEAPEST',
      'APPLY_FROM_MOST_EXPENSIVE',
    ])
    .optional(),
  target: z.enum(['ITEM', 'UNIT']).optional(),
  skip_initially: z.int().optional(),
  repeat: z.int().optional(),
  quantity_limit: z.int().optional(),
});
export type GoldenEntry = z.output<typeof goldenEntrySchema>;

const goldenRedeemableSchema = z.strictObject({
  code: z.string().optional(),
  tier: z.string().optional(),
  discount: goldenDiscountSchema.optional(),
  gift: z.strictObject({balance: z.int(), credits: z.int().optional()}).optional(),
  loyalty_card: z.strictObject({balance: z.int(), reward: z.string(), points: z.int().optional()}).optional(),
  /** REPLACE_ITEMS: units of a source id become units of a product id. */
  replacement: z
    .strictObject({source: z.string(), source_units: z.int(), target: z.string(), target_units: z.int()})
    .optional(),
  applicable_to: z.array(goldenEntrySchema).optional(),
  rules: z.unknown().optional(),
  bundle: z
    .strictObject({
      limit: z.int(),
      parts: z.array(
        z.strictObject({
          object: z.enum(['product', 'sku', 'products_collection']),
          id: z.string().optional(),
          source_id: z.string().optional(),
          quantity: z.int(),
        }),
      ),
    })
    .optional(),
  active: z.boolean().optional(),
  expiration_date_passed: z.boolean().optional(),
  unknown: z.boolean().optional(),
});
export type GoldenRedeemable = z.output<typeof goldenRedeemableSchema>;

const pricedSchema = z.strictObject({order: numbersSchema, items: z.array(numbersSchema)});

export const goldenCaseSchema = z.strictObject({
  id: z.string(),
  source: z.string(),
  /** Where the case differs from its source, and why. */
  adapted: z.string().optional(),
  /** Not run, for a reason that the source gives. */
  skipped: z.string().optional(),
  mode: z.enum(['ALL', 'PARTIAL']).optional(),
  calculation: z.enum(['INITIAL_AMOUNT']).optional(),
  /** The example grows the line of a product that is in the cart. */
  added_units: z.literal('merged').optional(),
  customer_metadata: z.record(z.string(), z.number()).optional(),
  products: z
    .array(
      z.strictObject({
        id: z.string(),
        source_id: z.string().optional(),
        price: z.int().optional(),
        brand: z.string().optional(),
      }),
    )
    .optional(),
  skus: z
    .array(
      z.strictObject({
        id: z.string(),
        product_id: z.string(),
        source_id: z.string().optional(),
        price: z.int(),
      }),
    )
    .optional(),
  /** Of whatever has this brand. */
  collections: z.array(z.strictObject({id: z.string(), brand: z.string()})).optional(),
  /** Coins with their ratio in major units, others with their price in points. */
  rewards: z
    .array(
      z.strictObject({
        id: z.string(),
        coin: z.strictObject({exchange_ratio: z.number(), points_ratio: z.int()}).optional(),
        points: z.int().optional(),
      }),
    )
    .optional(),
  order: z.strictObject({
    amount: z.int().optional(),
    /** Taken off the order by earlier redemptions. */
    discount_amount: z.int().optional(),
    items: z.array(goldenItemSchema).optional(),
    metadata: z.record(z.string(), z.string()).optional(),
  }),
  redeemables: z.array(goldenRedeemableSchema),
  expected: z.strictObject({
    /** The order after each redeemable, and after the last. */
    steps: z.array(numbersSchema).optional(),
    order: numbersSchema.optional(),
    items: z.array(numbersSchema).optional(),
    /** Each redeemable on the untouched order. */
    alone: z.array(pricedSchema).optional(),
    /** What each redeemable took off, or why it did not. */
    applied: z.array(z.union([z.int(), z.string()])).optional(),
    gift: z.strictObject({credits: z.int(), left: z.int()}).optional(),
    points: z.int().optional(),
    /** What the checks of the refused rule saw. */
    seen: z.array(z.int()).optional(),
    /** Whether a parent redemption holds them together. */
    parent: z.boolean().optional(),
    /** How the bundle is found in the cart. */
    bundle: z
      .strictObject({
        quantity: z.int(),
        identified: z.array(z.record(z.string(), z.union([z.string(), z.int()]))),
        missing: z.array(z.record(z.string(), z.union([z.string(), z.int()]))),
      })
      .optional(),
    /** The order after everything was rolled back; amounts of credits or points, null where there are none. */
    rollback: z
      .strictObject({
        status: z.string(),
        order: numbersSchema,
        items: z.array(numbersSchema).optional(),
        amounts: z.array(z.int().nullable()),
        parent: z.boolean().optional(),
      })
      .optional(),
  }),
});
export type GoldenCase = z.output<typeof goldenCaseSchema>;
