import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {customer} from '../../test/builders/facts.ts';
import {reward} from '../../test/builders/incentives.ts';
import {program as programWith} from '../../test/builders/loyalty.ts';
import {campaign, card, type Offer, type OfferGiven, percent} from '../../test/builders/offers.ts';
import {condition, rule} from '../../test/builders/rules.ts';
import {onlyRefusal, roll, sell} from '../../test/builders/sell.ts';
import type {Availability} from '../ledger/draw.ts';
import type {LoyaltyTier} from '../loyalty/loyalty-tier.ts';
import type {Reward} from '../redeemables/reward.ts';

const program = campaign('Club', {campaignType: 'LOYALTY_PROGRAM'});
/** 1.00 for 10 points. */
const coin = reward('coin', program.id);
const umbrella = reward('umbrella', program.id, {
  points: 300,
  reward: {type: 'MATERIAL', productId: 'prod_umbrella', skuId: null},
});
const mug = cart({mug: 2_450});

function spend(id: Reward['id'], points: number | null, balance: number, given: OfferGiven = {}): Offer {
  return card('CARD', balance, {id, points}, {campaign: program, ...given});
}

function buy(offers: readonly Offer[], rewards: Reward[] = [coin, umbrella], items = mug) {
  return sell(items, offers, {facts: {rewards}});
}

describe('[DE7] coins', () => {
  test('as many as are needed: the last one is not given change on', () => {
    const decision = buy([spend('rew_coin', null, 500)]);
    expect(roll(decision)).toEqual(['CARD  -24.50 for 250 points, 250 left', 'total  0.00']);
    expect(decision.draws).toEqual([{account: 'p:v_CARD:points', amount: 250}]);
  });

  test('as many as were asked for, or as there are', () => {
    expect(roll(buy([spend('rew_coin', 100, 500)]))[0]).toBe('CARD  -10.00 for 100 points, 400 left');
    expect(roll(buy([spend('rew_coin', null, 57)]))[0]).toBe('CARD  -5.00 for 50 points, 7 left');
  });

  test('after what other redeemables took off', () => {
    expect(roll(buy([percent('HALF', 50), spend('rew_coin', null, 500)]))).toEqual([
      'HALF  -12.25',
      'CARD  -12.25 for 130 points, 370 left',
      'total  0.00',
    ]);
  });
});

describe('[DE7] what is bought with points', () => {
  test('costs its points, leaves the order as it is and is granted', () => {
    const decision = buy([spend('rew_umbrella', null, 500, {usesLimit: 9})]);
    expect(roll(decision)).toEqual(['CARD  -0.00 for 300 points, 200 left', 'total  24.50']);
    expect(decision.verdicts[0]).toMatchObject({grants: [{kind: 'reward', rewardId: 'rew_umbrella'}]});
    expect(decision.draws).toEqual([
      {account: 'v:v_CARD:uses', amount: 1},
      {account: 'p:v_CARD:points', amount: 300},
    ]);
    expect(decision.order).toEqual(decision.initialOrder);
  });

  test('is an effect: it is not left unused', () => {
    const decision = sell(mug, [spend('rew_umbrella', null, 500)], {
      noEffect: 'SKIP',
      facts: {rewards: [umbrella]},
    });
    expect(decision.valid).toBe(true);
  });

  test('needs no amount', () => {
    expect(buy([spend('rew_umbrella', null, 500)], [umbrella], cart({})).valid).toBe(true);
  });
});

describe('[DE7] refused', () => {
  const refusal = (offer: Offer, rewards?: Reward[]) => onlyRefusal(buy([offer], rewards));
  test.each([
    ['without a reward', card('CARD', 500, null, {campaign: program}), {code: 'reward_missing'}],
    ['a reward that nobody knows', spend('rew_none', null, 500), {code: 'reward_unknown'}],
    [
      'a reward of another program',
      spend('rew_coin', null, 500, {campaign: campaign('Other')}),
      {code: 'reward_unknown'},
    ],
    [
      'more points than there are',
      spend('rew_coin', 60, 50),
      {code: 'points_exceeded', requestedPoints: 60, availablePoints: 50},
    ],
    [
      'not enough for one coin',
      spend('rew_coin', null, 9),
      {code: 'points_exceeded', requestedPoints: 10, availablePoints: 9},
    ],
    [
      'no points at all',
      spend('rew_coin', 0, 0),
      {code: 'points_exceeded', requestedPoints: 0, availablePoints: 0},
    ],
    [
      'too few for the reward',
      spend('rew_umbrella', null, 299),
      {code: 'points_exceeded', requestedPoints: 300, availablePoints: 299},
    ],
    [
      'a till that holds none of the points',
      spend('rew_coin', 5, 0, {authority: 'lease'}),
      {code: 'lease_empty'},
    ],
  ])('%s', (_, offer, expected) => {
    expect(refusal(offer)).toEqual(expected);
  });

  test('a reward that says no price', () => {
    const free = {...umbrella, assignments: [{campaignId: program.id, points: null, ruleIds: []}]};
    expect(refusal(spend('rew_umbrella', null, 500), [free])).toMatchObject({
      code: 'definition_broken',
      where: 'rew_umbrella',
    });
  });

  test('by the rules of its assignment', () => {
    const rich = rule('RICH', {1: condition('order.amount', {$more_than: [9_999]}), logic: '1'});
    const limited = {...coin, assignments: [{campaignId: program.id, points: null, ruleIds: [rich.id]}]};
    const decision = sell(mug, [spend('rew_coin', null, 500)], {
      facts: {rewards: [limited], validationRules: [rich]},
    });
    expect(onlyRefusal(decision)).toMatchObject({code: 'rules_not_met', ruleId: 'val_RICH'});
  });
});

describe('[DE23] what a tier makes of the price', () => {
  const buyAs = (mapping: NonNullable<LoyaltyTier['rewards']>[string], balance: number, reached = true) => {
    const silver: LoyaltyTier = {
      id: 'ltr_silver',
      name: 'silver',
      fromPoints: 0,
      toPoints: null,
      rewards: {rew_umbrella: mapping},
    };
    const ada = customer('ada', reached ? {loyaltyTierIds: ['ltr_other', silver.id]} : {});
    return sell(mug, [spend('rew_umbrella', null, balance)], {
      customer: ada,
      facts: {rewards: [umbrella], loyaltyPrograms: [programWith({id: program.id, tiers: [silver]})]},
    });
  };

  test('silver pays half', () => {
    const half = {type: 'MULTIPLY', multiplier: 0.5} as const;
    expect(roll(buyAs(half, 200))[0]).toBe('CARD  -0.00 for 150 points, 50 left');
    expect(onlyRefusal(buyAs(half, 149))).toMatchObject({code: 'points_exceeded', requestedPoints: 150});
    expect(onlyRefusal(buyAs(half, 200, false))).toMatchObject({requestedPoints: 300});
  });

  test('silver gets it for nothing, with no points on the card', () => {
    const decision = buyAs({type: 'CUSTOM', points: 0}, 0);
    expect(decision.verdicts[0]).toMatchObject({status: 'applied', grants: [{rewardId: 'rew_umbrella'}]});
    expect(decision.draws).toEqual([]);
  });
});

describe('[DE23] what is in stock', () => {
  const account = 'q:rew_umbrella:stock';
  const few = reward('umbrella', program.id, {
    points: 300,
    reward: {type: 'MATERIAL', productId: 'prod_umbrella', skuId: null, stockLimit: 2},
  });
  const buyWith = (left: Omit<Availability, 'account'> | null) => {
    const offer = spend('rew_umbrella', null, 500);
    const known = left === null ? [] : [{account, ...left} as const];
    return buy([{...offer, availability: [...offer.availability, ...known]}], [few]);
  };

  test('the last piece is drawn within the limit', () => {
    const decision = buyWith({available: 1, authority: 'server', used: 1});
    expect(decision.draws).toContainEqual({account, amount: 1, limit: 2});
  });

  test('none left: refused, and no points are spent', () => {
    const decision = buyWith({available: 0, authority: 'server', used: 2});
    expect(onlyRefusal(decision)).toEqual({code: 'budget_reached', account, limit: 2, used: 2});
    expect(decision.draws).toEqual([]);
  });

  test('a till without a lease on it cannot know', () => {
    const unknown = {code: 'counter_unknown', account, onlineOnly: false};
    expect(onlyRefusal(buyWith(null))).toEqual(unknown);
    expect(onlyRefusal(buyWith({available: 0, authority: 'lease'}))).toEqual(unknown);
  });
});
