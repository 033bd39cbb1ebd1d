import {z} from 'zod';
import {discountSchema} from '../benefits/discount.ts';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';

/**
 * A voucher as a decision sees it. What is left of it is not here: uses and gift balance are ledger accounts
 * (`ledger/account-key.ts`), because a till may know the voucher and hold none of it.
 */
export const voucherSchema = z.object({
  kind: z.literal('voucher'),
  id: idSchema('v'),
  version: z.int().positive(),
  code: z.string(),
  campaignId: idSchema('camp').nullable(),
  benefit: z.discriminatedUnion('type', [
    z.object({type: z.literal('DISCOUNT_VOUCHER'), discount: discountSchema}),
    z.object({type: z.literal('GIFT_VOUCHER')}),
  ]),
  active: z.boolean(),
  startsAtMs: epochMsSchema.nullable(),
  endsAtMs: epochMsSchema.nullable(),
  /** Redemptions in all; null is unlimited. */
  usesLimit: z.int().nonnegative().nullable(),
  ruleIds: z.array(idSchema('val')),
  metadata: metadataSchema,
});
export type Voucher = z.output<typeof voucherSchema>;
