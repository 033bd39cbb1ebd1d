import {expect, test} from 'vitest';
import {epochMs} from '../kernel/epoch.ts';
import {type Referral, referralsOf, referredBy} from './referral.ts';

const referral = (referee: string, referrer: string, campaign: string): Referral => ({
  campaignId: `camp_${campaign}`,
  codeId: 'v_code',
  referrerId: `cust_${referrer}`,
  refereeId: `cust_${referee}`,
  atMs: epochMs(0),
  through: {type: 'redemption', id: 'r_1'},
});

const all = [
  referral('bob', 'ann', 'x'),
  referral('bob', 'ann', 'y'),
  referral('cid', 'ann', 'x'),
  referral('bob', 'cid', 'z'),
];

test('[RF5] a customer’s referrals are those in which somebody brought them', () => {
  expect(referralsOf(all, 'cust_bob').total).toBe(3);
  expect(referralsOf(all, 'cust_ann')).toEqual({total: 0, campaigns: []});
});

test('[RF6] a referrer’s count is of different customers, in one campaign or in all', () => {
  expect([
    referredBy(all, 'cust_ann'),
    referredBy(all, 'cust_ann', 'camp_x'),
    referredBy(all, 'cust_ann', 'camp_y'),
  ]).toEqual([2, 2, 1]);
});
