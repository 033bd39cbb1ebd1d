import {z} from 'zod';
import {discountSchema, extraRewardSchema} from '../benefits/discount.ts';
import {validityWindowsSchema} from '../calendar/validity-windows.ts';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';

/**
 * A voucher as a decision sees it. What is left of it is not here: uses, gift balance and points are ledger accounts
 * (`ledger/account-key.ts`), because a till may know the voucher and hold none of it.
 */
export const voucherSchema = z.object({
  kind: z.literal('voucher'),
  id: idSchema('v'),
  version: z.int().positive(),
  code: z.string(),
  campaignId: idSchema('camp').nullable(),
  benefit: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('DISCOUNT_VOUCHER'),
      discount: discountSchema,
      /** What it gives besides (Vouchery: multiple rewards). */
      extras: z.array(extraRewardSchema).max(20).optional(),
    }),
    /** Credits go to the order, or to the lines that its rules select. */
    z.object({
      type: z.literal('GIFT_VOUCHER'),
      effect: z.enum(['APPLY_TO_ORDER', 'APPLY_TO_ITEMS']).optional(),
    }),
    z.object({type: z.literal('LOYALTY_CARD')}),
  ]),
  active: z.boolean(),
  startsAtMs: epochMsSchema.nullable(),
  endsAtMs: epochMsSchema.nullable(),
  validity: validityWindowsSchema.optional(),
  categoryId: idSchema('cat').optional(),
  /** Whom it was published to; `publishedAtMs` when. */
  holderId: idSchema('cust').optional(),
  publishedAtMs: epochMsSchema.optional(),
  /** A referral code: its holder may not redeem it. */
  isReferral: z.boolean().optional(),
  /** Redemptions in all; null is unlimited. */
  usesLimit: z.int().nonnegative().nullable(),
  ruleIds: z.array(idSchema('val')),
  metadata: metadataSchema,
});
export type Voucher = z.output<typeof voucherSchema>;
