import {expect, test} from 'vitest';
import type {Discount} from '../../shared/benefits/discount.ts';
import {decide} from '../../shared/decision/decide.ts';
import {minor} from '../../shared/money/minor.ts';
import {cart} from '../../test/builders/cart.ts';
import {facts, product, request} from '../../test/builders/facts.ts';
import {coupon, type Offer, percent} from '../../test/builders/offers.ts';
import {type PricedSale, totalsOf} from '../sale/priced-sale.ts';
import {emptyContent, type SaleContent} from '../sale/sale-content.ts';
import {cartRows, isSameRow, unitsIn} from './cart-rows.ts';

const mugs: SaleContent = {
  ...emptyContent,
  lines: [
    {
      key: 'a',
      productId: 'prod_mug',
      sourceId: 'mug',
      name: 'Mug',
      priceMinor: minor(1450),
      quantity: 2,
    },
  ],
};

const freeTea: Discount = {
  type: 'UNIT',
  units: [
    {
      effect: 'ADD_NEW_ITEMS',
      unitOff: 1,
      product: {productId: 'prod_tea', skuId: null, sourceId: null},
    },
  ],
};

function priced(...offers: readonly Offer[]): PricedSale {
  const order = cart({mug: {quantity: 2, price: 1450}});
  const given = {mode: 'PARTIAL' as const, products: [product('mug', 1450), product('tea', 690)]};
  const known = facts(offers, given);
  const asked = request(order, offers, given);
  const decision = decide(known, asked);
  return {content: mugs, request: asked, facts: known, decision, accounts: [], productNames: new Map()};
}

/** `2 Mug 29.00 → 26.10`, with + before what an offer added. */
function shown(sale: PricedSale): string[] {
  return cartRows(mugs, sale).map(({line, name, quantity, fullMinor, finalMinor}) => {
    return `${line === null ? '+' : ''}${quantity} ${name} ${fullMinor} → ${finalMinor}`;
  });
}

test('what an offer added stands behind what was entered, at nothing, and counts as an item', () => {
  const sale = priced(coupon('SWEET', freeTea));
  expect(shown(sale)).toEqual(['2 Mug 2900 → 2900', '+1 tea 690 → 0']);
  expect(unitsIn(cartRows(mugs, sale))).toBe(3);
  expect(totalsOf(sale.decision)).toMatchObject({subtotalMinor: 3590, savingsMinor: 690, dueMinor: 2900});
});

test('while a newer cart is priced, only what was entered is shown', () => {
  const sale = priced(coupon('SWEET', freeTea));
  const newer = {...mugs};
  expect(cartRows(newer, sale).map(row => row.name)).toEqual(['Mug']);
});

test('rows are the same until something in them differs', () => {
  const [one, again, other] = [
    priced(coupon('SWEET', freeTea)),
    priced(coupon('SWEET', freeTea)),
    priced(percent('TEN', 10)),
  ];
  const [rows, same] = [cartRows(mugs, one), cartRows(mugs, again)];
  expect(rows.every((row, place) => isSameRow(row, same[place] ?? row))).toBe(true);
  expect(rows).toHaveLength(2);
  expect(cartRows(mugs, other)).toHaveLength(1);
  const [first] = rows;
  if (first) expect(isSameRow(first, {...first, quantity: 3})).toBe(false);
});
