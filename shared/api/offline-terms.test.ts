import {expect, test} from 'vitest';
import {z} from 'zod';
import type {CampaignType} from '../redeemables/campaign.ts';
import {checkOfflineTerms, offlineTermsBody, offlineTermsOf, presentOfflineTerms} from './offline-terms.ts';

const body = z.object(offlineTermsBody).check(checkOfflineTerms);
const trusting = {type: 'TRUST_UP_TO', per_redemption: 1_000, per_till: 3_000, budget: 20_000};

/** As it comes back, or what is wrong with it. */
function roundTrip(sent: unknown, campaignType: CampaignType = 'DISCOUNT_COUPONS'): unknown {
  const read = body.safeParse(sent);
  if (!read.success) return read.error.issues.map(({path, message}) => `${path.join('.')}: ${message}`);
  const terms = offlineTermsOf(read.data, campaignType);
  return terms.ok ? presentOfflineTerms(terms.value) : terms.problem.details;
}

test('what was set comes back, and what is the default does not', () => {
  const all = {offline_policy: trusting, spend_past_expiry: true, server_reserve: 10};
  expect(roundTrip(all)).toEqual(all);
  expect(roundTrip({offline_policy: {type: 'ONLINE_ONLY'}})).toEqual({offline_policy: {type: 'ONLINE_ONLY'}});
  expect(roundTrip({offline_policy: {type: 'LEASE_ONLY'}, spend_past_expiry: false})).toEqual({});
  expect(roundTrip({offline_policy: null})).toEqual({});
  expect(roundTrip({server_reserve: 0})).toEqual({server_reserve: 0});
});

test('each bound holds within the next larger one', () => {
  expect(roundTrip({offline_policy: {...trusting, per_redemption: 3_001}})).toEqual([
    'offline_policy.per_redemption: should not be more than per_till',
  ]);
  expect(roundTrip({offline_policy: {...trusting, per_till: 20_001}})).toEqual([
    'offline_policy.per_till: should not be more than budget',
  ]);
});

test.each([
  [{offline_policy: {type: 'ANYTHING'}}],
  [{offline_policy: {type: 'TRUST_UP_TO', per_redemption: 1, per_till: 1}}],
  [{offline_policy: {...trusting, per_redemption: 0}}],
  [{offline_policy: {...trusting, budget: 1.5}}],
  [{server_reserve: -1}],
  [{spend_past_expiry: 'yes'}],
])('%j is refused', sent => {
  expect(roundTrip(sent)).toHaveLength(1);
});

test('[V7] trust is for the uses of codes, [L26] and credits end with their lease', () => {
  expect(roundTrip({offline_policy: trusting}, 'GIFT_VOUCHERS')).toContain('not for GIFT_VOUCHERS');
  expect(roundTrip({offline_policy: trusting}, 'PROMOTION')).toContain('not for PROMOTION');
  expect(roundTrip({spend_past_expiry: true}, 'GIFT_VOUCHERS')).toContain('not for GIFT_VOUCHERS');
  expect(roundTrip({offline_policy: {type: 'ONLINE_ONLY'}}, 'GIFT_VOUCHERS')).toEqual({
    offline_policy: {type: 'ONLINE_ONLY'},
  });
});
