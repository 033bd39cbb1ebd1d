/** Random rule sets in the wire shape, and carts and circumstances that sometimes meet them. */
import fc from 'fast-check';
import type {JsonValue, Metadata} from '../../shared/kernel/metadata.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Cart} from '../../shared/order/cart.ts';
import {families} from '../../shared/rules/rule-family.ts';
import type {Situation} from './ask-rules.ts';
import {cart} from './cart.ts';
import {customer, product} from './facts.ts';
import {condition} from './rules.ts';

const number = fc.constantFrom(0, 1, 2, 3, 800, 2400, 5000, '3', 2.5);
const word = fc.constantFrom(
  'tea',
  'mug',
  'hot',
  'Graz',
  'seg_a',
  'seg_b',
  '18:30',
  '2026-11-20',
  true,
  null,
);
const ordering = fc.constantFrom('$less_than', '$less_than_or_equal', '$more_than', '$more_than_or_equal');
const membership = fc.constantFrom(
  '$is',
  '$is_not',
  '$in',
  '$not_in',
  '$not_differ',
  '$not_intersect',
  '$contains',
);

const numeric = fc.oneof(
  fc.tuple(
    ordering,
    number.map(n => [n]),
  ),
  fc.tuple(membership, fc.array(number, {minLength: 1, maxLength: 3})),
);
const worded = fc.oneof(
  fc.tuple(membership, fc.array(word, {minLength: 1, maxLength: 3})),
  fc.tuple(
    fc.constantFrom('$count', '$count_more'),
    fc.nat(2).map(n => [n]),
  ),
  fc.tuple(
    fc.constant('$dow'),
    fc.nat(6).map(n => [n]),
  ),
  fc.tuple(
    fc.constantFrom('$less_than_ago', '$is_days_ago', '$more_than_future'),
    fc.nat(3).map(n => [n]),
  ),
);
const asConditions = (one: fc.Arbitrary<[string, JsonValue[]]>): fc.Arbitrary<Metadata> =>
  fc.array(one, {minLength: 1, maxLength: 2}).map(all => Object.fromEntries(all));

const selector = fc.constantFrom(
  {object: 'product', source_id: 'tea'},
  {object: 'product', id: 'prod_mug'},
  {object: 'product', id: 'prod_none'},
  {object: 'products_collection', id: 'pc_hot'},
  {object: 'category', key: 'Kind', value: 'drink'},
);
const picking: fc.Arbitrary<Metadata> = fc.record(
  {
    $is: fc.array(selector, {minLength: 1, maxLength: 2}),
    $is_not: fc.array(selector, {maxLength: 1}),
    $from: fc.array(selector, {maxLength: 2}),
  },
  {requiredKeys: []},
);

type Rule = ReturnType<typeof condition>;
const numberNames = fc.constantFrom(
  'order.amount',
  'order.initial_amount',
  'order.total_amount',
  'order.items.count',
  'order.items.price_any',
  'order.items.price_each',
  'product.price',
  'product.quantity',
  'redemption.reward.pay_with_points.points_used',
);
const counterNames = fc.constantFrom(
  'campaign.redemptions.count',
  'campaign.orders.amount_discounted',
  'redemption.count.per_customer.daily',
  'redemption.count.per_user',
);
const wordNames = fc.constantFrom('customer.segment', 'redemption.api_key');
const propertyNames = fc.constantFrom(
  'customer.metadata',
  'order.metadata',
  'order.items.metadata_any',
  'order.items.metadata_each',
  'product.metadata',
  'product.category',
  'order.category',
);
const linesNames = fc.constantFrom(
  ...['any', 'every', 'none', 'cheapest', 'most_expensive'].map(name => `order.items.${name}`),
);
const property = fc.constantFrom('kind', 'Kind', 'kind.of', 'city', 'when');

const lineRule: fc.Arbitrary<Rule> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('order.items.quantity', 'order.items.price', 'order.items.aggregated_quantity'),
      asConditions(numeric),
    )
    .map(([name, conditions]) => condition(name, conditions)),
  fc
    .tuple(fc.constantFrom('order.items.metadata', 'order.items.category'), asConditions(worded), property)
    .map(([name, conditions, key]) => condition(name, conditions, {property: key})),
);
const logics = [
  '1',
  '1 and 2',
  '2 or 1',
  '1 or 2',
  '(1 or 2) and 3',
  '3 and 1 or 2',
  '',
  '1 and 1',
  '2 and (3 or 1)',
];

function setOf(rule: fc.Arbitrary<Rule>): fc.Arbitrary<object> {
  return fc
    .tuple(rule, rule, rule, fc.constantFrom(...logics))
    .map(([one, two, three, logic]) => ({'1': one, '2': two, '3': three, logic}));
}
const nestedIn = (rule: fc.Arbitrary<Rule>) => fc.option(setOf(rule), {nil: {}, freq: 2});

const plainRule: fc.Arbitrary<Rule> = fc.oneof(
  fc
    .tuple(fc.oneof(numberNames, counterNames), asConditions(numeric))
    .map(([name, conditions]) => condition(name, conditions)),
  fc.tuple(wordNames, asConditions(worded)).map(([name, conditions]) => condition(name, conditions)),
  fc
    .tuple(propertyNames, asConditions(worded), property)
    .map(([name, conditions, key]) => condition(name, conditions, {property: key})),
);
const anyRule: fc.Arbitrary<Rule> = fc.oneof(
  plainRule,
  fc
    .tuple(linesNames, picking, nestedIn(lineRule))
    .map(([name, conditions, rules]) => condition(name, conditions, {rules})),
  fc
    .tuple(asConditions(worded), property, nestedIn(lineRule))
    .map(([conditions, key, rules]) => condition('product.metadata', conditions, {property: key, rules})),
  fc
    .tuple(asConditions(numeric), setOf(plainRule))
    .map(([conditions, rules]) => condition('order.amount', conditions, {rules})),
);

/** A rule set as sent, which this version understands. */
export const anyRuleWire = setOf(anyRule);

const attributes: fc.Arbitrary<Metadata> = fc.constantFrom<Metadata[]>(
  {},
  {kind: 'tea'},
  {kind: ['tea', 'hot'], when: '2026-11-20'},
  {kind: {of: 'tea'}, city: 'Graz'},
  {Kind: null, when: '2026-11-19T22:00:00Z'},
);
const products = [
  {...product('tea', 800, {kind: 'tea'}), categories: [{key: 'Kind', value: 'drink'}]},
  product('mug', 2400, {kind: ['mug', 'hot']}),
  product('free', null),
];
const hot = {
  kind: 'products_collection' as const,
  id: 'pc_hot' as const,
  version: 1,
  name: 'hot',
  members: {type: 'STATIC' as const, products: [{object: 'product' as const, id: 'prod_tea'}]},
};
const anyCart: fc.Arbitrary<Cart> = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom('tea', 'mug', 'free', 'odd'), fc.nat(3), attributes), {maxLength: 4}),
    attributes,
    fc.option(fc.constantFrom(0, 800, 5000), {freq: 1}),
    fc.boolean(),
  )
  .map(([lines, metadata, amount, isPaid]) => ({
    ...cart({}, {metadata}),
    lines: lines.map(([sourceId, quantity, own]) => ({
      productId: null,
      sourceId,
      quantity,
      metadata: own,
      priceMinor: null,
      amountMinor: null,
    })),
    amountMinor: amount === null ? null : minor(amount),
    ...(isPaid ? {categories: [{key: 'Kind', value: 'tea'}]} : {}),
  }));

const accounts: readonly AccountKey[] = ['q:camp_C:redemptions', 'q:v_V:redemptions:user_bob'];

/** A cart, and what is known besides. */
export const anySituation: fc.Arbitrary<[Cart, Situation]> = fc.tuple(
  anyCart,
  fc
    .record({
      isKnown: fc.boolean(),
      customerMetadata: attributes,
      isFirstStep: fc.boolean(),
      threshold: fc.constantFrom('running' as const, 'original' as const),
      used: fc.option(fc.nat(5)),
      unasked: fc.constantFrom(
        families(),
        families('customer'),
        families('products', 'budget'),
        families('order'),
      ),
      actor: fc.constantFrom({}, {apiKeyId: 'tea', userLogin: 'bob'}),
    })
    .map(({isKnown, used, ...given}) => ({
      ...given,
      products,
      collections: [hot],
      ...(isKnown ? {customer: customer('ada', {segmentIds: ['seg_a'], metadata: {kind: 'hot'}})} : {}),
      counters:
        used === null
          ? []
          : accounts.map(account => ({account, available: used, authority: 'server' as const, used})),
    })),
);
