import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';
import {type CampaignId, type CustomerId, idSchema} from '../kernel/id.ts';

/** That one customer brought another to a campaign: by which code, through what, and when. */
const referralSchema = z.object({
  campaignId: idSchema('camp'),
  codeId: idSchema('v'),
  referrerId: idSchema('cust'),
  refereeId: idSchema('cust'),
  atMs: epochMsSchema,
  through: z.discriminatedUnion('type', [
    z.object({type: z.literal('redemption'), id: idSchema('r')}),
    z.object({type: z.literal('custom_event'), id: z.string().min(1).max(120)}),
  ]),
});
export type Referral = z.output<typeof referralSchema>;

/** Who referred this customer, as `customer.referrals` shows it. */
export function referralsOf(referrals: readonly Referral[], refereeId: CustomerId) {
  const campaigns = referrals.filter(referral => referral.refereeId === refereeId);
  return {total: campaigns.length, campaigns};
}

/** How many customers this one referred, as `customer.loyalty.referred_customers` shows it; in one campaign or in all. */
export function referredBy(
  referrals: readonly Referral[],
  referrerId: CustomerId,
  campaignId?: CampaignId,
): number {
  const own = referrals.filter(
    referral =>
      referral.referrerId === referrerId && (campaignId ?? referral.campaignId) === referral.campaignId,
  );
  return new Set(own.map(({refereeId}) => refereeId)).size;
}
