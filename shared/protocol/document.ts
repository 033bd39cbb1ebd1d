import {z} from 'zod';
import {collectionSchema} from '../catalog/collection.ts';
import {productSchema} from '../catalog/product.ts';
import {skuSchema} from '../catalog/sku.ts';
import {customerSchema} from '../customer/customer.ts';
import {customerKeySchema} from '../customer/customer-key.ts';
import {projectSettingsSchema} from '../decision/facts.ts';
import {loyaltyProgramSchema} from '../loyalty/loyalty-program.ts';
import {campaignSchema} from '../redeemables/campaign.ts';
import {categorySchema} from '../redeemables/category.ts';
import {promotionStackSchema} from '../redeemables/promotion-stack.ts';
import {promotionTierSchema} from '../redeemables/promotion-tier.ts';
import {rewardSchema} from '../redeemables/reward.ts';
import {voucherSchema} from '../redeemables/voucher.ts';
import {validationRuleSchema} from '../rules/validation-rule.ts';
import {staffSchema} from './staff.ts';
import {storeSchema} from './store.ts';

/** Everything the server replicates down to a till: the facts of decisions, and who works where. */
export const documentSchema = z.discriminatedUnion('kind', [
  projectSettingsSchema,
  productSchema,
  skuSchema,
  collectionSchema,
  customerSchema,
  customerKeySchema,
  campaignSchema,
  voucherSchema,
  promotionTierSchema,
  promotionStackSchema,
  categorySchema,
  rewardSchema,
  loyaltyProgramSchema,
  validationRuleSchema,
  storeSchema,
  staffSchema,
]);
export type Document = z.output<typeof documentSchema>;
export type DocumentKind = Document['kind'];
export type DocumentOf<K extends DocumentKind> = Extract<Document, {kind: K}>;
