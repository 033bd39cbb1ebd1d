/** Random carts, redeemables and circumstances, small enough to collide: a few products, names and amounts. */
import fc from 'fast-check';
import type {Discount} from '../../shared/benefits/discount.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Cart, CartLine} from '../../shared/order/cart.ts';
import type {ValidationRule} from '../../shared/rules/validation-rule.ts';
import {type Circumstances, customer, openingMs, product} from '../builders/facts.ts';
import {campaign, coupon, gift, type Offer, type OfferGiven, tier} from '../builders/offers.ts';
import {condition, products, rule} from '../builders/rules.ts';

const money = fc.oneof(fc.nat(50), fc.nat(100_000), fc.constant(1_000_000_000_000)).map(minor);
const maybeMoney = fc.option(money);
const sourceId = fc.constantFrom('mug', 'tea', 'cup', 'poster');

const line: fc.Arbitrary<CartLine> = fc.record(
  {
    productId: fc.constant(null),
    sourceId: fc.option(sourceId, {freq: 9}),
    quantity: fc.nat(5),
    priceMinor: maybeMoney,
    amountMinor: fc.option(money, {freq: 2}),
    discountMinor: fc.nat(500).map(minor),
    metadata: fc.constantFrom({}, {engraved: true}, {é: 'x', '2': 1, '10': [1]}),
  },
  {requiredKeys: ['productId', 'sourceId', 'quantity', 'priceMinor', 'amountMinor', 'metadata']},
);

export const anyCart: fc.Arbitrary<Cart> = fc.record(
  {
    lines: fc.array(line, {maxLength: 5}),
    amountMinor: fc.option(money, {freq: 1}),
    orderDiscountMinor: fc.nat(500).map(minor),
    metadata: fc.constantFrom({}, {channel: 'shop'}),
  },
  {requiredKeys: ['lines', 'amountMinor', 'metadata']},
);

const effect = fc.constantFrom(null, 'APPLY_TO_ORDER' as const, 'APPLY_TO_ITEMS' as const);
const discount: fc.Arbitrary<Discount> = fc.oneof(
  fc.record({
    type: fc.constant('PERCENT' as const),
    percent: fc.oneof(
      fc.integer({min: 0, max: 100}),
      fc.integer({min: 0, max: 1_000}).map(n => n / 10),
    ),
    effect,
    amountLimitMinor: maybeMoney,
    aggregatedAmountLimitMinor: maybeMoney,
  }),
  fc.record({
    type: fc.constant('AMOUNT' as const),
    amountMinor: money,
    effect,
    aggregatedAmountLimitMinor: maybeMoney,
  }),
);

const conditions = [
  condition('order.amount', {$more_than: [500], $less_than: [900_000]}),
  condition('order.initial_amount', {$less_than: [50_000]}),
  condition('customer.segment', {$is: ['seg_regulars']}),
  condition('customer.metadata', {$is_not: ['Graz']}, {property: 'city'}),
  condition('order.items.any', products('mug', 'tea'), {
    rules: {1: condition('order.items.aggregated_quantity', {$more_than: [1]}), logic: '1'},
  }),
  condition('order.items.none', products('cup')),
  condition('product.metadata', {$in: ['tea']}, {property: 'category'}),
];
const logics = ['1', '1 and 2', '1 or 2', '(1 or $C) and 2', ''];

const anyRule: fc.Arbitrary<ValidationRule> = fc
  .record({
    wire: fc.tuple(
      fc.constantFrom(...conditions),
      fc.constantFrom(...conditions),
      fc.constantFrom(...conditions),
    ),
    logic: fc.constantFrom(...logics),
    appliesTo: fc.record(
      {
        included: fc.array(sourceId, {maxLength: 2}),
        excluded: fc.array(sourceId, {maxLength: 1}),
        includedAll: fc.boolean(),
      },
      {requiredKeys: []},
    ),
  })
  .map(({wire: [one, two, three], logic, appliesTo}) => {
    const name = `${logic}${[one, two, three].map(c => conditions.indexOf(c)).join('')}${JSON.stringify(appliesTo)}`;
    return rule(name.slice(0, 100), {1: one, 2: two, $C: three, logic}, {appliesTo});
  });

const given: fc.Arbitrary<OfferGiven> = fc.record(
  {
    rules: fc.array(anyRule, {maxLength: 1}),
    active: fc.constantFrom(true, true, true, false),
    endsAtMs: fc.constantFrom(openingMs, epochMs(openingMs + 1), epochMs(openingMs + 2)),
    usesLimit: fc.nat(3),
    authority: fc.constantFrom('server' as const, 'lease' as const),
    credits: fc.nat(2_000),
    campaign: fc.constantFrom(campaign('Autumn'), campaign('Winter', {active: false})),
  },
  {requiredKeys: ['active']},
);

const name = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F');
const anyOffer: fc.Arbitrary<Offer> = fc
  .tuple(fc.constantFrom('coupon', 'coupon', 'gift', 'tier'), name, discount, given, fc.nat(3_000))
  .map(([kind, code, off, how, balance]) => {
    if (kind === 'gift') return gift(`G${code}`, balance, how);
    return kind === 'tier' ? tier(code, off, how) : coupon(code, off, how);
  });

/** Redeemables in the order asked for. One that comes twice is the same one twice. */
export const anyOffers: fc.Arbitrary<readonly Offer[]> = fc.array(anyOffer, {maxLength: 7}).map(offers => {
  const first = new Map<string, Offer>();
  return offers.map(offer => {
    const id = offer.voucher?.id ?? offer.tier?.id ?? '';
    const known = first.get(id) ?? offer;
    first.set(id, known);
    return known;
  });
});

export const anyCircumstances: fc.Arbitrary<Circumstances> = fc.record(
  {
    customer: fc.constantFrom(customer('ada', {segmentIds: ['seg_regulars']}), customer('bob')),
    customerMetadata: fc.constantFrom({}, {city: 'Graz'}),
    products: fc.constant([
      product('mug', 2_400, {category: 'kitchen'}),
      product('tea', 800, {category: 'tea'}),
      product('cup', null),
    ]),
    mode: fc.constantFrom(null, 'ALL' as const, 'PARTIAL' as const),
    noEffect: fc.constantFrom('REDEEM_ANYWAY' as const, 'SKIP' as const),
    stacking: fc.record({applicableRedeemablesLimit: fc.integer({min: 1, max: 5})}),
  },
  {requiredKeys: []},
);
