import {expect, test} from 'vitest';
import {reward} from '../../test/builders/incentives.ts';
import {campaign} from '../../test/builders/offers.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import type {CardHeld} from './referral-grants.ts';
import {rewardGrants} from './reward-grants.ts';

function boughtOf(campaignType: Campaign['campaignType'], balance: number | null, ...cards: CardHeld[]) {
  const of = campaign('other', {campaignType});
  const bought = reward('r', 'camp_club', {reward: {type: 'CAMPAIGN', campaignId: of.id, balance}});
  return rewardGrants(bought, of, 'cust_ann', cards);
}

const whose = {campaignId: 'camp_other', customerId: 'cust_ann'} as const;
const publish = {kind: 'publish', ...whose};

test('[CN8] a coupon campaign gives one of its codes', () => {
  expect(boughtOf('DISCOUNT_COUPONS', null)).toEqual([publish]);
});

test('[CN8] a balance goes to the card of the campaign, which is published where it is missing', () => {
  const held: CardHeld = {...whose, voucherId: 'v_card'};
  expect(boughtOf('GIFT_VOUCHERS', 500, held)).toEqual([
    {kind: 'credits', ...whose, voucherId: 'v_card', creditsMinor: 500},
  ]);
  expect(boughtOf('LOYALTY_PROGRAM', 40)).toEqual([
    publish,
    {kind: 'points', ...whose, voucherId: null, points: 40},
  ]);
  expect(boughtOf('GIFT_VOUCHERS', null, held)).toEqual([publish]);
});

test('[CN8] promotions have no codes, coins and things leave nothing to do', () => {
  expect(boughtOf('PROMOTION', null)).toEqual([]);
  expect(rewardGrants(reward('coin', 'camp_club'), campaign('Club'), 'cust_ann', [])).toEqual([]);
});
