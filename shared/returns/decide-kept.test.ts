/** [RT10] What the kept basket is: the sale's own request, less what is not kept. */
import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {reward} from '../../test/builders/incentives.ts';
import {campaign, card, gift, percent, percentOff, tier} from '../../test/builders/offers.ts';
import {sold} from '../../test/builders/sold.ts';
import {minor} from '../money/minor.ts';
import type {Cart} from '../order/cart.ts';
import {decideKept} from './decide-kept.ts';
import {keptUnits} from './kept-units.ts';
import type {Kept, SoldOrder} from './sold-order.ts';

const lines = cart({mug: {price: 1_000, quantity: 3, discountMinor: minor(301)}, tea: 300});
const ordered: Cart = {
  ...lines,
  amountMinor: minor(4_000),
  orderDiscountMinor: minor(401),
  shippingMinor: minor(500),
  shippingDiscountMinor: minor(100),
};

function kept({frozen}: SoldOrder, line: number, units: number, more: Partial<Kept> = {}): Kept {
  const left = keptUnits(frozen, units === 0 ? [] : [{line, first: 1, last: units}]);
  return {units: left, rest: true, shipping: true, ...more};
}

describe('amounts of the order as a whole', () => {
  const sale = sold(ordered, []);
  const of = (what: Kept) => decideKept(sale, what).decision.initialOrder;

  test('stay as they are where everything is kept', () => {
    expect(of(kept(sale, 0, 0))).toEqual(sale.decision.initialOrder);
  });

  test('shrink to the kept lines and the rest, earlier discounts with them', () => {
    expect(of(kept(sale, 0, 1))).toMatchObject({amountMinor: 3_000, orderDiscountMinor: 300});
    expect(of(kept(sale, 0, 1)).lines).toMatchObject([
      {quantity: 2, amountMinor: 2_000, discountMinor: 200},
      {quantity: 1, amountMinor: 300},
    ]);
    expect(of(kept(sale, 1, 1, {rest: false}))).toMatchObject({amountMinor: 3_000, orderDiscountMinor: 300});
    expect(of(kept(sale, 0, 0, {rest: false}))).toMatchObject({amountMinor: 3_300, orderDiscountMinor: 330});
  });

  test('an order that costs less than its lines keeps what is left of the difference', () => {
    const cheap = sold({...lines, amountMinor: minor(1_650)}, []);
    const {initialOrder} = decideKept(cheap, kept(cheap, 1, 1)).decision;
    const own = cheap.frozen.units.filter(run => run.line === 0);
    const worth = own.reduce(
      (sum, run) => sum + run.count * (run.grossMinor - (run.adjustmentMinor ?? 0)),
      0,
    );
    expect(initialOrder.amountMinor).toBe(worth);
    expect(worth).toBeLessThan(3_000);
  });

  test('an order without an amount of its own has the sum of what is kept', () => {
    const plain = sold(lines, []);
    const {decision, lineOf} = decideKept(plain, kept(plain, 0, 3));
    expect(decision.initialOrder).toMatchObject({amountMinor: 300, lines: [{sourceId: 'tea'}]});
    expect(lineOf).toEqual([1]);
  });

  test('shipping stays with its earlier discount, or goes with it', () => {
    expect(of(kept(sale, 0, 1)).shipping).toMatchObject({costMinor: 500, discountMinor: 100});
    expect(of(kept(sale, 0, 1, {shipping: false}))).not.toHaveProperty('shipping');
  });
});

test('a line with an amount of its own keeps what its units cost of it', () => {
  const sale = sold(cart({mug: {amount: 1_000, quantity: 3}, tea: {price: 300, quantity: 2}}), []);
  const {initialOrder} = decideKept(sale, kept(sale, 0, 1)).decision;
  expect(initialOrder.lines).toMatchObject([
    {quantity: 2, amountMinor: 666},
    {quantity: 2, amountMinor: 600},
  ]);
});

describe('redeemables', () => {
  const coins = reward('coins', 'camp_Loyalty');
  const program = campaign('Loyalty', {campaignType: 'LOYALTY_PROGRAM'});
  const loyal = {campaign: program, voucher: {campaignId: program.id}};
  const offers = [
    percent('TEN', 10),
    tier('Week', percentOff(10)),
    gift('CARD', 5_000, {credits: 700}),
    card('POINTS', 500, {id: coins.id, points: 50}, loyal),
    percent('GONE', 50, {active: false}),
  ];
  const sale = sold(cart({mug: {price: 1_000, quantity: 4}}), offers, {facts: {rewards: [coins]}});

  test('those that applied are asked for again, by their own ids, cards for no more than they paid', () => {
    const {verdicts} = decideKept(sale, kept(sale, 0, 1)).decision;
    expect(verdicts.map(({requested, status}) => [requested, status])).toEqual([
      [{object: 'voucher', code: 'v_TEN', creditsMinor: null}, 'applied'],
      [{object: 'promotion_tier', id: 'promo_Week'}, 'applied'],
      [{object: 'voucher', code: 'v_CARD', creditsMinor: 700}, 'applied'],
      [
        {object: 'voucher', code: 'v_POINTS', creditsMinor: null, reward: {id: 'rew_coins', points: 50}},
        'applied',
      ],
    ]);
  });
});
