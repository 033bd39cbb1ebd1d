/**
 * The demo chain's promotions as campaigns.json has them: rules and discounts in Voucherify's shape, segments and
 * products by name and source id, dates in days from the day it is loaded, so that the shop is never out of season.
 */
import {z} from 'zod';
import file from './campaigns.json';

/** As the API takes it, which also says what is wrong with it. */
const discountSchema = z.looseObject({type: z.string()});

const ruleSchema = z.object({
  name: z.string(),
  rules: z.record(z.string(), z.json()),
  /** Which lines an item discount touches. */
  appliesToCategories: z.array(z.string()).optional(),
  appliesToProducts: z.array(z.string()).optional(),
  /** Entries of `applicable_to` and a bundle, as the API takes them; products by the shop's own id. */
  applicableTo: z.array(z.record(z.string(), z.json())).optional(),
  bundleRules: z.record(z.string(), z.json()).optional(),
  error: z.object({message: z.string()}).optional(),
});
export type DemoRule = z.output<typeof ruleSchema>;

const seasonSchema = z.object({
  campaign: z.string(),
  startsInDays: z.int(),
  /** null: no end. */
  endsInDays: z.int().nullable(),
  /** Days and hours, as the API takes them. */
  windows: z.record(z.string(), z.json()).optional(),
});
export type DemoSeason = z.output<typeof seasonSchema>;

const codesSchema = z.array(
  z.object({
    code: z.string(),
    /** Shop whose tills hold the code's lease from the morning; without one it is leased when it is scanned. */
    homeStore: z.string().optional(),
  }),
);
export type DemoCode = z.output<typeof codesSchema>[number];

const tierSchema = z.object({
  name: z.string(),
  banner: z.string(),
  hierarchy: z.int(),
  rule: z.string(),
  discount: discountSchema,
});
const promotionSchema = seasonSchema.extend({tiers: z.array(tierSchema)});
const couponSchema = seasonSchema.extend({
  active: z.boolean().default(true),
  /** null: unlimited. */
  usesPerCode: z.int().nullable(),
  rule: z.string().optional(),
  discount: discountSchema,
  codes: codesSchema,
});
const giftCardSchema = z.object({campaign: z.string(), balanceMinor: z.int(), codes: codesSchema});

export type DemoPromotion = z.output<typeof promotionSchema>;
export type DemoCoupon = z.output<typeof couponSchema>;
export type DemoGiftCard = z.output<typeof giftCardSchema>;

export const demoCampaigns = z
  .object({
    rules: z.array(ruleSchema),
    promotions: z.array(promotionSchema),
    coupons: z.array(couponSchema),
    giftCards: z.array(giftCardSchema),
  })
  .parse(file);
