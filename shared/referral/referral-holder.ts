import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';
import {type CustomerId, idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';

/** Who holds a referral code: the one REFERRER it was published to, and REFEREEs added to it. */
const referralHolderSchema = z.object({
  id: idSchema('rh'),
  customerId: idSchema('cust'),
  role: z.enum(['REFERRER', 'REFEREE']),
  createdAtMs: epochMsSchema,
  metadata: metadataSchema.optional(),
});
export type ReferralHolder = z.output<typeof referralHolderSchema>;

/** The customer a code was published to; null while it was not. */
export function referrerOf(holders: readonly ReferralHolder[]): CustomerId | null {
  return holders.find(holder => holder.role === 'REFERRER')?.customerId ?? null;
}
