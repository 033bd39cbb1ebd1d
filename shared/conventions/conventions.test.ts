/** Each convention with the number that SPEC.md gives for it, against Voucherify's way. */
import {describe, expect, test} from 'vitest';
import {apply, benefitInput, type Given, givenOf, off, receipt} from '../../test/builders/benefits.ts';
import {cart} from '../../test/builders/cart.ts';
import {product} from '../../test/builders/facts.ts';
import {amountOff, percentOff} from '../../test/builders/offers.ts';
import {applyDiscount} from '../benefits/apply-discount.ts';
import type {Discount, DiscountOf} from '../benefits/discount.ts';
import {payWithCredits} from '../benefits/gift-credits.ts';
import {payWithPoints} from '../benefits/pay-with-points.ts';
import {minor} from '../money/minor.ts';
import type {Cart} from '../order/cart.ts';
import {type Conventions, conventionsSchema, voucherifyConventions} from './conventions.ts';

const items = {effect: 'APPLY_TO_ITEMS' as const};
const order = {effect: 'APPLY_TO_ORDER' as const};
const perUnit = {effect: 'APPLY_TO_ITEMS_BY_QUANTITY' as const};
const proportionally = {effect: 'APPLY_TO_ITEMS_PROPORTIONALLY' as const};

/** What each line lost under some conventions. */
function lost(basket: Cart, conventions: Conventions, given: Given, ...discounts: readonly Discount[]) {
  return off(apply(basket, {...given, conventions}, ...discounts));
}

test('what a project does not say is as Voucherify does it', () => {
  expect(conventionsSchema.parse({})).toEqual({});
  expect(conventionsSchema.parse(voucherifyConventions)).toEqual(voucherifyConventions);
  expect(Object.keys(voucherifyConventions).sort()).toEqual(Object.keys(conventionsSchema.shape).sort());
});

test('[CV1] a second percentage is of what the first left, or of the price before any', () => {
  const twice = [percentOff(10, items), percentOff(10, items)];
  expect(lost(cart({mug: 10_000}), {}, {select: [0]}, ...twice)).toEqual([1_900]);
  expect(lost(cart({mug: 10_000}), {percentBase: 'amount'}, {select: [0]}, ...twice)).toEqual([2_000]);
  const most = percentOff(60, items);
  expect(lost(cart({mug: 10_000}), {percentBase: 'amount'}, {select: [0]}, most, most)).toEqual([10_000]);
});

test('[CV1] a new unit price is that price after a percentage too, whatever the percentage is of', () => {
  const each: DiscountOf<'FIXED'> = {type: 'FIXED', fixedMinor: minor(8_000), effect: 'APPLY_TO_ITEMS'};
  const tenOff = percentOff(10, items);
  expect(lost(cart({mug: 10_000}), {}, {select: [0]}, tenOff, each)).toEqual([2_000]);
  expect(lost(cart({mug: 10_000}), {percentBase: 'amount'}, {select: [0]}, tenOff, each)).toEqual([2_000]);
});

test.each([
  ['half_up', 2, 1],
  ['half_even', 2, 0],
  ['half_down', 1, 0],
  ['floor', 1, 0],
  ['ceil', 2, 1],
] as const)('[CV2] 10 %% of 0.15 and of 0.05, rounded %s', (rounding, off15, off5) => {
  expect(lost(cart({a: 15, b: 5}), {rounding}, {select: [0, 1]}, percentOff(10, items))).toEqual([
    off15,
    off5,
  ]);
  expect(apply(cart({a: 15}), {conventions: {rounding}}, percentOff(10)).discountMinor).toBe(off15);
});

describe('[CV3] 10 % of three at 0.15 and one at 0.14', () => {
  const basket = cart({pin: {price: 15, quantity: 3}, clip: 14});
  test.each([
    ['per line 4.5 → 5 and 1.4 → 1', 'line', [5, 1]],
    ['per unit three times 1.5 → 2, and 1', 'unit', [6, 1]],
    ['over all 5.9 → 6, shared as 4.6 and 1.4', 'order', [5, 1]],
  ] as const)('%s', (_, roundingLevel, expected) => {
    expect(lost(basket, {roundingLevel}, {select: [0, 1]}, percentOff(10, items))).toEqual(expected);
  });

  test('over all lines the sum is rounded once', () => {
    const four = cart({a: 15, b: 15, c: 15, d: 15});
    const select = [0, 1, 2, 3];
    expect(lost(four, {}, {select}, percentOff(10, items))).toEqual([2, 2, 2, 2]);
    expect(lost(four, {roundingLevel: 'order'}, {select}, percentOff(10, items))).toEqual([2, 2, 1, 1]);
    expect(lost(cart({a: 0}), {roundingLevel: 'order'}, {select: [0]}, percentOff(10, items))).toEqual([0]);
  });

  test('a rounding per unit knows how many units are meant', () => {
    const two = {select: [{lineIndex: 0, units: 2}]};
    expect(lost(basket, {roundingLevel: 'unit'}, two, percentOff(10, items))).toEqual([4, 0]);
  });
});

describe('[CV4] 1.00 over lines of 3.00, 3.00 and 4.00 at 3.01', () => {
  test.each([
    ['largest_remainder', [33, 33, 34]],
    ['first', [34, 33, 33]],
    ['last', [33, 33, 34]],
    ['dearest', [33, 34, 33]],
  ] as const)('the odd cent goes to the %s', (oddCent, expected) => {
    const basket = cart({a: 300, b: {price: 900, amount: 300}, c: {price: 1, amount: 302}});
    expect(lost(basket, {oddCent}, {select: [0, 1, 2]}, amountOff(100, proportionally))).toEqual(expected);
  });

  test('a limit over the lines is shared the same way', () => {
    const basket = cart({a: 300, b: 300});
    const capped = percentOff(10, {...items, aggregatedAmountLimitMinor: minor(25)});
    expect(lost(basket, {}, {select: [0, 1]}, capped)).toEqual([13, 12]);
    expect(lost(basket, {oddCent: 'last'}, {select: [0, 1]}, capped)).toEqual([12, 13]);
  });
});

test.each([
  ['per_line', [500, 500]],
  ['per_unit', [1_000, 500]],
  ['across', [333, 167]],
] as const)('[CV5] 5.00 off two at 10.00 and one at 10.00: %s', (amountOffItems, expected) => {
  const basket = cart({mug: {price: 1_000, quantity: 2}, tea: 1_000});
  expect(lost(basket, {amountOffItems}, {select: [0, 1]}, amountOff(500, items))).toEqual(expected);
});

describe('[CV6] one of three free', () => {
  const basket = cart({set: 700, 'set-s': 500, 'set-xl': 900});
  const one: Discount = {
    type: 'UNIT',
    units: [
      {
        effect: 'ADD_MISSING_ITEMS',
        unitOff: 1,
        product: {productId: 'prod_set', skuId: null, sourceId: 'set'},
      },
    ],
  };
  const lines = basket.lines.map(line => ({...line, productId: 'prod_set' as const}));
  test.each([
    ['cart_order', [700, 0, 0]],
    ['cheapest', [0, 500, 0]],
    ['dearest', [0, 0, 900]],
  ] as const)('%s', (freeUnits, expected) => {
    expect(lost({...basket, lines}, {freeUnits}, {}, one)).toEqual(expected);
  });

  test('of equal prices the earlier line', () => {
    const same = lines.map(line => ({...line, priceMinor: minor(300)}));
    expect(lost({...basket, lines: same}, {freeUnits: 'dearest'}, {}, one)).toEqual([300, 0, 0]);
  });
});

describe('[CV11] 11.90 with 19 % tax in it', () => {
  const [taxed, plain] = cart({mug: {price: 1_190, taxPpm: 190_000}, tea: 1_000}).lines;
  if (taxed === undefined || plain === undefined) throw new Error('two lines expected');
  const one = {...cart({}), lines: [taxed]};
  const net = {taxBase: 'net'} as const;
  const given = {select: [0]};

  test('1.00 off the net price is 1.19 off the price', () => {
    expect(lost(one, {}, given, amountOff(100, items))).toEqual([100]);
    expect(lost(one, net, given, amountOff(100, items))).toEqual([119]);
    expect(lost(one, net, given, amountOff(100, perUnit))).toEqual([119]);
    expect(lost(one, net, given, amountOff(100, proportionally))).toEqual([119]);
    expect(apply(one, {conventions: net}, amountOff(100, order)).discountMinor).toBe(119);
  });

  test('of the largest amounts too', () => {
    const dear = {...one, lines: [{...taxed, priceMinor: minor(8_000_000_000_000_000)}]};
    expect(lost(dear, net, given, percentOff(10, items))).toEqual([800_000_000_000_000]);
    expect(lost(dear, net, given, amountOff(1_000_000_000_000_000, items))).toEqual([1_190_000_000_000_000]);
    const most = {
      type: 'FIXED',
      fixedMinor: minor(Number.MAX_SAFE_INTEGER),
      effect: 'APPLY_TO_ITEMS',
    } as const;
    expect(lost(dear, net, given, most)).toEqual([0]);
  });

  test('a net price of 8.00 is 9.52', () => {
    const each: DiscountOf<'FIXED'> = {type: 'FIXED', fixedMinor: minor(800), effect: 'APPLY_TO_ITEMS'};
    const total: DiscountOf<'FIXED'> = {...each, effect: 'APPLY_TO_ORDER'};
    expect(lost(one, {}, given, each)).toEqual([390]);
    expect(lost(one, net, given, each)).toEqual([238]);
    expect(apply(one, {conventions: net}, total).order.totalMinor).toBe(952);
  });

  test('a percentage is rounded on the net price: 2.5 % of 0.60 net, not of 0.71', () => {
    const cheap = {...one, lines: [{...taxed, priceMinor: minor(71)}]};
    // Of the price 1.775 → 2. Of the net price 1.5 → 2, so 0.58 net stay, which are 0.69.
    expect(lost(cheap, {}, given, percentOff(2.5, items))).toEqual([2]);
    expect(lost(cheap, net, given, percentOff(2.5, items))).toEqual([2]);
    // 2 %: of the price 1.42 → 1, of the net price 1.2 → 1, so 0.59 net stay: 0.70.
    expect(lost(cheap, net, given, percentOff(2, items))).toEqual([1]);
    // 4 %: of the price 2.84 → 3; of the net price 2.4 → 2: 0.58 net stay: 0.69.
    expect(lost(cheap, {}, given, percentOff(4, items))).toEqual([3]);
    expect(lost(cheap, net, given, percentOff(4, items))).toEqual([2]);
    expect(lost(cheap, net, given, percentOff(0.1, items))).toEqual([0]);
    expect(lost(cheap, net, given, percentOff(100, items))).toEqual([71]);
  });

  test('of an order, the tax of its lines together', () => {
    const mixed = {...cart({}), lines: [taxed, plain]};
    // 21.90 gross are 20.00 net: 10.00 off the net total is 10.95 off the total.
    expect(apply(mixed, {conventions: net}, amountOff(1_000, order)).discountMinor).toBe(1_095);
    expect(apply(mixed, {conventions: net}, percentOff(50, order)).discountMinor).toBe(1_095);
    expect(lost(mixed, {...net, roundingLevel: 'order'}, {select: [0, 1]}, percentOff(50, items))).toEqual([
      595, 500,
    ]);
  });

  test('a price without tax is its own net price', () => {
    const untaxed = {...cart({}), lines: [plain]};
    expect(lost(untaxed, net, given, amountOff(100, items))).toEqual([100]);
    expect(apply(untaxed, {conventions: net}, percentOff(10, order)).discountMinor).toBe(100);
    const dear = cart({yacht: 1_000_000_000});
    expect(lost(dear, net, given, amountOff(100_000_000, items))).toEqual([100_000_000]);
    const most = amountOff(Number.MAX_SAFE_INTEGER, items);
    expect(lost(one, net, given, most)).toEqual([1_190]);
  });
});

describe('[CV12] goods for 90.00, shipping for 10.00', () => {
  const delivered = {...cart({mug: 9_000}), shippingMinor: minor(1_000)};
  const inside = {conventions: {shippingInOrderBase: true}};
  const fifty: Discount = {type: 'FIXED', fixedMinor: minor(5_000), effect: 'APPLY_TO_ORDER'};

  test('10 % is 9.00, or 10.00', () => {
    expect(apply(delivered, {}, percentOff(10)).discountMinor).toBe(900);
    expect(receipt(apply(delivered, inside, percentOff(10)))).toEqual([
      'mug 1  90.00',
      'order  -10.00',
      'shipping  10.00',
      'total  80.00',
    ]);
  });

  test('what the goods cannot take comes off shipping', () => {
    const all = apply(delivered, inside, percentOff(95), amountOff(1_000));
    expect(receipt(all)).toEqual(['mug 1  90.00', 'order  -90.00', 'shipping  10.00  -10.00', 'total  0.00']);
    expect(all.order).toMatchObject({appliedOrderDiscountMinor: 0, shipping: {appliedDiscountMinor: 500}});
    expect(all.discountMinor).toBe(500);
    expect(apply(delivered, inside, fifty).discountMinor).toBe(5_000);
  });

  test('in INITIAL_AMOUNT mode both as they were first', () => {
    const initial = {...inside, calculationMode: 'INITIAL_AMOUNT' as const};
    const {order: both} = apply(delivered, initial, percentOff(50), percentOff(50));
    expect([both.totalMinor, both.shipping?.discountMinor]).toEqual([0, 1_000]);
  });

  test('gift credits and points pay for both', () => {
    const input = benefitInput(delivered, inside);
    const credits = {effect: 'APPLY_TO_ORDER' as const, wantedMinor: null, availableMinor: minor(20_000)};
    expect(givenOf(payWithCredits(input, credits)).discountMinor).toBe(10_000);
    const coins = {coinValueMinor: minor(2_000), coinPoints: 1, wantedPoints: null, availablePoints: 99};
    expect(givenOf(payWithPoints(input, coins))).toMatchObject({pointsSpent: 5, discountMinor: 10_000});
    expect(givenOf(payWithPoints(benefitInput(delivered), coins))).toMatchObject({discountMinor: 9_000});
  });

  test('an order that does not tell has none', () => {
    expect(apply(cart({mug: 9_000}), inside, percentOff(10)).discountMinor).toBe(900);
  });
});

describe('[CV13] a discount on products that are not in the cart', () => {
  const refuse = {conventions: {unmatchedProducts: 'refuse'} as const};
  const same: Discount = {type: 'SAME_UNITS', unitOff: 1, collectionId: null};
  test('takes nothing off, or is refused', () => {
    for (const discount of [percentOff(10, items), amountOff(10, perUnit), same]) {
      expect(apply(cart({mug: 100}), {select: []}, discount).discountMinor).toBe(0);
      expect(applyDiscount(discount, benefitInput(cart({mug: 100}), {...refuse, select: []}))).toEqual({
        ok: false,
        refusal: {code: 'products_unmatched'},
      });
    }
  });

  test('takes nothing off where no rule names products', () => {
    expect(apply(cart({mug: 100}), refuse, percentOff(10, items)).discountMinor).toBe(0);
  });
});

describe('[CV14] a book for 20.00 that may not go below 18.00', () => {
  const products = [{...product('book', 2_000), priceFloorMinor: minor(1_800)}, product('tea', 500)];
  const basket = cart({book: {quantity: 2}, tea: {}});
  const free: Discount = {
    type: 'UNIT',
    units: [
      {effect: 'ADD_MISSING_ITEMS', unitOff: 3, product: {productId: null, skuId: null, sourceId: 'book'}},
    ],
  };
  const ignored = {products, conventions: {respectPriceFloors: false}};

  test('an item discount stops there', () => {
    const given = {products, select: [0, 1]};
    expect(off(apply(basket, given, percentOff(50, items)))).toEqual([400, 250]);
    expect(off(apply(basket, {...ignored, select: [0, 1]}, percentOff(50, items)))).toEqual([2_000, 250]);
    expect(off(apply(basket, given, amountOff(500, proportionally)))).toEqual([400, 100]);
  });

  test('an order discount leaves at least the floors of its products', () => {
    expect(apply(basket, {products}, percentOff(50)).order.totalMinor).toBe(3_600);
    expect(apply(basket, ignored, percentOff(50)).order.totalMinor).toBe(2_250);
    expect(
      off(apply(basket, {products, select: [1]}, percentOff(15, order), percentOff(100, items))),
    ).toEqual([0, 225]);
  });

  test('free units cost the floor, and none are added', () => {
    expect(receipt(apply(basket, {products}, free))).toEqual([
      'book 2 (2)  40.00  -4.00',
      'tea 1  5.00',
      'total  41.00',
    ]);
    expect(receipt(apply(basket, ignored, free))).toContain('book 1 (1)  20.00  -20.00');
  });

  test('one unit of several does not go below it either', () => {
    const given = {products, select: [{lineIndex: 0, units: 1}]};
    expect(off(apply(basket, given, percentOff(50, items)))).toEqual([200, 0]);
    const one: Discount = {type: 'UNIT', units: free.units.map(units => ({...units, unitOff: 1}))};
    expect(off(apply(basket, {products}, one))).toEqual([200, 0]);
  });

  test('a price below the floor stays as it is', () => {
    expect(off(apply(cart({book: 1_500}), {products, select: [0]}, percentOff(10, items)))).toEqual([0]);
  });

  test('a payment is no discount', () => {
    const credits = {wantedMinor: null, availableMinor: minor(9_000)};
    const input = benefitInput(basket, {products, select: [0, 1]});
    expect(givenOf(payWithCredits(input, {...credits, effect: 'APPLY_TO_ORDER'})).order.totalMinor).toBe(0);
    expect(givenOf(payWithCredits(input, {...credits, effect: 'APPLY_TO_ITEMS'})).order.totalMinor).toBe(0);
  });
});

describe('[CV17] a mug in the cart and one free', () => {
  const free: Discount = {
    type: 'UNIT',
    units: [{effect: 'ADD_NEW_ITEMS', unitOff: 1, product: {productId: null, skuId: null, sourceId: 'mug'}}],
  };
  const shop = {products: [product('mug', 1_000)]};
  const merged = {...shop, conventions: {addedUnits: 'merged'} as const};

  test('a line of its own where the line in the cart may not be touched', () => {
    const free1 = apply(cart({mug: 900}), {...merged, touchable: () => false}, free);
    expect(receipt(free1)).toEqual(['mug 1  9.00', 'mug 1 (1)  10.00  -10.00', 'total  9.00']);
  });

  test('a line of its own, or two on one line', () => {
    expect(receipt(apply(cart({mug: 900}), shop, free))).toEqual([
      'mug 1  9.00',
      'mug 1 (1)  10.00  -10.00',
      'total  9.00',
    ]);
    const {order: after} = apply(cart({mug: 900}), merged, free);
    expect(receipt({order: after})).toEqual(['mug 2 (1)  18.00  -9.00', 'total  9.00']);
    expect(after).toMatchObject({
      amountMinor: 1_800,
      initialAmountMinor: 900,
      lines: [
        {
          initialQuantity: 1,
          initialAmountMinor: 900,
          discountQuantity: 1,
          appliedQuantity: 1,
          subtotalMinor: 900,
        },
      ],
    });
  });

  test('what is missing joins what was there', () => {
    const three: Discount = {
      type: 'UNIT',
      units: [
        {effect: 'ADD_MISSING_ITEMS', unitOff: 3, product: {productId: null, skuId: null, sourceId: 'mug'}},
      ],
    };
    expect(receipt(apply(cart({mug: 900}), merged, three))).toEqual([
      'mug 3 (3)  27.00  -27.00',
      'total  0.00',
    ]);
  });

  test('a line of its own where no line is of it, or only one of them has a price', () => {
    expect(receipt(apply(cart({tea: 900}), merged, free))).toContain('mug 1 (1)  10.00  -10.00');
    expect(receipt(apply(cart({tea: 900, mug: {price: 5, amount: 900}}), merged, free))).toContain(
      'mug 2 (1)  9.05  -0.05',
    );
    expect(
      receipt(apply(cart({tea: 900, loose: {}, mug: {}}), {conventions: merged.conventions}, free)),
    ).toContain('mug 2 (1)');
  });
});

test('[CV19] an order of 20.00 that may not come to less than 5.00', () => {
  const given = {conventions: {orderFloorMinor: minor(500)}, select: [0]};
  expect(apply(cart({mug: 2_000}), given, percentOff(90, order)).order.totalMinor).toBe(500);
  expect(apply(cart({mug: 2_000}), given, percentOff(90, items)).order.totalMinor).toBe(500);
  expect(apply(cart({mug: 300}), given, percentOff(90, order)).order.totalMinor).toBe(300);
  const credits = {effect: 'APPLY_TO_ORDER' as const, wantedMinor: null, availableMinor: minor(9_000)};
  expect(givenOf(payWithCredits(benefitInput(cart({mug: 2_000}), given), credits)).order.totalMinor).toBe(0);
});
