import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {amount, gift, percent} from '../../test/builders/offers.ts';
import {condition, rule} from '../../test/builders/rules.ts';
import {bringBack, quantity, sold, units} from '../../test/builders/sold.ts';
import {minor} from '../money/minor.ts';
import type {AskedReturn} from './asked-return.ts';
import {planReturn} from './plan-return.ts';
import type {ReturnRecord} from './return-record.ts';

const three = cart({mug: {price: 1_000, quantity: 3}});
const from25 = rule('FROM25', {1: condition('order.amount', {$more_than_or_equal: [2_500]}), logic: '1'});
const tenFrom25 = percent('TEN', 10, {rules: [from25]});

describe('pro rata', () => {
  test('[RT9] each unit gives back what it was paid, to the cent, and together all of it', () => {
    const sale = sold(three, [amount('A', 100)]);
    expect(bringBack(sale, 'pro_rata', units(0, 3), units(0, 1), units(0, 2)).answers).toEqual([
      967, 966, 967,
    ]);
  });

  test('[RT7] a number of units takes the first that are still there', () => {
    const sale = sold(cart({mug: {price: 1_000, quantity: 3}, tea: 300}), []);
    const {records} = bringBack(sale, 'pro_rata', units(0, 2), quantity(0, 2));
    expect(records.map(record => record.units)).toEqual([
      [{line: 0, first: 2, last: 2}],
      [
        {line: 0, first: 1, last: 1},
        {line: 0, first: 3, last: 3},
      ],
    ]);
  });

  test('[RT15] a promotion that the rest would not get is left as it was', () => {
    expect(bringBack(sold(three, [tenFrom25]), 'pro_rata', units(0, 1)).answers).toEqual([900]);
  });
});

describe('recompute', () => {
  test('[RT10] refunds what the kept basket would have saved, and never below zero', () => {
    const sale = sold(three, [tenFrom25]);
    // Paid 27.00. Two mugs cost 20.00 without the ten per cent, one 10.00.
    expect(bringBack(sale, 'recompute', units(0, 1), units(0, 2), units(0, 3)).answers).toEqual([
      700, 1_000, 1_000,
    ]);
    const half = percent('HALF', 50, {rules: [from25]});
    expect(
      bringBack(sold(three, [half]), 'recompute', units(0, 1), units(0, 2), units(0, 3)).answers,
    ).toEqual([0, 500, 1_000]);
  });

  test('[RT10] the sale’s own instant and facts count, and only what applied then', () => {
    const under25 = rule('UNDER25', {1: condition('order.amount', {$less_than: [2_500]}), logic: '1'});
    const sale = sold(three, [percent('SMALL', 50, {rules: [under25]}), percent('TEN', 10)]);
    expect(bringBack(sale, 'recompute', units(0, 1)).answers).toEqual([900]);
  });

  test('[RT10] what a card paid is no discount of the kept basket', () => {
    const sale = sold(three, [gift('CARD', 500), percent('TEN', 10)]);
    // 30.00, the card pays 5.00, ten per cent of the rest: 2.50. For two mugs 1.50.
    expect(sale.frozen.paidMinor).toBe(2_750);
    expect(bringBack(sale, 'recompute', units(0, 3)).answers).toEqual([900]);
  });
});

describe('whole sets only', () => {
  const mugAndTea = rule(
    'PAIR',
    {
      1: condition('order.items.any', {$is: [{id: 'mug', source_id: 'mug', object: 'product'}]}),
      logic: '1',
    },
    {appliesTo: {included: ['tea']}},
  );
  const pair = sold(cart({mug: 1_000, tea: {price: 400, quantity: 2}, poster: 700}), [
    percent('TEA50', 50, {rules: [mugAndTea]}),
  ]);

  test('[RT11] what a discount hangs on comes back only with what it was given for', () => {
    expect(bringBack(pair, 'whole_set_only', units(0, 1)).answers).toEqual([
      {code: 'set_incomplete', missing: [{line: 1, first: 1, last: 2}]},
    ]);
    expect(
      bringBack(pair, 'whole_set_only', {units: [...units(0, 1).units, ...units(1, 1, 2).units]}).answers,
    ).toEqual([1_400]);
  });

  test('[RT11] units outside the set, and those that break none, come back alone', () => {
    expect(
      bringBack(pair, 'whole_set_only', units(2, 1), units(1, 1), units(1, 2), units(0, 1)).answers,
    ).toEqual([700, 200, 200, 1_000]);
  });

  test('[RT11] a discount of the order as a whole makes no set', () => {
    expect(bringBack(sold(three, [tenFrom25]), 'whole_set_only', units(0, 1)).answers).toEqual([900]);
  });
});

describe('repayment', () => {
  const offers = [percent('A', 10), gift('CARD', 1_000)];

  test('[RT8] the card gets back what it paid of each unit, the rest goes back in money, the last means first', () => {
    const sale = sold(three, offers, {money: {card: 1_200, cash: 500}});
    const {records} = bringBack(sale, 'pro_rata', units(0, 1), units(0, 2), units(0, 3));
    expect(records.map(({credits, money}) => [credits[0]?.amountMinor, money])).toEqual([
      [
        334,
        [
          {method: 'cash', amountMinor: 500},
          {method: 'card', amountMinor: 66},
        ],
      ],
      [333, [{method: 'card', amountMinor: 567}]],
      [333, [{method: 'card', amountMinor: 567}]],
    ]);
  });

  test('[RT8] a refund that is not what the units were paid goes in proportion to what is open', () => {
    const sale = sold(three, [tenFrom25, gift('CARD', 1_350)]);
    const {records} = bringBack(sale, 'recompute', units(0, 1), units(0, 2, 3));
    expect(records.map(({refundMinor, credits}) => [refundMinor, credits[0]?.amountMinor])).toEqual([
      [700, 350],
      [2_000, 1_000],
    ]);
  });

  test('[RT12] credits come back as they are repaid, uses when the last unit is back', () => {
    const sale = sold(three, [percent('A', 10, {usesLimit: 5}), gift('CARD', 1_000)]);
    const {records} = bringBack(sale, 'pro_rata', quantity(0, 2));
    const first = planReturn(sale, [], quantity(0, 2), 'pro_rata');
    expect(first).toMatchObject({
      reversals: [{redemptionId: 'r_2', account: 'g:v_CARD:balance', amount: 667}],
      draws: [{account: 'u:ord_1:0', amount: 2, limit: 3}],
    });
    expect(planReturn(sale, records, quantity(0, 1), 'pro_rata')).toMatchObject({
      record: {closes: true},
      reversals: [
        {redemptionId: 'r_2', account: 'g:v_CARD:balance', amount: 333},
        {redemptionId: 'r_1', account: 'v:v_A:uses', amount: 1},
      ],
    });
  });
});

describe('parts that are no units', () => {
  const withFee = sold(cart({mug: {price: 300, quantity: 2}}, {amount: 1_000}), []);

  test('[RT6] the rest of an order goes with its last unit, or before when asked for', () => {
    expect(bringBack(withFee, 'pro_rata', units(0, 1), units(0, 2)).answers).toEqual([300, 700]);
    expect(bringBack(withFee, 'pro_rata', {units: [], rest: true}, units(0, 1, 2)).answers).toEqual([
      400, 600,
    ]);
    expect(
      bringBack(sold(cart({}, {amount: 900}), []), 'recompute', {units: [], rest: true}).answers,
    ).toEqual([900]);
  });
});

describe('refused', () => {
  const sale = sold(three, []);
  const afterOne: readonly [AskedReturn] = [units(0, 2)];

  test.each([
    ['nothing', {units: []}, {code: 'nothing_to_return'}],
    ['shipping that was not sold', {units: [], shipping: true}, {code: 'nothing_to_return'}],
    ['a unit that was not sold', units(0, 4), {code: 'unit_unknown', line: 0, unit: 4}],
    ['a line that was not sold', units(7, 1), {code: 'unit_unknown', line: 7, unit: 1}],
    ['a unit that came back', units(0, 2), {code: 'unit_returned', line: 0, unit: 2}],
    ['more than is there', quantity(0, 3), {code: 'too_many_units', line: 0, left: 2}],
  ])('[RT7] %s', (_, asked, refusal) => {
    expect(bringBack(sale, 'pro_rata', ...afterOne, asked).answers).toEqual([1_000, refusal]);
  });

  test('[RT7] a unit named twice counts once', () => {
    const twice = {units: [...units(0, 1, 1).units, ...units(0, 1).units, {line: 0, quantity: 1}]};
    expect(bringBack(sale, 'pro_rata', twice).answers).toEqual([2_000]);
  });
});

describe('[RT6] [RT12] goods, the rest and shipping', () => {
  const offers = [percent('ONCE', 0, {usesLimit: 1})];
  const sale = sold(
    {
      ...cart({mug: {price: 1_000, quantity: 2}, tea: {price: 300, quantity: 2}}),
      amountMinor: minor(3_000),
      shippingMinor: minor(500),
    },
    offers,
  );
  const used = [{redemptionId: 'r_1', account: 'v:v_ONCE:uses', amount: 1}];

  /** What each return brings, closes, reverses and draws. */
  function all(...asked: readonly AskedReturn[]) {
    const records: ReturnRecord[] = [];
    return asked.map(one => {
      const planned = planReturn(sale, records, one, 'pro_rata');
      if (!planned.ok) return planned.refusal.code;
      records.push(planned.record);
      const {refundMinor, rest, shipping, closes} = planned.record;
      return {refundMinor, rest, shipping, closes, reversals: planned.reversals};
    });
  }
  const mugs = {units: [{line: 0, quantity: 2}]};
  const teas = {units: [{line: 1, quantity: 2}]};
  const part = {rest: false, shipping: false, closes: false, reversals: []};

  test('the rest goes with the last unit, shipping only when asked for, uses with the last goods', () => {
    expect(all(mugs, teas, {units: [], shipping: true}, {units: [], shipping: true, rest: true})).toEqual([
      {...part, refundMinor: 2_000},
      {...part, refundMinor: 1_000, rest: true, reversals: used},
      {...part, refundMinor: 500, shipping: true, closes: true},
      'nothing_to_return',
    ]);
  });

  test('before that when asked for, and only once', () => {
    expect(
      all({units: [], rest: true}, {units: [], rest: true}, {units: [], shipping: true}, mugs, {
        ...teas,
        rest: true,
      }),
    ).toEqual([
      {...part, refundMinor: 400, rest: true},
      'nothing_to_return',
      {...part, refundMinor: 500, shipping: true},
      {...part, refundMinor: 2_000},
      {...part, refundMinor: 600, closes: true, reversals: used},
    ]);
  });

  test('all at once', () => {
    expect(all({units: [...mugs.units, ...teas.units], shipping: true})).toEqual([
      {refundMinor: 3_500, rest: true, shipping: true, closes: true, reversals: used},
    ]);
  });

  test('each line draws its own units, of as many as were sold', () => {
    const planned = planReturn(sale, [], {units: [{line: 1, units: [2]}, ...mugs.units]}, 'pro_rata');
    expect(planned).toMatchObject({
      draws: [
        {account: 'u:ord_1:1', amount: 1, limit: 2},
        {account: 'u:ord_1:0', amount: 2, limit: 2},
      ],
    });
  });
});
