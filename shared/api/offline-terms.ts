/**
 * What a campaign lets tills do without a connection. Ours, not Voucherify's: `offline_policy`, `spend_past_expiry` and
 * `server_reserve` beside the properties of a campaign. Amounts are in minor units. What says nothing is not kept.
 */
import {z} from 'zod';
import type {CampaignType, OfflinePolicy, OfflineTerms} from '../redeemables/campaign.ts';
import {apiError, done, type Outcome, refused} from './error.ts';
import {priceBody} from './wire-values.ts';

const boundBody = priceBody.min(1);

const offlinePolicyBody = z.discriminatedUnion('type', [
  z.looseObject({type: z.literal('LEASE_ONLY')}),
  z.looseObject({
    type: z.literal('TRUST_UP_TO'),
    per_redemption: boundBody,
    per_till: boundBody,
    budget: boundBody,
  }),
  z.looseObject({type: z.literal('ONLINE_ONLY')}),
]);

/** The properties of a body. */
export const offlineTermsBody = {
  offline_policy: offlinePolicyBody.nullish(),
  spend_past_expiry: z.boolean().nullish(),
  server_reserve: z.int().min(0).max(1_000_000_000).nullish(),
};

const offlinePolicyWire = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('TRUST_UP_TO'),
    per_redemption: z.int(),
    per_till: z.int(),
    budget: z.int(),
  }),
  z.object({type: z.literal('ONLINE_ONLY')}),
]);

/** As answered: what was set and is not the default. */
export const offlineTermsWire = z.object({
  offline_policy: offlinePolicyWire.optional(),
  spend_past_expiry: z.literal(true).optional(),
  server_reserve: z.int().optional(),
});
export type OfflineTermsWire = z.output<typeof offlineTermsWire>;

export type OfflineTermsBody = z.output<z.ZodObject<typeof offlineTermsBody>>;

/** What a shape cannot say: each bound holds within the next larger one. */
export function checkOfflineTerms(context: {
  readonly value: OfflineTermsBody;
  readonly issues: z.core.$ZodRawIssue[];
}): void {
  const policy = context.issues.length > 0 ? null : context.value.offline_policy;
  if (policy?.type !== 'TRUST_UP_TO') return;
  const report = (property: string, message: string): void => {
    context.issues.push({code: 'custom', path: ['offline_policy', property], input: policy, message});
  };
  if (policy.per_redemption > policy.per_till) report('per_redemption', 'should not be more than per_till');
  if (policy.per_till > policy.budget) report('per_till', 'should not be more than budget');
}

/** Trust is for the uses of codes (V7), and neither it nor a lease that outlives its end is for gift credits (L26). */
export function offlineTermsOf(body: OfflineTermsBody, campaignType: CampaignType): Outcome<OfflineTerms> {
  const policy = body.offline_policy;
  const isCredit = campaignType === 'GIFT_VOUCHERS' || campaignType === 'LOYALTY_PROGRAM';
  if (policy?.type === 'TRUST_UP_TO' && (isCredit || campaignType === 'PROMOTION'))
    return problem(
      `offline_policy TRUST_UP_TO is for campaigns with discount codes, not for ${campaignType}`,
    );
  if (body.spend_past_expiry === true && isCredit)
    return problem(`spend_past_expiry is not for ${campaignType}: what a card is worth may change elsewhere`);
  return done({
    ...(policy == null || policy.type === 'LEASE_ONLY' ? {} : {offlinePolicy: toPolicy(policy)}),
    ...(body.spend_past_expiry === true ? {spendPastExpiry: true} : {}),
    ...(body.server_reserve == null ? {} : {serverReserve: body.server_reserve}),
  });
}

export function presentOfflineTerms({
  offlinePolicy,
  spendPastExpiry,
  serverReserve,
}: OfflineTerms): OfflineTermsWire {
  return {
    ...(offlinePolicy === undefined || offlinePolicy.kind === 'lease_only'
      ? {}
      : {offline_policy: presentPolicy(offlinePolicy)}),
    ...(spendPastExpiry === true ? {spend_past_expiry: true as const} : {}),
    ...(serverReserve === undefined ? {} : {server_reserve: serverReserve}),
  };
}

function toPolicy(policy: NonNullable<OfflineTermsBody['offline_policy']>): OfflinePolicy {
  switch (policy.type) {
    case 'LEASE_ONLY':
      return {kind: 'lease_only'};
    case 'ONLINE_ONLY':
      return {kind: 'online_only'};
    case 'TRUST_UP_TO':
      return {
        kind: 'trust_up_to',
        perRedemptionMinor: policy.per_redemption,
        perTillMinor: policy.per_till,
        budgetMinor: policy.budget,
      };
  }
}

function presentPolicy(
  policy: Exclude<OfflinePolicy, {kind: 'lease_only'}>,
): NonNullable<OfflineTermsWire['offline_policy']> {
  if (policy.kind === 'online_only') return {type: 'ONLINE_ONLY'};
  const {perRedemptionMinor, perTillMinor, budgetMinor} = policy;
  return {
    type: 'TRUST_UP_TO',
    per_redemption: perRedemptionMinor,
    per_till: perTillMinor,
    budget: budgetMinor,
  };
}

function problem(details: string): Outcome<OfflineTerms> {
  return refused(apiError('invalid_campaign', {details}));
}
