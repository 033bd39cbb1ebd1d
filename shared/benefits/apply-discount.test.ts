import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {amountOff, coupon, gift, type Offer, percentOff} from '../../test/builders/offers.ts';
import {appliesTo, rule} from '../../test/builders/rules.ts';
import {onlyRefusal, roll, sell} from '../../test/builders/sell.ts';
import {catalogueOf} from '../catalog/catalogue.ts';
import type {Decision} from '../decision/decision.ts';
import {minor} from '../money/minor.ts';
import type {Cart} from '../order/cart.ts';
import {resolveOrder} from '../order/resolve-order.ts';
import type {Discount} from './discount.ts';
import {payWithCredits} from './gift-credits.ts';

const items = {effect: 'APPLY_TO_ITEMS' as const};
const order = {effect: 'APPLY_TO_ORDER' as const};
const all = appliesTo('ALL', {includedAll: true});

function off(discount: Discount, ...rules: Offer['rules']): Offer {
  return coupon(`${discount.type}-${rules.map(one => one.name).join('')}`, discount, {rules});
}

/** What each line lost. */
function lines(decision: Decision): readonly number[] {
  return decision.order.lines.map(line => line.discountMinor);
}

function take(basket: Cart, ...offers: readonly Offer[]) {
  return sell(basket, offers);
}

describe('off the order', () => {
  test('[B1] each is worked out on what the earlier ones left', () => {
    const decision = take(
      cart({mug: 10_000}),
      off(percentOff(10, order)),
      off(amountOff(1_000, order)),
      off(percentOff(10), all),
    );
    expect(roll(decision)).toEqual([
      'PERCENT-  -10.00',
      'AMOUNT-  -10.00',
      'PERCENT-ALL  -8.00',
      'total  72.00',
    ]);
  });

  test('[B1] after item discounts too', () => {
    const decision = take(cart({mug: 10_000}), off(percentOff(10, items), all), off(percentOff(10, order)));
    expect(roll(decision).slice(1)).toEqual(['PERCENT-  -9.00', 'total  81.00']);
  });

  test('[B3] half a cent is given away', () => {
    expect(take(cart({mug: 50_350}), off(percentOff(3))).order.totalDiscountMinor).toBe(1_511);
    expect(take(cart({mug: 103_350}), off(percentOff(3))).order.totalDiscountMinor).toBe(3_101);
  });

  test('[B5] the smallest cap wins, and nothing ends below zero', () => {
    expect(
      roll(take(cart({mug: 10_000}), off(percentOff(50, {...order, amountLimitMinor: minor(300)})))).at(-1),
    ).toBe('total  97.00');
    expect(
      roll(
        take(cart({mug: 10_000}), off(amountOff(500, {...order, aggregatedAmountLimitMinor: minor(200)}))),
      ).at(-1),
    ).toBe('total  98.00');
    expect(
      roll(take(cart({mug: 800}), off(amountOff(1_000, order)), off(percentOff(50)))).slice(0, 2),
    ).toEqual(['AMOUNT-  -8.00', 'PERCENT-  -0.00']);
  });

  test('lines keep what they cost', () => {
    const {order: after} = take(cart({mug: 800}), off(amountOff(100, order)));
    expect(after.lines).toMatchObject([{discountMinor: 0, subtotalMinor: 800}]);
  });
});

describe('off the items', () => {
  const basket = cart({mug: {price: 1_000, quantity: 2}, poster: {price: 1_500, quantity: 3}, bottle: 2_500});
  const two = appliesTo('TWO', {included: ['mug', 'poster']});

  test('[B4] an amount comes off each selected line once', () => {
    expect(lines(take(basket, off(amountOff(1_000, items), two)))).toEqual([1_000, 1_000, 0]);
  });

  test('[B3] a percentage is rounded line by line', () => {
    const odd = cart({a: 15, b: 15, c: 14});
    expect(lines(take(odd, off(percentOff(10, items), all)))).toEqual([2, 2, 1]);
  });

  test('[B2] order discounts do not count, earlier item discounts do', () => {
    const decision = take(
      basket,
      off(percentOff(50, order)),
      off(percentOff(10, items), two),
      off(percentOff(10, items), all),
    );
    expect(lines(decision)).toEqual([200 + 180, 450 + 405, 250]);
  });

  test('[B5] at most the line’s subtotal, and each line’s own cap', () => {
    expect(lines(take(basket, off(amountOff(2_200, items), all)))).toEqual([2_000, 2_200, 2_200]);
    expect(lines(take(basket, off(percentOff(10, {...items, amountLimitMinor: minor(300)}), all)))).toEqual([
      200, 300, 250,
    ]);
  });

  test('[B6] a cap over all lines is shared in proportion', () => {
    const capped = percentOff(10, {...items, aggregatedAmountLimitMinor: minor(100)});
    // Of 200, 450 and 250 together 900: 22.2, 50, 27.8.
    expect(lines(take(basket, off(capped, all)))).toEqual([22, 50, 28]);
    const amount = amountOff(100, {...items, aggregatedAmountLimitMinor: minor(100)});
    expect(lines(take(basket, off(amount, all)))).toEqual([34, 33, 33]);
  });

  test('[B6] so is what is still to be paid', () => {
    const decision = take(
      cart({a: 1_000, b: 1_000}),
      off(amountOff(1_500, order)),
      off(percentOff(50, items), all),
    );
    expect(lines(decision)).toEqual([250, 250]);
    expect(decision.order.totalMinor).toBe(0);
  });

  test('[B10] a line without an amount is passed over while others have one', () => {
    const some = cart({loose: {}, mug: 1_000});
    expect(lines(take(some, off(amountOff(100, items), all)))).toEqual([0, 100]);
  });
});

describe('[B7] which lines', () => {
  const basket = cart({mug: 100, tea: 100, cup: 100});
  const cases: readonly [string, readonly Parameters<typeof appliesTo>[1][], readonly number[]][] = [
    ['none is selected without a rule', [], [0, 0, 0]],
    ['none by a rule that selects nothing', [{}], [0, 0, 0]],
    ['those included', [{included: ['tea', 'none']}], [0, 10, 0]],
    ['all', [{includedAll: true}], [10, 10, 10]],
    ['all but the excluded', [{includedAll: true, excluded: ['tea']}], [10, 0, 10]],
    ['excluded beats included', [{included: ['tea', 'cup'], excluded: ['tea']}], [0, 0, 10]],
    ['only excluding selects the rest', [{excluded: ['tea']}], [10, 0, 10]],
    [
      'every rule that selects must select',
      [{included: ['tea', 'cup']}, {excluded: ['tea']}, {}],
      [0, 0, 10],
    ],
  ];
  test.each(cases)('%s', (_, selections, expected) => {
    const rules = selections.map((selection, index) => appliesTo(`R${index}`, selection));
    expect(lines(take(basket, off(percentOff(10, items), ...rules)))).toEqual(expected);
  });

  test('a product is meant by our id too', () => {
    const byId = rule('ID', {});
    const selected = {
      ...byId,
      applicableTo: {
        ...byId.applicableTo,
        included: [{object: 'product' as const, id: 'prod_1', sourceId: null}],
      },
    };
    const [line] = cart({x: 100}).lines;
    const withId = {...basket, lines: line ? [{...line, productId: 'prod_1' as const}] : []};
    expect(lines(take(withId, off(percentOff(10, items), selected)))).toEqual([10]);
  });
});

describe('[B8] without an effect of its own', () => {
  const basket = cart({mug: 1_000, tea: 1_000});
  test.each([
    ['the order without rules', [], [100, 0]],
    ['the order where a rule names no product', [all], [100, 0]],
    ['the items where a rule includes products', [appliesTo('IN', {included: ['tea']})], [0, 100]],
    ['the items where a rule excludes products', [appliesTo('EX', {excluded: ['tea']})], [0, 100]],
  ])('goes to %s', (_, rules, [orderOff, itemsOff]) => {
    const {order: after} = take(basket, off(amountOff(100), ...rules));
    expect([after.orderDiscountMinor, after.itemsDiscountMinor]).toEqual([orderOff, itemsOff]);
  });
});

describe('[B9] gift credits', () => {
  test('pay as much as fits, or what was asked for', () => {
    expect(roll(take(cart({mug: 2_200}), gift('G', 2_500)))).toEqual([
      'G  -22.00 gift, 3.00 left',
      'total  0.00',
    ]);
    expect(roll(take(cart({mug: 2_200}), gift('G', 500)))).toEqual([
      'G  -5.00 gift, 0.00 left',
      'total  17.00',
    ]);
    expect(roll(take(cart({mug: 2_200}), gift('G', 2_500, {credits: 300})))).toEqual([
      'G  -3.00 gift, 22.00 left',
      'total  19.00',
    ]);
    expect(roll(take(cart({mug: 100}), gift('G', 2_500, {credits: 300})))).toEqual([
      'G  -1.00 gift, 24.00 left',
      'total  0.00',
    ]);
    expect(roll(take(cart({mug: 100}), gift('G', 2_500, {credits: 0})))).toEqual([
      'G  -0.00 gift, 25.00 left',
      'total  1.00',
    ]);
  });
});

test('[B9] more than the card has is not paid, whoever asks for it', () => {
  const paid = payWithCredits(resolveOrder(cart({mug: 2_200}), catalogueOf([])), minor(900), minor(500));
  expect(paid).toMatchObject({ok: true, discountMinor: 500});
});

describe('[B10] what cannot be worked out', () => {
  const nothing = cart({});
  test.each([
    ['off an order without an amount', off(percentOff(10)), nothing, 'amount_missing'],
    ['a gift card on an order without an amount', gift('G', 100), cart({loose: {}}), 'amount_missing'],
    [
      'off items of an order without lines',
      off(amountOff(1, items), all),
      cart({}, {amount: 500}),
      'items_missing',
    ],
    [
      'off items of which none has an amount',
      off(amountOff(1, items), all),
      cart({loose: {}}, {amount: 500}),
      'amount_missing',
    ],
  ])('%s', (_, offer, basket, code) => {
    expect(onlyRefusal(take(basket, offer))).toEqual({code});
  });

  test('[B11] no selected line is no reason to refuse: the discount is nothing', () => {
    const none = appliesTo('NONE', {included: ['cup']});
    expect(roll(take(cart({mug: 100}), off(percentOff(10, items), none)))).toEqual([
      'PERCENT-NONE  -0.00',
      'total  1.00',
    ]);
  });
});
