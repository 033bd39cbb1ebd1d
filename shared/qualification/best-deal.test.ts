import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {type Circumstances, customer, facts, product, request} from '../../test/builders/facts.ts';
import {askedStack, category, stack} from '../../test/builders/incentives.ts';
import {
  amount,
  amountOff,
  coupon,
  gift,
  type Offer,
  percent,
  percentOff,
  tier,
} from '../../test/builders/offers.ts';
import {condition, rule} from '../../test/builders/rules.ts';
import {assert} from '../kernel/assert.ts';
import type {Cart} from '../order/cart.ts';
import {bestDeal} from './best-deal.ts';
import type {DealFor} from './deal-search.ts';

const hundred = cart({chair: 10_000});

function deal(
  offers: readonly Offer[],
  given: Circumstances = {},
  dealFor: DealFor = 'customer',
  items: Cart = hundred,
) {
  const found = bestDeal(facts(offers, given), request(items, offers, given), dealFor);
  assert(found.ok, 'refused');
  return found;
}

/** What to ask for, in order, and what comes off: `TEN FIVE: -14.50, 0.50 more than asked`. */
function best(...asked: Parameters<typeof deal>): string {
  const {redeemables, discountMinor, differenceMinor} = deal(...asked);
  const names = redeemables.map(one => (one.object === 'voucher' ? one.code : one.id));
  return `${names.join(' ')}: -${money(discountMinor)}, ${money(differenceMinor)} more than asked`;
}

function money(minorUnits: number): string {
  return (minorUnits / 100).toFixed(2);
}

test('[BD1] a share of the order before an amount off it', () => {
  expect(best([amount('FIVE', 500), percent('TEN', 10)])).toBe('TEN FIVE: -15.00, 0.50 more than asked');
});

test('[BD1] what must not go together is chosen between', () => {
  const given = {
    facts: {categories: [category('Alone')]},
    stacking: {exclusiveCategories: ['cat_Alone' as const]},
  };
  const alone = amount('ALONE', 1_200, {voucher: {categoryId: 'cat_Alone'}});
  expect(best([alone, amount('FIVE', 500), percent('TEN', 10)], given)).toBe(
    'TEN FIVE: -15.00, 3.00 more than asked',
  );
});

test('[BD1] a threshold is passed before something else lowers the order', () => {
  const from = rule('From95', {1: condition('order.amount', {$more_than_or_equal: [9_500]}), logic: '1'});
  expect(best([percent('TEN', 10), amount('BIG', 2_000, {rules: [from]})])).toBe(
    'BIG TEN: -28.00, 18.00 more than asked',
  );
});

test('[BD1] of more than may be used those that take most off', () => {
  const offers = [amount('A', 100), amount('B', 900), amount('C', 300), amount('D', 700)];
  expect(best(offers, {stacking: {applicableRedeemablesLimit: 2}})).toBe('B D: -16.00, 6.00 more than asked');
});

test('[BD6] a gift card is the customer’s own: it is used, and after what is given', () => {
  expect(best([gift('CARD', 3_000), percent('TEN', 10)])).toBe('TEN CARD: -10.00, 3.00 more than asked');
  const {decision} = deal([gift('CARD', 3_000), percent('TEN', 10)]);
  expect(decision.order.totalMinor).toBe(6_000);
});

test('[BD6] equal deals: fewer redeemables, then the order asked for', () => {
  expect(best([amount('ALL', 10_000), percent('TEN', 10)])).toBe('ALL: -100.00, 0.00 more than asked');
  expect(best([amount('A', 200), amount('B', 100), amount('C', 300)])).toBe(
    'A B C: -6.00, 0.00 more than asked',
  );
});

test('[BD6] what gives something other than money is used although it takes nothing off', () => {
  const joins = coupon('JOIN', amountOff(0), {
    voucher: {
      benefit: {
        type: 'DISCOUNT_VOUCHER',
        discount: amountOff(0),
        extras: [{type: 'ADD_TO_SEGMENT', segmentId: 'seg_club'}],
      },
    },
  });
  expect(best([percent('TEN', 10), joins], {customer: customer('ada')})).toBe(
    'TEN JOIN: -10.00, 0.00 more than asked',
  );
});

test('[BD1] nothing that can be used is no deal', () => {
  expect(best([amount('OFF', 500, {active: false})])).toBe(': -0.00, 0.00 more than asked');
  expect(deal([])).toMatchObject({redeemables: [], proven: true, gapMinor: 0});
});

test('[BD2] in ALL a deal leaves out what would have made the request fail', () => {
  const offers = [percent('TEN', 10), amount('OFF', 500, {active: false})];
  expect(best(offers, {mode: 'ALL'})).toBe('TEN: -10.00, 10.00 more than asked');
});

test('[BD5] for the merchant: what must be granted anyway, in the order that costs least', () => {
  expect(best([percent('TEN', 10), amount('FIVE', 500)], {}, 'merchant')).toBe(
    'FIVE TEN: -14.50, -0.50 more than asked',
  );
  const offers = [amount('A', 900), amount('B', 100), amount('C', 300)];
  expect(best(offers, {stacking: {applicableRedeemablesLimit: 2}}, 'merchant')).toBe(
    'B C: -4.00, -6.00 more than asked',
  );
});

test('[BD7] eight are always proven', () => {
  const offers = [3, 5, 7, 9, 11, 13, 17, 19].map(off => percent(`P${off}`, off));
  expect(
    deal(offers, {stacking: {applicableRedeemablesLimit: 30}}, 'customer', cart({chair: 9_973})),
  ).toMatchObject({
    proven: true,
    gapMinor: 0,
  });
});

test('[BD7] thirty of many kinds: the same deal each time, and an honest gap', () => {
  const goods = ['mug', 'tea', 'cup', 'pot', 'jar'];
  const items = cart(
    Object.fromEntries(goods.map((name, index) => [name, {price: 997 + 313 * index, quantity: 3}])),
  );
  const offers = Array.from({length: 30}, (_, index) =>
    index % 3 === 0
      ? percent(`P${index}`, 1 + (index % 7))
      : index % 3 === 1
        ? amount(`A${index}`, 10 + 7 * index)
        : coupon(`I${index}`, percentOff(1 + (index % 11), {effect: 'APPLY_TO_ITEMS'}), {
            rules: [rule(`R${index}`, {logic: ''}, {appliesTo: {included: [goods[index % 5] ?? '']}})],
          }),
  );
  const given = {stacking: {applicableRedeemablesLimit: 30}, products: goods.map(name => product(name, 100))};
  const once = deal(offers, given, 'customer', items);
  expect(once.proven).toBe(false);
  expect(once.gapMinor).toBeGreaterThan(0);
  expect(once.discountMinor).toBeGreaterThanOrEqual(once.requestedMinor);
  expect(deal(offers, given, 'customer', items)).toEqual(once);
});

test('[BD8] more than thirty are refused', () => {
  const offers = Array.from({length: 31}, (_, index) => amount(`A${index}`, 1));
  expect(bestDeal(facts(offers), request(hundred, offers))).toEqual({
    ok: false,
    refusal: {code: 'redeemables_limit_reached', limit: 30},
  });
});

test('[BD9] a promotion stack is a deal by itself, against all the others', () => {
  const tiers = [tier('One', percentOff(10)), tier('Two', amountOff(800))];
  const both = stack('Both', 'camp_Promotions', ['promo_One', 'promo_Two']);
  const asked = (...others: readonly Offer[]) => {
    const all = [...tiers, ...others];
    const known = facts(all, {facts: {promotionStacks: [both]}});
    const found = bestDeal(known, request(hundred, [askedStack(both), ...others]));
    assert(found.ok, 'refused');
    return found;
  };
  expect(asked(amount('TEN', 1_000))).toMatchObject({
    discountMinor: 1_800,
    redeemables: [{id: 'stack_Both'}],
  });
  expect(asked(amount('TWENTY', 2_000))).toMatchObject({
    discountMinor: 2_000,
    redeemables: [{code: 'TWENTY'}],
  });
});

test('[BD3] a request that fails as it stands gives nothing, and the deal is all of the difference', () => {
  const found = deal([amount('OFF', 500, {active: false}), percent('TEN', 10)], {mode: 'ALL'});
  expect(found).toMatchObject({requestedMinor: 0, discountMinor: 1_000, differenceMinor: 1_000});
});
