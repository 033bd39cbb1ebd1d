/**
 * Facts: everything a decision may look at. The edges gather them (`gather.ts`), `decide` reads nothing else,
 * and an operation carries them to the server, which replays the decision with the till's own inputs.
 */
import {z} from 'zod';
import {productSchema} from '../catalog/product.ts';
import {customerSchema} from '../customer/customer.ts';
import {epochMsSchema} from '../kernel/epoch.ts';
import {availabilitySchema} from '../ledger/draw.ts';
import {currencySchema} from '../money/currency.ts';
import {campaignSchema} from '../redeemables/campaign.ts';
import {promotionTierSchema} from '../redeemables/promotion-tier.ts';
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
  timeZone: z.string(),
  codesCaseSensitive: z.boolean(),
  stacking: stackingSettingsSchema,
});
export type ProjectSettings = z.output<typeof projectSettingsSchema>;

export const factsSchema = z.object({
  nowMs: epochMsSchema,
  settings: projectSettingsSchema,
  customer: customerSchema.nullable(),
  products: z.array(productSchema),
  vouchers: z.array(voucherSchema),
  promotionTiers: z.array(promotionTierSchema),
  campaigns: z.array(campaignSchema),
  validationRules: z.array(validationRuleSchema),
  availability: z.array(availabilitySchema),
});
export type Facts = z.output<typeof factsSchema>;
