import type {z} from 'zod';
import {type Product, productSchema} from '../catalog/product.ts';
import {type Campaign, campaignSchema} from '../redeemables/campaign.ts';
import {type PromotionTier, promotionTierSchema} from '../redeemables/promotion-tier.ts';
import {type Voucher, voucherSchema} from '../redeemables/voucher.ts';

/** A document that can be changed without a connection. */
export type Editable = Campaign | Product | Voucher | PromotionTier;
export type EditableKind = Editable['kind'];

const schemas = {
  campaign: campaignSchema,
  product: productSchema,
  voucher: voucherSchema,
  promotion_tier: promotionTierSchema,
} satisfies Record<EditableKind, z.ZodType<Editable>>;

/** The document if it is one of its kind, null otherwise. */
export function readEditable(kind: EditableKind, value: unknown): Editable | null {
  const parsed = schemas[kind].safeParse(value);
  return parsed.success ? parsed.data : null;
}
