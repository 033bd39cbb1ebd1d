import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {customer} from '../../test/builders/facts.ts';
import {reward} from '../../test/builders/incentives.ts';
import {campaign, card, gift, type Offer, percent} from '../../test/builders/offers.ts';
import {onlyRefusal, sell} from '../../test/builders/sell.ts';
import type {Conventions} from '../conventions/conventions.ts';

const mug = cart({mug: 2_400});
const program = campaign('Club', {campaignType: 'LOYALTY_PROGRAM'});
const club = reward('coin', program.id);
const ofAda = {voucher: {holderId: 'cust_ada'}} as const;
const loyaltyCard = card('CARD', 500, {id: 'rew_coin', points: null}, {...ofAda, campaign: program});

function refusal(offer: Offer, name: string | null, conventions: Conventions = {}) {
  const given = {conventions, facts: {rewards: [club]}};
  return (
    onlyRefusal(sell(mug, [offer], name === null ? given : {...given, customer: customer(name)})) ?? null
  );
}

describe('[DE5] a referral code', () => {
  const code = percent('FRIEND', 10, {voucher: {holderId: 'cust_ada', isReferral: true}});
  test('is good for everybody but its referrer', () => {
    expect(refusal(code, 'ada')).toEqual({code: 'referrer_cannot_redeem'});
    expect(refusal(code, 'bob')).toBeNull();
    expect(refusal(code, null)).toBeNull();
    expect(refusal(code, 'bob', {assignedCodes: 'holder'})).toBeNull();
  });

  test('knows the referrer by id too, where nobody loaded the customer', () => {
    const decision = sell(mug, [code], {request: {customerId: 'cust_ada'}});
    expect(onlyRefusal(decision)).toEqual({code: 'referrer_cannot_redeem'});
  });

  test('of nobody yet is good for everybody', () => {
    expect(refusal(percent('FRIEND', 10, {voucher: {isReferral: true}}), 'ada')).toBeNull();
  });
});

describe('[DE6] a code that was given to a customer', () => {
  test.each([
    ['coupon', percent('A', 10, ofAda)],
    ['gift card', gift('G', 500, ofAda)],
  ])('%s: whoever shows it may use it, unless it is for its holder alone', (_, offer) => {
    expect(refusal(offer, 'bob')).toBeNull();
    expect(refusal(offer, null)).toBeNull();
    expect(refusal(offer, 'bob', {assignedCodes: 'holder'})).toEqual({code: 'assigned_to_other'});
    expect(refusal(offer, null, {assignedCodes: 'holder'})).toEqual({
      code: 'input_missing',
      input: 'customer_id',
    });
    expect(refusal(offer, 'ada', {assignedCodes: 'holder'})).toBeNull();
  });

  test('a loyalty card is never another customer’s, but may be shown without saying who one is', () => {
    expect(refusal(loyaltyCard, 'bob')).toEqual({code: 'assigned_to_other'});
    expect(refusal(loyaltyCard, null)).toBeNull();
    expect(refusal(loyaltyCard, 'ada')).toBeNull();
  });

  test('one that was given to nobody is everybody’s', () => {
    expect(refusal(percent('A', 10), 'bob', {assignedCodes: 'holder'})).toBeNull();
  });
});
