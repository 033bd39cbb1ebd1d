import {expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {Currency} from '../../shared/money/currency.ts';
import type {Check} from '../../shared/reasons/refusal.ts';
import {checkText} from './check-text.ts';
import type {WordingContext} from './wording-context.ts';

const context: WordingContext = {
  currency: 'EUR' as Currency,
  timeZone: 'Europe/Berlin',
  nowMs: epochMs(0),
  isOnline: true,
  isOnlineOnly: false,
  isCard: false,
  account: null,
  ruleName: null,
  productName: id => (id === 'POT-001' ? 'Teapot' : null),
};

function said(check: Partial<Check>): string {
  const whole: Check = {
    key: '1',
    rule: 'order.amount',
    property: null,
    operator: '$is',
    needed: null,
    actual: null,
    passed: false,
    remedy: null,
    ...check,
  };
  const {subject, needed, actual} = checkText(whole, context);
  return `${subject}: needs ${needed}, has ${actual}`;
}

test.each<[Partial<Check>, string]>([
  [
    {rule: 'order.amount', operator: '$more_than_or_equal', needed: 10000, actual: 4360},
    'To pay before this offer: needs at least €100.00, has €43.60',
  ],
  [
    {rule: 'order.items.any', needed: ['POT-001', 'POT-009'], actual: []},
    'Some product: needs Teapot or POT-009, has none in the order',
  ],
  [
    {
      rule: 'order.items.any',
      operator: '$is',
      needed: ['a', 'b', 'c', 'd', 'e', 'f'],
      actual: ['Mug, Oat', 'Mug, Ink'],
    },
    'Some product: needs a or b or c or d or 2 more, has Mug, Oat; Mug, Ink',
  ],
  [
    {rule: 'product.metadata', property: 'category', needed: 'candles', actual: ['tea', 'tea', 'books']},
    'Products in the order, category: needs candles, has tea, books',
  ],
  [
    {
      rule: 'order.items.cheapest',
      operator: '$is,$from',
      needed: {$is: ['POT-001'], $from: ['pc_kitchen']},
      actual: ['Mug'],
    },
    'Cheapest product: needs Teapot, out of pc_kitchen, has Mug',
  ],
  [
    {
      rule: 'campaign.orders.amount_discounted',
      operator: '$less_than_or_equal',
      needed: 70000,
      actual: 69100,
    },
    'Taken off by the campaign: needs at most €700.00, has €691.00',
  ],
  [
    {
      rule: 'customer.metadata',
      property: 'last_visit',
      operator: '$more_than_ago',
      needed: 7,
      actual: '2026-11-01',
    },
    'Customer’s attribute, last visit: needs more than 7 days ago, has 2026-11-01',
  ],
  [
    {rule: 'order.metadata', property: 'at', operator: '$timeframe_daily_hours', needed: '18:00;20:01;2,3'},
    'Order’s attribute, at: needs 18:00 to 20:01 on Tue, Wed, has nothing',
  ],
  [
    {rule: 'redemption.count.per_customer', operator: '$less_than', needed: 2, actual: 2},
    'Customer’s uses: needs less than 2, has 2',
  ],
  [
    {rule: 'customer.segment', needed: 'seg_019a', actual: null},
    'Customer’s segment: needs the offer’s segment, has no customer',
  ],
  [
    {rule: 'customer.segment', needed: 'seg_019a', actual: []},
    'Customer’s segment: needs the offer’s segment, has in no segment',
  ],
  [
    {rule: 'customer.metadata', property: 'newsletter', needed: true, actual: false},
    'Customer’s attribute, newsletter: needs yes, has no',
  ],
  [
    {rule: 'order.items.count', operator: '$less_than', needed: 5, actual: 7},
    'Items in the order: needs less than 5, has 7',
  ],
  [
    {rule: 'weather.tomorrow', operator: '$is', needed: 'rain', actual: {unknown: 'weather.tomorrow'}},
    'weather tomorrow: needs rain, has not understood by this version',
  ],
])('%o', (check, text) => {
  expect(said(check)).toBe(text);
});
