/** Voucherify's own examples of the qualifications guide, number by number. */
import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {filtered} from '../../test/builders/catalogue.ts';
import {customer, openingMs, product, settings} from '../../test/builders/facts.ts';
import {amountOff, campaign, coupon, gift, type Offer, percentOff, tier} from '../../test/builders/offers.ts';
import {appliesTo, rule} from '../../test/builders/rules.ts';
import type {Cart} from '../order/cart.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import {type BookGiven, prepareBook} from './book.ts';
import type {QualificationRequest} from './qualification.ts';
import {qualify} from './qualify.ts';

const john = customer('john_wayne', {metadata: {tier: 'VIP'}});
const tools = cart({bosch_product_1: 10_000, digital_book: 1_500});

const tenOff = tier('10% off', percentOff(10), {
  campaign: campaign('Promotion - % off', {campaignType: 'PROMOTION'}),
});
const giftCard = gift('maIxGd5r', 2_500, {
  campaign: campaign('Gift Card Campaign Fall 2023', {campaignType: 'GIFT_VOUCHERS'}),
  voucher: {holderId: john.id},
});
const bosch = campaign('10% discount for BOSCH products', {ruleIds: ['val_Bosch']});
const forBosch = coupon('vm3HkNF2', percentOff(10, {effect: 'APPLY_TO_ITEMS'}), {
  campaign: bosch,
  rules: [appliesTo('Bosch', {included: ['bosch_product_1']})],
  voucher: {holderId: john.id},
});

function ask(
  offers: readonly Offer[],
  items: Cart,
  given: Partial<QualificationRequest>,
  more: Partial<BookGiven> = {},
) {
  const book = prepareBook({
    settings: settings(),
    products: [],
    vouchers: offers.flatMap(one => one.voucher ?? []),
    promotionTiers: offers.flatMap(one => one.tier ?? []),
    campaigns: offers.flatMap(one => one.campaign ?? []),
    validationRules: offers.flatMap(one => one.rules),
    ...more,
  });
  const availability = offers.flatMap(one => one.availability);
  const answer = qualify(book, {cart: items, nowMs: openingMs, customer: null, availability, ...given});
  if (!answer.ok) throw new Error(answer.message);
  return answer.rows;
}

test('[QU5] guide-qual-all-anonymous: the promotion alone, 1150 off 11500', () => {
  const rows = ask([tenOff, giftCard, forBosch], tools, {});
  expect(rows).toMatchObject([
    {object: 'promotion_tier', order: {amountMinor: 11_500, orderDiscountMinor: 1_150, totalMinor: 10_350}},
  ]);
});

test('[QU1] guide-qual-all-logged-in: what the customer holds as well, each on the whole order', () => {
  const rows = ask([tenOff, giftCard, forBosch], tools, {customer: john, sortingRule: 'BEST_DEAL'});
  expect(rows.map(({id, order}) => [id, order.totalDiscountMinor, order.totalMinor])).toEqual([
    ['maIxGd5r', 2_500, 9_000],
    ['promo_10% off', 1_150, 10_350],
    ['vm3HkNF2', 1_000, 10_500],
  ]);
});

test('[QU4] guide-qual-customer-wallet: the vouchers alone', () => {
  const rows = ask([tenOff, giftCard, forBosch], tools, {customer: john, scenario: 'CUSTOMER_WALLET'});
  expect(rows.map(({id}) => id).sort()).toEqual(['maIxGd5r', 'vm3HkNF2']);
});

test('[QU4] [QU7] guide-qual-products-discount: the voucher for the product, and its campaign', () => {
  const {voucher} = forBosch;
  if (voucher === null) throw new Error('no voucher');
  const {holderId: _, ...template} = {...voucher, id: 'v_template' as const};
  const given = {customer: john, scenario: 'PRODUCTS_DISCOUNT' as const, sortingRule: 'BEST_DEAL' as const};
  const rows = ask([tenOff, giftCard, forBosch], tools, given, {
    publishable: [{campaignId: bosch.id, template}],
  });
  expect(rows.map(({object, discountMinor}) => [object, discountMinor])).toEqual([
    ['campaign', 1_000],
    ['voucher', 1_000],
  ]);
  expect(rows[1]?.application?.applicable.map(({lineIndices}) => lineIndices)).toEqual([[0]]);
});

test('[QU4] guide-qual-audience-only: a tier whose product is not in the cart, with nothing off', () => {
  const quarter = tier('Tools', percentOff(25, {effect: 'APPLY_TO_ITEMS'}), {
    rules: [appliesTo('Other', {included: ['23787597244']})],
  });
  const items = cart({'23425235': 10_000, '327583490': 40_000});
  const filters = {resource_type: {conditions: {$is: ['promotion_tier']}}};
  expect(ask([quarter, giftCard], items, {customer: john, scenario: 'AUDIENCE_ONLY', filters})).toMatchObject(
    [{id: 'promo_Tools', discountMinor: 0, order: {amountMinor: 50_000, totalMinor: 50_000}}],
  );
});

test('[QU4] guide-qual-bundle: what is there of a bundle, and what is missing', () => {
  const set: ValidationRule = {
    ...rule('Set', {logic: ''}),
    bundle: {
      limit: null,
      parts: [
        {products: [{object: 'product', id: 'prod_bottle', sourceId: null}], quantity: 2},
        {products: [{object: 'products_collection', id: 'pc_adventure', sourceId: null}], quantity: 5},
      ],
    },
  };
  const bundle = coupon('BUNDLE-PROD-1c', amountOff(1_000, {effect: 'APPLY_TO_ITEMS'}), {rules: [set]});
  const items = cart({bottle: 2_499, tshirt: 1_999, socks: {price: 499, quantity: 2}});
  const given = {scenario: 'AUDIENCE_ONLY' as const, customer: john};
  const [row] = ask([bundle], items, given, {
    products: [
      product('bottle', 2_499, {brand: 'Star'}),
      product('tshirt', 1_999, {brand: 'Adventure'}),
      product('socks', 499, {brand: 'Adventure'}),
    ],
    collections: [
      filtered('adventure', {junction: 'and', 'metadata.brand': {conditions: {$is: ['Adventure']}}}),
    ],
  });
  expect(row).toMatchObject({order: {amountMinor: 5_496, totalMinor: 5_496}, discountMinor: 0});
  expect(row?.bundle).toMatchObject({
    quantity: 0,
    identified: [
      {id: 'prod_bottle', lineIndex: 0, quantity: 1},
      {id: 'prod_tshirt', lineIndex: 1, quantity: 1},
      {id: 'prod_socks', lineIndex: 2, quantity: 2},
    ],
    missing: [
      {id: 'prod_bottle', object: 'product', quantity: 1},
      {id: 'pc_adventure', object: 'products_collection', quantity: 2},
    ],
  });
});
