import {describe, expect, test} from 'vitest';
import {apply, benefitInput, following, givenOf, off, receipt} from '../../test/builders/benefits.ts';
import {cart} from '../../test/builders/cart.ts';
import {sku} from '../../test/builders/catalogue.ts';
import {product} from '../../test/builders/facts.ts';
import {amountOff, percentOff} from '../../test/builders/offers.ts';
import {minor} from '../money/minor.ts';
import {applyDiscount} from './apply-discount.ts';
import type {Discount, FreeUnits, UnitProduct} from './discount.ts';

const named = (sourceId: string): UnitProduct => ({productId: null, skuId: null, sourceId});
function units(effect: FreeUnits['effect'], unitOff: number, of: string | UnitProduct): Discount {
  const goods = typeof of === 'string' ? named(of) : of;
  return {type: 'UNIT', units: [{effect, unitOff, product: goods}]};
}
const missing = (unitOff: number, of: string | UnitProduct) => units('ADD_MISSING_ITEMS', unitOff, of);
const extra = (unitOff: number, of: string | UnitProduct) => units('ADD_NEW_ITEMS', unitOff, of);

const products = [product('mug', 1_000), product('tea', null)];
const shop = {products};

describe('[B18] ADD_MISSING_ITEMS', () => {
  test('a unit in the cart is free, and nothing is added', () => {
    const benefit = apply(cart({mug: 1_000, tea: 500}), shop, missing(1, 'mug'));
    expect(receipt(benefit)).toEqual(['mug 1 (1)  10.00  -10.00', 'tea 1  5.00', 'total  5.00']);
    expect(benefit.order.lines[0]).toMatchObject({appliedDiscountQuantity: 1, appliedDiscountMinor: 1_000});
    expect(benefit.order.lines[0]).not.toHaveProperty('initialQuantity');
    expect(benefit.order).not.toHaveProperty('initialAmountMinor');
  });

  test('what is missing is added on a line of its own', () => {
    expect(receipt(apply(cart({mug: {price: 900, quantity: 2}}), shop, missing(3, 'mug')))).toEqual([
      'mug 2 (2)  18.00  -18.00',
      'mug 1 (1)  10.00  -10.00',
      'total  0.00',
    ]);
  });

  test('of more units than are meant, only so many are free', () => {
    expect(receipt(apply(cart({mug: {amount: 1_000, quantity: 3}}), shop, missing(2, 'mug')))).toEqual([
      'mug 3 (2)  10.00  -6.67',
      'total  3.33',
    ]);
  });

  test('units that an earlier one made free do not count', () => {
    expect(receipt(apply(cart({mug: 1_000}), shop, missing(1, 'mug'), missing(2, 'mug')))).toEqual([
      'mug 1 (1)  10.00  -10.00',
      'mug 2 (2)  20.00  -20.00',
      'total  0.00',
    ]);
  });

  test('units that were only discounted count, and what is left of their price is off', () => {
    const basket = cart({sofa: 26_500});
    const given = {select: [0]};
    const benefit = apply(basket, given, percentOff(10, {effect: 'APPLY_TO_ITEMS'}), missing(1, 'sofa'));
    expect(benefit.discountMinor).toBe(23_850);
    expect(receipt(benefit)).toEqual(['sofa 1 (1)  265.00  -265.00', 'total  0.00']);
  });

  test('never more than is still to be paid', () => {
    const benefit = apply(
      cart({mug: 1_000}),
      shop,
      amountOff(400, {effect: 'APPLY_TO_ORDER'}),
      missing(1, 'mug'),
    );
    expect(receipt(benefit)).toEqual(['mug 1 (1)  10.00  -6.00', 'order  -4.00', 'total  0.00']);
  });

  test('lines that may not be touched are not counted', () => {
    const benefit = apply(cart({mug: 1_000}), {...shop, touchable: () => false}, missing(1, 'mug'));
    expect(receipt(benefit)).toEqual(['mug 1  10.00', 'mug 1 (1)  10.00  -10.00', 'total  10.00']);
  });
});

describe('[B16] added units', () => {
  test('come at the catalogue’s price, all of it off; the order grows and costs the same', () => {
    const benefit = apply(cart({mug: 900}), shop, extra(2, 'mug'));
    expect(receipt(benefit)).toEqual(['mug 1  9.00', 'mug 2 (2)  20.00  -20.00', 'total  9.00']);
    expect(benefit).toMatchObject({discountMinor: 2_000, hasEffect: true});
    expect(benefit.order).toMatchObject({amountMinor: 2_900, initialAmountMinor: 900});
    expect(benefit.order.lines[1]).toMatchObject({
      productId: 'prod_mug',
      initialQuantity: 0,
      initialAmountMinor: 0,
      discountQuantity: 2,
      appliedDiscountQuantity: 2,
      appliedQuantity: 2,
      appliedQuantityMinor: 2_000,
      subtotalMinor: 0,
    });
  });

  test('an SKU’s price before its product’s, a line’s where the catalogue has none', () => {
    const skus = [sku('mug-xl', 'prod_mug', 1_500), sku('mug-s', 'prod_mug')];
    const xl = {productId: null, skuId: 'sku_mug-xl', sourceId: null} as const;
    const small = {productId: null, skuId: 'sku_mug-s', sourceId: null} as const;
    expect(receipt(apply(cart({}, {amount: 0}), {...shop, skus}, extra(1, xl), extra(1, small)))).toEqual([
      'mug-xl 1 (1)  15.00  -15.00',
      'mug-s 1 (1)  10.00  -10.00',
      'total  0.00',
    ]);
    expect(receipt(apply(cart({tea: 700}), shop, extra(1, 'tea')))).toEqual([
      'tea 1  7.00',
      'tea 1 (1)  7.00  -7.00',
      'total  7.00',
    ]);
  });

  test('without a price they are only counted, and that is an effect', () => {
    const benefit = apply(cart({mug: 900}), shop, extra(1, 'tea'), extra(2, 'unheard-of'));
    expect(receipt(benefit)).toEqual(['mug 1  9.00', 'tea 1 (1)', 'unheard-of 2 (2)', 'total  9.00']);
    expect(benefit).toMatchObject({discountMinor: 0, hasEffect: true});
    expect(benefit.order).not.toHaveProperty('initialAmountMinor');
    expect(benefit.order.lines[2]).toMatchObject({initialQuantity: 0, initialAmountMinor: null});
  });

  test('in an order without amounts they are only counted', () => {
    const benefit = apply(cart({tea: {}}), shop, extra(1, 'mug'), missing(1, 'tea'));
    expect(receipt(benefit)).toEqual(['tea 1 (1)', 'mug 1 (1)', 'total  unknown']);
  });

  test('of an order whose amount was stated, they come on top of it', () => {
    const {order} = apply(cart({mug: 2_900}, {amount: 6_000}), shop, extra(1, 'mug'));
    expect(order).toMatchObject({amountMinor: 7_000, initialAmountMinor: 6_000, totalMinor: 6_000});
  });
});

describe('[B19] which lines are of a product', () => {
  const skus = [sku('mug-xl', 'prod_mug', 1_500)];
  const xl = {productId: 'prod_mug', skuId: 'sku_mug-xl', sourceId: null} as const;

  test('an SKU is only itself', () => {
    const both = cart({mug: 1_000, 'mug-xl': {quantity: 1}});
    expect(off(apply(both, {...shop, skus}, missing(1, xl)))).toEqual([0, 1_500]);
  });

  test('a product is also its SKUs', () => {
    const one = cart({'mug-xl': {quantity: 1}});
    expect(off(apply(one, {...shop, skus}, missing(1, 'mug')))).toEqual([1_500]);
  });

  test('our id and the shop’s are the same thing', () => {
    const byId = {productId: 'prod_mug', skuId: null, sourceId: null} as const;
    expect(off(apply(cart({mug: 1_000}), shop, missing(1, byId)))).toEqual([1_000]);
    const unknown = cart({cup: 300});
    expect(off(apply(unknown, shop, missing(1, 'cup')))).toEqual([300]);
  });

  test('units that name no product are no discount', () => {
    const nobody = {productId: null, skuId: null, sourceId: null};
    expect(applyDiscount(missing(1, nobody), benefitInput(cart({mug: 1})))).toMatchObject({
      ok: false,
      refusal: {code: 'definition_broken'},
    });
  });
});

test('[B20] several kinds of units are one benefit', () => {
  const many: Discount = {
    type: 'UNIT',
    units: [
      {effect: 'ADD_MISSING_ITEMS', unitOff: 1, product: named('red')},
      {effect: 'ADD_NEW_ITEMS', unitOff: 1, product: named('blue')},
    ],
  };
  const benefit = apply(cart({red: 2_900, blue: 3_100}, {amount: 6_000}), {}, many);
  expect(receipt(benefit)).toEqual([
    'red 1 (1)  29.00  -29.00',
    'blue 1  31.00',
    'blue 1 (1)  31.00  -31.00',
    'total  31.00',
  ]);
  expect(benefit.order).toMatchObject({
    amountMinor: 9_100,
    totalDiscountMinor: 6_000,
    appliedItemsDiscountMinor: 6_000,
    lines: [{appliedDiscountMinor: 2_900}, {appliedDiscountMinor: 0}, {appliedDiscountMinor: 3_100}],
  });
});

test('[B20] what the second kind cannot do, the first does not do either', () => {
  const far: Discount = {
    type: 'UNIT',
    units: [
      {effect: 'ADD_NEW_ITEMS', unitOff: 1, product: named('mug')},
      {effect: 'ADD_NEW_ITEMS', unitOff: Number.MAX_SAFE_INTEGER, product: named('mug')},
    ],
  };
  expect(applyDiscount(far, benefitInput(cart({mug: 1}), shop))).toMatchObject({
    ok: false,
    refusal: {code: 'definition_broken', message: 'The order cannot hold so many units.'},
  });
});

describe('[B24] a unit of the shipping product', () => {
  const free = missing(1, {productId: 'prod_5h1pp1ng', skuId: null, sourceId: '5h1pp1ng'});

  test('is only counted where nobody says what shipping costs', () => {
    expect(receipt(apply(cart({mug: 4_300}), {}, free))).toEqual([
      'mug 1  43.00',
      '5h1pp1ng 1 (1)',
      'total  43.00',
    ]);
  });

  test('is the order’s shipping line where there is one', () => {
    expect(receipt(apply(cart({mug: 4_300, '5h1pp1ng': 490}), {}, free))).toEqual([
      'mug 1  43.00',
      '5h1pp1ng 1 (1)  4.90  -4.90',
      'total  43.00',
    ]);
  });

  test('is the order’s shipping where its cost is told', () => {
    const delivered = {...cart({mug: 4_300}), shippingMinor: minor(490)};
    const benefit = apply(delivered, {}, free);
    expect(receipt(benefit)).toEqual(['mug 1  43.00', 'shipping  4.90  -4.90', 'total  43.00']);
    expect(benefit).toMatchObject({discountMinor: 490, hasEffect: true});
    expect(apply(delivered, {}, free, free)).toMatchObject({discountMinor: 0, hasEffect: false});
    expect(apply(delivered, {budget: 100}, free).discountMinor).toBe(100);
    expect(receipt(apply(delivered, {}, missing(0, '5h1pp1ng')))).toEqual([
      'mug 1  43.00',
      'shipping  4.90',
      'total  43.00',
    ]);
  });
});

describe('[B25] a budget', () => {
  test('pays for whole units, those in the cart first', () => {
    const benefit = apply(
      cart({mug: {price: 1_000, quantity: 2}}),
      {...shop, budget: 3_999},
      missing(5, 'mug'),
    );
    expect(receipt(benefit)).toEqual(['mug 2 (2)  20.00  -20.00', 'mug 1 (1)  10.00  -10.00', 'total  0.00']);
    const short = apply(
      cart({mug: {price: 1_000, quantity: 2}}),
      {...shop, budget: 1_999},
      missing(5, 'mug'),
    );
    expect(receipt(short)).toEqual(['mug 2 (1)  20.00  -10.00', 'total  10.00']);
  });

  test('is no matter to units without a price', () => {
    expect(receipt(apply(cart({mug: 900}), {...shop, budget: 0}, extra(3, 'tea')))).toEqual([
      'mug 1  9.00',
      'tea 3 (3)',
      'total  9.00',
    ]);
  });

  test('is spent by the first kind of units before the second', () => {
    const two: Discount = {
      type: 'UNIT',
      units: [1, 2].map(unitOff => ({
        effect: 'ADD_NEW_ITEMS' as const,
        unitOff,
        product: named('mug'),
      })),
    };
    expect(apply(cart({mug: 900}), {...shop, budget: 2_500}, two).discountMinor).toBe(2_000);
  });
});

test('[B26] after free units, percentages are of what is still paid for', () => {
  const input = benefitInput(cart({mug: {price: 1_000, quantity: 3}}), {...shop, select: [0]});
  const freed = applyDiscount(missing(1, 'mug'), input);
  const ten = percentOff(10, {effect: 'APPLY_TO_ITEMS'});
  expect(givenOf(applyDiscount(ten, following(input, freed))).discountMinor).toBe(200);
  const first = {
    ...input.selection,
    lines: input.selection.lines.map(line => ({...line, units: 1, whole: false})),
  };
  expect(givenOf(applyDiscount(ten, following(input, freed, {selection: first}))).discountMinor).toBe(100);
});

test('[O7] the next redeemable leaves what was added and clears what the last applied', () => {
  const benefit = apply(cart({mug: 900}), shop, extra(1, 'mug'), amountOff(100, {effect: 'APPLY_TO_ORDER'}));
  const [line, added] = benefit.order.lines;
  expect(line).not.toHaveProperty('appliedQuantity');
  expect(added).toMatchObject({
    quantity: 1,
    discountQuantity: 1,
    initialQuantity: 0,
    appliedDiscountMinor: 0,
  });
  expect(added).not.toHaveProperty('appliedQuantity');
  expect(added).not.toHaveProperty('appliedDiscountQuantity');
  expect(added).not.toHaveProperty('appliedQuantityMinor');
});

describe('[B16] [B19] an added unit of an SKU', () => {
  const shelf = {products, skus: [sku('red', 'prod_mug', 1_200)]};
  const red: UnitProduct = {productId: null, skuId: 'sku_red', sourceId: null};

  test('is a line of the SKU, at its price; of a product it is a line without one', () => {
    const {order} = apply(cart({tea: 500}), shelf, extra(1, red), extra(1, 'mug'));
    expect(order.lines[1]).toMatchObject({skuId: 'sku_red', productId: 'prod_mug', priceMinor: 1_200});
    expect(order.lines[2]).not.toHaveProperty('skuId');
  });

  test('is another one than units of another SKU of the product in the cart', () => {
    const basket = cart({blue: {skuId: 'sku_blue', productId: 'prod_mug', price: 900}});
    const given = {...shelf, skus: [...shelf.skus, sku('blue', 'prod_mug', 900)]};
    expect(receipt(apply(basket, given, missing(1, red)))).toEqual([
      'blue 1  9.00',
      'red 1 (1)  12.00  -12.00',
      'total  9.00',
    ]);
  });

  test('goes into the line of the same SKU where added units are merged', () => {
    const basket = cart({
      blue: {skuId: 'sku_blue', productId: 'prod_mug', price: 900},
      red: {skuId: 'sku_red', productId: 'prod_mug', price: 1_200},
    });
    const given = {...shelf, skus: [...shelf.skus, sku('blue', 'prod_mug', 900)]};
    const merged = {...given, conventions: {addedUnits: 'merged'}} as const;
    expect(receipt(apply(basket, merged, extra(1, red)))).toEqual([
      'blue 1  9.00',
      'red 2 (1)  24.00  -12.00',
      'total  21.00',
    ]);
  });
});

test('[B24] only the shipping product is shipping', () => {
  const delivered = {...cart({tea: 500}), shippingMinor: minor(490)};
  expect(receipt(apply(delivered, shop, extra(1, 'mug')))).toEqual([
    'tea 1  5.00',
    'mug 1 (1)  10.00  -10.00',
    'shipping  4.90',
    'total  5.00',
  ]);
  for (const named of [
    {productId: 'prod_5h1pp1ng' as const, skuId: null, sourceId: null},
    {productId: null, skuId: null, sourceId: '5h1pp1ng'},
  ]) {
    expect(receipt(apply(delivered, shop, extra(1, named)))).toContain('shipping  4.90  -4.90');
  }
});

test('[B29] of several kinds of units one formula is enough to make the benefit dynamic', () => {
  const formula = (text: string, _unit: string, value: number | null) =>
    text === '' ? {value, isDynamic: false} : {value: 2, isDynamic: true};
  const both = (more: Partial<FreeUnits>): Discount => ({
    type: 'UNIT',
    units: [
      {effect: 'ADD_NEW_ITEMS', unitOff: 1, product: named('mug')},
      {effect: 'ADD_NEW_ITEMS', unitOff: 1, product: named('mug'), ...more},
    ],
  });
  expect(apply(cart({tea: 500}), {...shop, formula}, both({unitOffFormula: '1 + 1'})).isDynamic).toBe(true);
  expect(apply(cart({tea: 500}), {...shop, formula}, both({})).isDynamic).toBeUndefined();
});
