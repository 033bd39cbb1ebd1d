/**
 * A hundred thousand malformed rules, formulas, orders and filters, 25,000 each: every one is refused with its place and
 * why, or is good enough to decide on; never a throw, never a hang. The seed is fixed, so that a failure stays one.
 */
import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import {orderBody, toCart} from '../../shared/api/order-body.ts';
import {payloadProblem} from '../../shared/api/payload-problem.ts';
import {decide} from '../../shared/decision/decide.ts';
import type {DecisionRequest} from '../../shared/decision/request.ts';
import {compileFilter} from '../../shared/filters/compile-filter.ts';
import {filterSchema} from '../../shared/filters/filter.ts';
import {parseFormula} from '../../shared/formula/parse-formula.ts';
import type {JsonValue} from '../../shared/kernel/metadata.ts';
import {parseDefinition} from '../../shared/rules/parse-definition.ts';
import {isDeeperThan} from '../../shared/rules/problem.ts';
import type {ValidationRule} from '../../shared/rules/validation-rule.ts';
import {cart} from '../builders/cart.ts';
import {customer, facts as factsOf, openingMs, product, request as requestOf} from '../builders/facts.ts';
import {amountOff, coupon, gift, type Offer, percentOff} from '../builders/offers.ts';
import {condition, products as of, rule} from '../builders/rules.ts';
import {mangled} from './mangled.ts';

const seed = 20_261_120;
const each = {seed, numRuns: 25_000};
vi.setConfig({testTimeout: 120_000});

const basket = cart({mug: {price: 2_400, quantity: 3}, tea: {price: 800, metadata: {kind: 'green'}}});
const shelf = [product('mug', 2_400, {category: 'kitchen', list: [1, 'a']}), product('tea', 800)];
const given = {products: shelf, customer: customer('ada', {metadata: {visits: 3}})};

function decideOn(offers: readonly Offer[], asked: DecisionRequest['cart'] = basket) {
  const decision = decide(factsOf(offers, given), requestOf(asked, offers, given));
  expect(decision.verdicts).toHaveLength(offers.length);
  expect(decision.order.totalMinor ?? 0).toBeGreaterThanOrEqual(0);
  return decision;
}

const entry = {
  object: 'product',
  source_id: 'mug',
  effect: 'APPLY_TO_CHEAPEST',
  repeat: 2,
  quantity_limit: 1,
};
const definitions = [
  {
    rules: {
      1: condition('order.amount', {$more_than: [1_000], $less_than: [90_000]}),
      2: condition('customer.metadata', {$is: [3]}, {property: 'visits'}),
      3: condition('order.items.any', of('mug', 'tea'), {
        rules: {1: condition('order.items.aggregated_quantity', {$more_than: [1]}), logic: '1'},
      }),
      logic: '1 and (2 or 3)',
    },
    applicable_to: {
      included: [entry],
      excluded: [{object: 'product', source_id: 'tea'}],
      included_all: false,
    },
  },
  {
    rules: {
      1: condition('campaign.redemptions.count.daily', {$less_than: [10]}),
      2: condition('product.metadata', {$in: ['kitchen']}, {property: 'category'}),
      3: condition(
        'customer.metadata',
        {$after: ['2026-01-01'], $before: ['2026-12-31']},
        {property: 'since'},
      ),
      logic: '1 or 2 or 3',
    },
    bundle_rules: {
      1: condition('order.items.any', of('mug'), {
        rules: {1: condition('order.items.aggregated_quantity', {$is: [2]}), logic: '1'},
      }),
      2: condition('order.items.any', of('tea')),
      logic: '1 and 2',
      limit: 3,
    },
    applicable_to: {
      included: [{...entry, price: 5, price_formula: 'ORDER_AMOUNT / 2', product_campaign_quantity_limit: 4}],
      included_all: true,
    },
  },
];

test('rules, what they select, and bundles', () => {
  let understood = 0;
  const hurting = [
    'order.items.any',
    '1 and (',
    'NOT 1',
    '$matches',
    ['(((((a+)+)+)+)+)$'],
    [{object: 'sku'}],
  ];
  fc.assert(
    fc.property(mangled(definitions, hurting), sent => {
      const wire = typeof sent === 'object' && sent !== null ? sent : {rules: sent};
      const parsed = parseDefinition(wire);
      if (!parsed.ok) {
        expect(parsed.message).not.toBe('');
        expect(parsed.problems.length).toBeGreaterThan(0);
        return;
      }
      understood += 1;
      const made: ValidationRule = {...rule('SENT', {logic: ''}), ...parsed.definition};
      decideOn([coupon('A', percentOff(10, {effect: 'APPLY_TO_ITEMS'}), {rules: [made]})]);
    }),
    each,
  );
  expect(understood).toBeGreaterThan(500);
});

const formulas = [
  'IF(ORDER_AMOUNT > 100; ORDER_AMOUNT * 0.1; MIN(5; CUSTOMER_METADATA("visits")))',
  'SWITCH(ITEM_QUANTITY; SWITCH_CASE(1; 2.5); DEFAULT_TO(POW(2; 3); 1))',
  'ROUND((ORDER_AMOUNT + 3) / (ITEM_PRICE - 24); 2) % 7',
  'DAYS_SINCE(CUSTOMER_METADATA("since")) - MONTHS_UNTIL(NOW)',
];
const bits = [
  '(',
  ')',
  ';',
  '"',
  '-',
  '/ 0',
  '% 0',
  'POW(9; 9999)',
  '1e999',
  '5'.repeat(400),
  'NOPE(',
  '\u0000',
];

test('formulas, read and used as the value of a discount', () => {
  const broken = fc
    .tuple(
      fc.constantFrom(...formulas),
      fc.array(fc.tuple(fc.nat(200), fc.nat(6), fc.constantFrom(...bits, '')), {minLength: 1, maxLength: 3}),
    )
    .map(([text, cuts]) =>
      cuts.reduce((now, [at, length, bit]) => now.slice(0, at) + bit + now.slice(at + length), text),
    );
  fc.assert(
    fc.property(broken, text => {
      const parsed = parseFormula(text);
      if (!parsed.ok) expect(parsed.message).not.toBe('');
      // A stored formula may be one that an older version understood: what cannot be read is the fallback's turn.
      decideOn([coupon('A', amountOff(100, {effect: 'APPLY_TO_ITEMS', amountFormula: text}))]);
    }),
    each,
  );
});

const orders = [
  {
    amount: 5_000,
    shipping_amount: 300,
    items: [
      {source_id: 'mug', related_object: 'product', quantity: 2, price: 2_400, metadata: {engraved: true}},
      {product_id: 'prod_tea', quantity: 1, amount: 800},
    ],
    metadata: {channel: 'shop', nested: {list: [1, 2]}},
  },
  {items: [{product_id: 'unknown'}, {quantity: '3', price: 0, source_id: 'mug'}]},
];

test('orders, as the API reads them and as a till may hold them', () => {
  let understood = 0;
  const offers = [
    coupon('A', percentOff(10)),
    coupon('B', amountOff(300, {effect: 'APPLY_TO_ITEMS_PROPORTIONALLY'}), {
      rules: [rule('ALL', {logic: ''}, {appliesTo: {includedAll: true}})],
    }),
    gift('C', 1_000),
  ];
  const numbers = [100_000_000_000, 100_000_000_001, 10_000, 10_001, 9_007_199_254_740_991, -0];
  fc.assert(
    fc.property(mangled(orders, numbers), sent => {
      const read = orderBody.safeParse(sent);
      if (!read.success) {
        expect(payloadProblem(read.error.issues, orderBody, sent).details).toMatch(/^(Property|Payload) ./);
        return;
      }
      understood += 1;
      decideOn(offers, toCart(read.data));
    }),
    each,
  );
  expect(understood).toBeGreaterThan(500);
});

const filters: readonly unknown[] = [
  {
    junction: 'and',
    'metadata.color': {conditions: {$is: ['red', 'blue'], $has_value: {}}},
    created_at: {conditions: {$after: ['2026-01-01T00:00:00Z'], $before: ['2027-01-01']}},
  },
  {
    junction: 'or',
    'summary.orders.total_amount': {conditions: {$more_than: [100], $less_than_equal: [5_000]}},
    birthdate: {conditions: {$is_days_ago: [7]}},
    name: {conditions: {$starts_with: ['A'], $not_contain: ['x']}},
  },
];
const values: readonly JsonValue[] = ['red', 7, null, true, '2026-02-29', [1, 'a'], {a: [null]}, '', -0.5];

test('filters', () => {
  let understood = 0;
  const hurting = [
    '$nope',
    {$in_location: ['48.2,16.4|1e9km']},
    {$count: [1.5]},
    [1e308],
    ['2026-13-40'],
    'or ',
  ];
  fc.assert(
    fc.property(mangled(filters, hurting), sent => {
      // What lies too deep is refused at the door (shared/api/json-problem.ts), before any schema looks at it.
      if (isDeeperThan(sent, 64)) return;
      const read = filterSchema.safeParse(sent);
      if (!read.success) return;
      const compiled = compileFilter(read.data);
      if (!compiled.ok) {
        expect(compiled.message).not.toBe('');
        return;
      }
      understood += 1;
      for (const value of values) {
        compiled.matches(() => value, openingMs);
        const next = compiled.nextChangeMs(() => value, openingMs);
        if (next !== null) expect(next).toBeGreaterThan(openingMs);
      }
    }),
    each,
  );
  expect(understood).toBeGreaterThan(500);
});
