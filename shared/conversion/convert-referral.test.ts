import {expect, test} from 'vitest';
import {epochMs} from '../kernel/epoch.ts';
import type {Referral} from '../referral/referral.ts';
import type {ReferralProgram} from '../referral/referral-program.ts';
import {type ConversionGiven, convertReferral} from './convert-referral.ts';

const program: ReferralProgram = {
  kind: 'referral_program',
  id: 'camp_friends',
  version: 1,
  conversion: {type: 'redemption'},
  refereeReward: {type: 'GIFT_VOUCHER', campaignId: 'camp_gift', creditsMinor: 500},
  tiers: [
    {
      id: 't1',
      condition: {type: 'EACH'},
      reward: {type: 'LOYALTY_CARD', campaignId: 'camp_points', points: 100},
    },
    {
      id: 't2',
      condition: {type: 'MINIMUM', referrals: 3},
      reward: {type: 'DISCOUNT_VOUCHER', campaignId: 'camp_coupon'},
    },
  ],
};

function convert(given: Partial<ConversionGiven> = {}) {
  return convertReferral({
    program,
    codeId: 'v_friend',
    holders: [{id: 'rh_ann', customerId: 'cust_ann', role: 'REFERRER', createdAtMs: epochMs(0)}],
    refereeId: 'cust_bob',
    event: {type: 'redemption', id: 'r_1'},
    atMs: epochMs(1),
    referrals: [],
    cards: [],
    ...given,
  });
}

const brought = (referee: string, campaignId: Referral['campaignId'] = program.id): Referral => ({
  campaignId,
  codeId: 'v_friend',
  referrerId: 'cust_ann',
  refereeId: `cust_${referee}`,
  atMs: epochMs(0),
  through: {type: 'redemption', id: `r_${referee}`},
});

/** `points 100 ann → v_card`, with `new` for the card that was just published. */
function plan(conversion: ReturnType<typeof convert>): readonly string[] {
  if (!conversion.converted) return [conversion.because];
  return conversion.grants.map(grant => {
    const who = grant.customerId.slice('cust_'.length);
    if (grant.kind === 'publish') return `publish ${grant.campaignId} ${who}`;
    const worth = grant.kind === 'points' ? grant.points : grant.creditsMinor;
    return `${grant.kind} ${worth} ${who} → ${grant.voucherId ?? 'new'}`;
  });
}

test('[CN1] a redemption refers its customer and names the referrer for the order', () => {
  expect(convert()).toMatchObject({
    converted: true,
    referrerId: 'cust_ann',
    referral: {refereeId: 'cust_bob', through: {type: 'redemption', id: 'r_1'}},
  });
});

test('[CN2] a card that is missing is published first, once; one that is there is used', () => {
  expect(plan(convert())).toEqual([
    'publish camp_points ann',
    'points 100 ann → new',
    'publish camp_gift bob',
    'credits 500 bob → new',
  ]);
  const cards = [
    {campaignId: 'camp_points', customerId: 'cust_ann', voucherId: 'v_card'},
    {campaignId: 'camp_gift', customerId: 'cust_ann', voucherId: 'v_gift'},
  ] as const;
  expect(plan(convert({cards}))).toEqual([
    'points 100 ann → v_card',
    'publish camp_gift bob',
    'credits 500 bob → new',
  ]);
  const twice = {...program, tiers: [...program.tiers, ...program.tiers]};
  expect(plan(convert({program: twice})).slice(0, 3)).toEqual([
    'publish camp_points ann',
    'points 100 ann → new',
    'points 100 ann → new',
  ]);
});

test('[CN3] a customer is referred once per campaign; another campaign’s referral is no matter', () => {
  expect(plan(convert({referrals: [brought('bob')]}))).toEqual(['referred_before']);
  expect(convert({referrals: [brought('bob')]})).toMatchObject({referrerId: 'cust_ann'});
  expect(convert({referrals: [brought('bob', 'camp_other')]}).converted).toBe(true);
});

test('[CN4] nobody refers himself, an unpublished code nobody, and nobody is not somebody', () => {
  expect(convert({refereeId: 'cust_ann'})).toEqual({
    converted: false,
    because: 'referrer_not_permitted_to_redeem',
    referrerId: null,
  });
  expect(convert({holders: []})).toEqual({converted: false, because: 'not_published', referrerId: null});
  expect(convert({refereeId: null})).toEqual({
    converted: false,
    because: 'customer_unknown',
    referrerId: 'cust_ann',
  });
});

test('[CN5] only the program’s own event converts', () => {
  const byEvent: ReferralProgram = {...program, conversion: {type: 'custom_event', name: 'signed_up'}};
  const event = {type: 'custom_event', name: 'signed_up', id: 'ev_1'} as const;
  expect(convert({program: byEvent, event})).toMatchObject({
    referral: {through: {type: 'custom_event', id: 'ev_1'}},
  });
  expect(plan(convert({program: byEvent}))).toEqual(['other_event']);
  expect(plan(convert({program: byEvent, event: {...event, name: 'looked_in'}}))).toEqual(['other_event']);
  expect(plan(convert({event}))).toEqual(['other_event']);
});

test('[CN6] a tier with a minimum rewards once, when so many customers have been referred', () => {
  const coupons = (before: readonly Referral[]) =>
    plan(convert({referrals: before})).filter(line => line.includes('coupon'));
  expect(coupons([brought('x')])).toEqual([]);
  expect(coupons([brought('x'), brought('y')])).toEqual(['publish camp_coupon ann']);
  expect(coupons([brought('x'), brought('y'), brought('z')])).toEqual([]);
});

test('[CN7] the same event again plans nothing', () => {
  const first = convert();
  const referrals = first.converted ? [first.referral] : [];
  expect(plan(convert({referrals}))).toEqual(['referred_before']);
});
