/**
 * Facts: everything a decision may look at. The edges gather them (`gather.ts`), `decide` reads nothing else,
 * and an operation carries them to the server, which replays the decision with the till's own inputs.
 */
import {z} from 'zod';
import {timeZoneSchema} from '../calendar/time-zone.ts';
import {collectionSchema} from '../catalog/collection.ts';
import {productSchema} from '../catalog/product.ts';
import {skuSchema} from '../catalog/sku.ts';
import {conventionsSchema} from '../conventions/conventions.ts';
import {customerSchema} from '../customer/customer.ts';
import {epochMsSchema} from '../kernel/epoch.ts';
import {availabilitySchema} from '../ledger/draw.ts';
import {loyaltyProgramSchema} from '../loyalty/loyalty-program.ts';
import {currencySchema} from '../money/currency.ts';
import {campaignSchema} from '../redeemables/campaign.ts';
import {categorySchema} from '../redeemables/category.ts';
import {promotionStackSchema} from '../redeemables/promotion-stack.ts';
import {promotionTierSchema} from '../redeemables/promotion-tier.ts';
import {rewardSchema} from '../redeemables/reward.ts';
import {voucherSchema} from '../redeemables/voucher.ts';
import {validationRuleSchema} from '../rules/validation-rule.ts';
import {stackingSettingsSchema} from '../stacking/stacking-settings.ts';

/** A project's own conventions, versioned like every other fact. */
export const projectSettingsSchema = z.object({
  kind: z.literal('settings'),
  id: z.literal('settings'),
  version: z.int().positive(),
  currency: currencySchema,
  /** IANA zone in which dates and periods are meant. */
  timeZone: timeZoneSchema,
  /** First day of the week for weekly limits: 0 Sunday, 1 Monday (default), 6 Saturday. */
  firstDayOfWeek: z.union([z.literal(0), z.literal(1), z.literal(6)]).optional(),
  codesCaseSensitive: z.boolean(),
  stacking: stackingSettingsSchema,
  conventions: conventionsSchema.optional(),
  /** What the managers of one store may approve beyond leases until the server is heard again, in minor units. Absent: nothing. */
  overrideBudgetMinor: z.int().nonnegative().optional(),
  /** Tills replicate only the customers of their own store (metadata `home_store`) and those without one. Absent: all. */
  customersOfHomeStoreOnly: z.boolean().optional(),
});
export type ProjectSettings = z.output<typeof projectSettingsSchema>;

export const factsSchema = z.object({
  nowMs: epochMsSchema,
  settings: projectSettingsSchema,
  customer: customerSchema.nullable(),
  products: z.array(productSchema),
  skus: z.array(skuSchema).optional(),
  collections: z.array(collectionSchema).optional(),
  vouchers: z.array(voucherSchema),
  promotionTiers: z.array(promotionTierSchema),
  promotionStacks: z.array(promotionStackSchema).optional(),
  campaigns: z.array(campaignSchema),
  categories: z.array(categorySchema).optional(),
  rewards: z.array(rewardSchema).optional(),
  loyaltyPrograms: z.array(loyaltyProgramSchema).optional(),
  validationRules: z.array(validationRuleSchema),
  availability: z.array(availabilitySchema),
  /**
   * Ids of campaigns, vouchers and tiers that a manager switched off here, and of which the server has not heard yet.
   * They count as switched off; it can only take away. Absent: none.
   */
  withheld: z.array(z.string().max(140)).max(1_000).optional(),
});
export type Facts = z.output<typeof factsSchema>;
