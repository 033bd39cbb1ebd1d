import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {reward} from '../../test/builders/incentives.ts';
import type {Offer} from '../../test/builders/offers.ts';
import {campaign, card, gift, percent, percentOff, tier} from '../../test/builders/offers.ts';
import {occasion, redeemed} from '../../test/builders/redeemed.ts';
import {sell} from '../../test/builders/sell.ts';
import {failedRedemptions} from './failed-redemptions.ts';
import {redemptionSchema} from './redemption-record.ts';

const basket = cart({mug: 1_000});

describe('what is written of a redemption', () => {
  test('[RD1] one redeemable: a single redemption, in the order by what was redeemed', () => {
    const {head, redemptions, order} = redeemed(basket, [percent('A', 10, {campaign: campaign('Autumn')})]);
    expect(redemptions).toEqual([head]);
    expect(head).toMatchObject({
      id: 'r_1',
      kind: 'single',
      redeemable: {object: 'voucher', id: 'v_A', campaignId: 'camp_Autumn'},
      discountMinor: 100,
      order: {totalMinor: 900},
    });
    expect(order.redemptions).toEqual({
      r_1: {atMs: head.atMs, object: 'voucher', relatedId: 'v_A', campaignId: 'camp_Autumn'},
    });
    expect(redemptionSchema.parse(head)).toEqual(head);
  });

  test('[RD2] two or more: children in the order in which they applied, and a parent with their sum', () => {
    const {head, redemptions, order} = redeemed(basket, [
      tier('Tea week', percentOff(10)),
      gift('CARD', 300),
    ]);
    expect(
      redemptions.map(one => [one.id, one.kind, one.parentId, one.discountMinor, one.creditsMinor]),
    ).toEqual([
      ['r_1', 'child', 'r_3', 100, undefined],
      ['r_2', 'child', 'r_3', 300, 300],
    ]);
    expect(head).toMatchObject({id: 'r_3', kind: 'parent', childIds: ['r_1', 'r_2'], discountMinor: 400});
    expect(head.order).toMatchObject({totalMinor: 600, appliedOrderDiscountMinor: 400});
    expect(redemptions[0]?.redeemable).toMatchObject({object: 'promotion_tier', id: 'promo_Tea week'});
    expect(order.redemptions).toEqual({
      r_3: {atMs: head.atMs, object: 'redemption', relatedId: 'r_3', stacked: ['r_1', 'r_2']},
    });
  });

  test('[RD1] points are told with what they were spent on', () => {
    const program = campaign('Loyalty', {campaignType: 'LOYALTY_PROGRAM'});
    const coins = reward('coins', program.id);
    const points = card(
      'POINTS',
      90,
      {id: coins.id, points: 30},
      {
        campaign: program,
        voucher: {campaignId: program.id},
      },
    );
    const {head} = redeemed(basket, [points], {facts: {rewards: [coins]}});
    expect(head).toMatchObject({points: 30, rewardId: 'rew_coins', discountMinor: 300});
    expect(head.creditsMinor).toBeUndefined();
  });
});

describe('what is written of a refused attempt', () => {
  const off = percent('OFF', 10, {active: false});

  function failures(...offers: Offer[]) {
    let made = 0;
    const makeId = () => {
      made += 1;
      return `rf_${made}` as const;
    };
    return failedRedemptions(sell(basket, offers, {mode: 'ALL'}), {...occasion(), orderId: null}, makeId);
  }

  test('[RD3] one redeemable: one record with its reason', () => {
    expect(failures(off)).toMatchObject([
      {id: 'rf_1', kind: 'single', foundId: 'v_OFF', refusal: {code: 'disabled'}, orderId: null},
    ]);
  });

  test('[RD3] several: one for each refused one, and a parent with the first reason', () => {
    expect(
      failures(percent('A', 10), off, gift('G', 10)).map(one => [one.id, one.kind, one.parentId]),
    ).toEqual([
      ['rf_1', 'parent', undefined],
      ['rf_2', 'child', 'rf_1'],
    ]);
  });

  test('[RD3] a code that nobody knows is kept as it was typed', () => {
    expect(failures({...off, voucher: null})).toMatchObject([
      {foundId: null, requested: {object: 'voucher', code: 'OFF'}, refusal: {code: 'code_unknown'}},
    ]);
    expect(failures(percent('A', 10))).toEqual([]);
  });
});
