/** Returns of what redeemables add, tie together or replace. */
import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {customer, product} from '../../test/builders/facts.ts';
import {reward} from '../../test/builders/incentives.ts';
import {
  amountOff,
  campaign,
  card,
  coupon,
  type OfferGiven,
  percent,
  percentOff,
} from '../../test/builders/offers.ts';
import {appliesTo, condition, products, rule} from '../../test/builders/rules.ts';
import {entry} from '../../test/builders/selection.ts';
import {bringBack, label, quantity, sold, units} from '../../test/builders/sold.ts';
import {minor} from '../money/minor.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import type {AskedReturn} from './asked-return.ts';
import {planReturn} from './plan-return.ts';

function unitsOf(sourceId: string, unitOff: number, given: OfferGiven = {}) {
  const unit = {productId: null, skuId: null, sourceId};
  return coupon(
    `FREE${sourceId}`,
    {type: 'UNIT', units: [{effect: 'ADD_NEW_ITEMS', unitOff, product: unit}]},
    given,
  );
}

function both(...asked: AskedReturn[]): AskedReturn {
  return {units: asked.flatMap(one => one.units)};
}

const twoMugs = rule('TWO', {
  1: condition('order.items.any', products('mug'), {
    rules: {1: condition('order.items.aggregated_quantity', {$more_than_or_equal: [2]}), logic: '1'},
  }),
  logic: '1',
});
const shop = {products: [product('mug', 1_000), product('tea', 400), product('deluxe', 1_500)]};

describe('[RT10] a tea for nothing with two mugs, and a deluxe mug with any', () => {
  const gifts = [unitsOf('tea', 1, {rules: [twoMugs]}), unitsOf('deluxe', 1)];
  const sale = sold(cart({mug: {quantity: 2}}), gifts, shop);

  test('the one that the kept basket would not get is charged, at its own price', () => {
    expect(bringBack(sale, 'recompute', units(0, 1)).answers).toEqual([600]);
  });

  test('as many as it would get are free, and the rest is charged', () => {
    const other = coupon('OTHER', {
      type: 'UNIT',
      units: [
        {effect: 'ADD_NEW_ITEMS', unitOff: 1, product: {productId: null, skuId: null, sourceId: 'tea'}},
      ],
    });
    const teas = [unitsOf('tea', 1, {rules: [twoMugs]}), other];
    const two = sold(cart({mug: {quantity: 2}}), teas, shop);
    expect(bringBack(two, 'recompute', units(0, 1)).answers).toEqual([600]);
  });
});

describe('[RT11] what else has to come back', () => {
  test('is not hidden by units of the same numbers on another line', () => {
    const basket = cart({mug: {quantity: 2}, poster: {price: 300, quantity: 3}});
    const sale = sold(basket, [unitsOf('tea', 1, {rules: [twoMugs]})], shop);
    expect(bringBack(sale, 'whole_set_only', both(units(0, 1), quantity(1, 3))).answers).toEqual([
      {code: 'set_incomplete', missing: [{line: 2, first: 1, last: 1}]},
    ]);
  });

  test('of a bundle are the last units, as many as are no spare ones', () => {
    const parts = [
      {products: [entry('mug')], quantity: 2},
      {products: [entry('tea')], quantity: 2},
    ];
    const set = {...appliesTo('SET', {}), bundle: {limit: 1, parts}};
    const off = coupon('SET', amountOff(99, {effect: 'APPLY_TO_ORDER'}), {rules: [set]});
    const sale = sold(cart({mug: {price: 1_000, quantity: 3}, tea: {price: 300, quantity: 2}}), [off]);
    expect(label(sale).slice(0, 2)).toEqual(['mug 1-2: 1000 paid 972', 'mug 3: 1000 paid 973']);
    expect(bringBack(sale, 'whole_set_only', units(1, 1)).answers).toEqual([
      {
        code: 'set_incomplete',
        missing: [
          {line: 0, first: 3, last: 3},
          {line: 0, first: 2, last: 2},
          {line: 1, first: 2, last: 2},
        ],
      },
    ]);
  });
});

describe('a tea for nothing with two mugs', () => {
  const sale = sold(cart({mug: {quantity: 2}}), [unitsOf('tea', 1, {rules: [twoMugs]})], shop);

  test('[RT2] was paid nothing and comes back for nothing', () => {
    expect(label(sale)).toEqual(['mug 1-2: 1000 paid 1000', 'tea 1: 400 paid 0 added']);
    expect(bringBack(sale, 'pro_rata', units(1, 1), quantity(0, 2)).answers).toEqual([0, 2_000]);
  });

  test('[RT10] that is kept without the mugs is charged at its price', () => {
    expect(bringBack(sale, 'recompute', units(0, 1), units(0, 2), units(1, 1)).answers).toEqual([
      600, 1_000, 400,
    ]);
    expect(bringBack(sale, 'recompute', both(units(0, 1), units(1, 1)), units(0, 2)).answers).toEqual([
      1_000, 1_000,
    ]);
  });

  test('[RT11] comes back with the mug it came with', () => {
    const missing = [{line: 1, first: 1, last: 1}];
    expect(bringBack(sale, 'whole_set_only', units(0, 2)).answers).toEqual([
      {code: 'set_incomplete', missing},
    ]);
    expect(bringBack(sale, 'whole_set_only', both(units(0, 2), units(1, 1)), units(0, 1)).answers).toEqual([
      1_000, 1_000,
    ]);
  });

  test('[RT2] merged into the line of its product, it is the last of it', () => {
    const merged = sold(cart({tea: {quantity: 2}}), [unitsOf('tea', 1)], {
      ...shop,
      conventions: {addedUnits: 'merged'},
    });
    expect(label(merged)).toEqual(['tea 1-2: 400 paid 400', 'tea 3: 400 paid 0 added']);
    expect(bringBack(merged, 'recompute', quantity(0, 1)).answers).toEqual([400]);
  });
});

describe('every third mug for nothing', () => {
  const third: ValidationRule = {
    ...appliesTo('THIRD', {}),
    applicableTo: {
      includedAll: false,
      included: [entry('mug', {target: 'UNIT', skipInitially: 2, repeat: 3})],
      excluded: [],
    },
  };
  const sale = sold(cart({mug: {price: 1_000, quantity: 6}}), [
    coupon('THIRD', percentOff(100, {effect: 'APPLY_TO_ITEMS'}), {rules: [third]}),
  ]);

  test('[RT2] the units it names are free', () => {
    expect(label(sale)).toEqual([
      'mug 1-2: 1000 paid 1000',
      'mug 3: 1000 paid 0',
      'mug 4-5: 1000 paid 1000',
      'mug 6: 1000 paid 0',
    ]);
  });

  test('[RT11] one set comes back without the other', () => {
    expect(bringBack(sale, 'whole_set_only', units(0, 1)).answers).toEqual([
      {code: 'set_incomplete', missing: [{line: 0, first: 6, last: 6}]},
    ]);
    expect(bringBack(sale, 'whole_set_only', units(0, 4, 5, 6), units(0, 1, 2, 3)).answers).toEqual([
      2_000, 2_000,
    ]);
  });
});

describe('5.00 off the order for each mug with two teas', () => {
  const bundle: ValidationRule = {
    ...appliesTo('BREAK', {}),
    bundle: {
      limit: 5,
      parts: [
        {products: [entry('mug')], quantity: 1},
        {products: [entry('tea')], quantity: 2},
      ],
    },
  };
  const sale = sold(
    cart({mug: {quantity: 2}, tea: {quantity: 5}}),
    [coupon('BREAK', amountOff(500, {effect: 'APPLY_TO_ORDER'}), {rules: [bundle]})],
    shop,
  );

  test('[RT11] a spare tea comes back alone; with the next one, a mug has lost its teas', () => {
    expect(sale.frozen.paidMinor).toBe(3_000);
    expect(bringBack(sale, 'whole_set_only', units(1, 1)).answers).toEqual([300]);
    expect(bringBack(sale, 'whole_set_only', units(1, 1), units(1, 2)).answers[1]).toEqual({
      code: 'set_incomplete',
      missing: [{line: 0, first: 2, last: 2}],
    });
    expect(bringBack(sale, 'whole_set_only', both(units(0, 2), units(1, 4, 5))).answers).toEqual([1_350]);
  });
});

describe('shipping', () => {
  const from25 = rule('FROM25', {1: condition('order.amount', {$more_than_or_equal: [2_500]}), logic: '1'});
  const free = coupon('SHIP', {type: 'SHIPPING', percent: 100, amountMinor: null}, {rules: [from25]});
  const basket = {...cart({mug: {price: 1_000, quantity: 3}}), shippingMinor: minor(450)};

  test('[RT6] is repaid when asked for, and then whatever else is open', () => {
    const sale = sold(basket, []);
    expect(sale.frozen).toMatchObject({paidMinor: 3_450, shipping: {costMinor: 450, paidMinor: 450}});
    const all = {...quantity(0, 3), shipping: true};
    expect(bringBack(sale, 'pro_rata', quantity(0, 3), {units: [], shipping: true}).answers).toEqual([
      3_000, 450,
    ]);
    expect(bringBack(sale, 'recompute', all).answers).toEqual([3_450]);
    expect(bringBack(sale, 'pro_rata', all).records[0]?.closes).toBe(true);
  });

  test('[RT10] that was free for the whole basket is charged for what is left of it', () => {
    expect(bringBack(sold(basket, [free]), 'recompute', units(0, 1), units(0, 2, 3)).answers).toEqual([
      550, 2_450,
    ]);
  });
});

test('[RT13] units that were replaced by others are refunded pro rata, whatever the policy', () => {
  const unit = (sourceId: string) => ({productId: null, skuId: null, sourceId});
  const upgrade = coupon('UP', {
    type: 'REPLACE',
    sources: [unit('mug')],
    sourceQuantity: 1,
    target: unit('deluxe'),
    targetQuantity: 1,
    timesLimit: 1,
  });
  const sale = sold(cart({mug: {quantity: 2}}), [upgrade], shop);
  expect(label(sale)).toEqual(['mug 1: 1000 paid 1000', 'deluxe 1: 1500 paid 1000 added']);
  for (const policy of ['pro_rata', 'recompute', 'whole_set_only'] as const) {
    expect(bringBack(sale, policy, units(1, 1), units(0, 1)).answers).toEqual([1_000, 1_000]);
  }
});

test('[RT8] points follow the money they stood for, and the last point comes with the last of it', () => {
  const program = campaign('Loyalty', {campaignType: 'LOYALTY_PROGRAM'});
  const coins = reward('coins', program.id, {
    reward: {type: 'COIN', coinValueMinor: minor(100), coinPoints: 7},
  });
  const points = card(
    'POINTS',
    50,
    {id: coins.id, points: 21},
    {campaign: program, voucher: {campaignId: program.id}},
  );
  const sale = sold(cart({mug: {price: 500, quantity: 2}}), [points], {facts: {rewards: [coins]}});
  expect(sale.frozen.credits).toMatchObject([{kind: 'points', amountMinor: 300, points: 21}]);
  const {records} = bringBack(sale, 'pro_rata', units(0, 1), units(0, 2));
  expect(records.map(record => record.credits)).toEqual([
    [{amountMinor: 150, points: 10}],
    [{amountMinor: 150, points: 11}],
  ]);
  expect(planReturn(sale, [], quantity(0, 2), 'pro_rata')).toMatchObject({
    reversals: [{account: 'p:v_POINTS:points', amount: 21}],
  });
});

test('[RT12] what a sale gave besides is revoked with its last unit', () => {
  const join = percent('JOIN', 10, {
    voucher: {
      benefit: {
        type: 'DISCOUNT_VOUCHER',
        discount: percentOff(10),
        extras: [{type: 'ADD_TO_SEGMENT', segmentId: 'seg_members'}],
      },
    },
  });
  const sale = sold(cart({mug: {price: 1_000, quantity: 2}}), [join], {customer: customer('ada')});
  const first = planReturn(sale, [], units(0, 1), 'pro_rata');
  if (!first.ok) throw new Error(first.refusal.code);
  expect(first.revokes).toEqual([]);
  expect(planReturn(sale, [first.record], units(0, 2), 'pro_rata')).toMatchObject({
    revokes: [{kind: 'segment', segmentId: 'seg_members'}],
  });
});
