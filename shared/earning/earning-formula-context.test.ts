import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {customer, openingMs, product, settings} from '../../test/builders/facts.ts';
import {catalogueOf} from '../catalog/catalogue.ts';
import {lineFactsOf} from '../order/line-facts-of.ts';
import {resolveOrder} from '../order/resolve-order.ts';
import type {EarningEvent} from './earning-event.ts';
import {earningFormulaContext} from './earning-formula-context.ts';

const catalogue = catalogueOf({products: [product('mug', 2_400, {kind: 'cup'})]});
const basket = cart({mug: {quantity: 2, metadata: {engraved: true}}}, {metadata: {channel: 'shop'}});
const order = resolveOrder(basket, catalogue);
const paid: EarningEvent = {
  id: 'ord_1',
  event: 'order_paid',
  paid: {cart: basket, order, lines: lineFactsOf(order, basket, catalogue)},
};
const happened: EarningEvent = {id: 'ev_1', event: 'custom_event', name: 'visit', metadata: {guests: 3}};
const ada = customer('ada', {metadata: {visits: 6}, birthdate: '2000-02-29'});

function contextOf(event: EarningEvent, who: typeof ada | null = ada) {
  const none = {rules: [], campaigns: [], validationRules: [], cards: new Map()};
  return earningFormulaContext({
    event,
    atMs: openingMs,
    settings: settings(),
    customer: who,
    catalogue,
    ...none,
  });
}

test('[EA16] the formula looks at the paid order and its lines', () => {
  const context = contextOf(paid);
  expect([context.orderAmountMinor(), context.orderSubtotalMinor()]).toEqual([4_800, 4_800]);
  expect(context.lines()).toEqual([
    {
      priceMinor: 2_400,
      amountMinor: 4_800,
      subtotalMinor: 4_800,
      quantity: 2,
      metadata: {engraved: true},
      productMetadata: {kind: 'cup'},
    },
  ]);
  expect(context.metadata('order')).toEqual({channel: 'shop'});
  expect(context.metadata('custom_event')).toBeNull();
});

test('[EA16] at the event, and at the customer, who need not be known', () => {
  const context = contextOf(happened);
  expect(context.metadata('custom_event')).toEqual({guests: 3});
  expect(context.metadata('order')).toBeNull();
  expect(context.metadata('customer')).toEqual({visits: 6});
  expect(context.customerBirthdate()).toBe('2000-02-29');
  expect([contextOf(paid, null).metadata('customer'), contextOf(paid, null).customerBirthdate()]).toEqual([
    null,
    null,
  ]);
  expect([context.voucher(), context.promotionTier()]).toEqual([null, null]);
});
