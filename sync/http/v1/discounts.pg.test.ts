/**
 * What the engine can do, asked over REST with the worked numbers of semantics.md: every discount type and effect is
 * made, validated and redeemed; rules say which products; what is added to an order goes again with a rollback.
 */
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {like} from '../../../test/like.ts';
import {type Rest, restOf} from '../../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../../test/postgres/test-shop.ts';

let shop: TestShop;
let rest: Rest;
let made = 0;

/** The cart of semantics.md B.11 no. 11: 17,500 on three lines. */
const prices = {pen: 2500, ink: 3000, pad: 1000} as const;

beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
  for (const [name, price] of Object.entries(prices))
    await rest.post('/v1/products', {source_id: name, name, price});
  await rest.post('/v1/products', {source_id: 'gift', name: 'Gift', price: 700});
});
afterAll(() => shop.close());
beforeEach(() => {
  made += 1;
});

const line = (name: string, quantity = 1) => ({source_id: name, related_object: 'product', quantity});
const named = (name: string) => `${name}-${made}`;

async function ruleFor(rule: object): Promise<string> {
  const {status, body} = await rest.post('/v1/validation-rules', {name: named('Rule'), ...rule});
  expect({status, body}).toMatchObject({status: 200});
  return String(body['id']);
}
async function coupon(discount: object, rule?: object): Promise<string> {
  const rules = rule === undefined ? [] : [await ruleFor(rule)];
  const code = named('CODE');
  const {status, body} = await rest.post(`/v1/vouchers/${code}`, {discount, validation_rules: rules});
  expect({status, body}).toMatchObject({status: 200, body: {discount}});
  return code;
}
const asking = (code: string, order: object, more: object = {}) => ({
  redeemables: [{object: 'voucher', id: code}],
  order,
  ...more,
});
const sumsOf = (order: object): unknown[] =>
  ['amount', 'total_discount_amount', 'total_amount'].map(name => Reflect.get(order, name) as unknown);
/** Validates, then redeems: both say the same order. */
async function priced(code: string, order: object, more: object = {}) {
  const request = asking(code, order, more);
  const validation = (await rest.post('/v1/validations', request)).body;
  const {body} = await rest.post('/v1/redemptions', request);
  expect(validation).toMatchObject({valid: true});
  const {order: asked} = validation as {order: object};
  const {order: redeemed} = body as {order: object};
  expect(sumsOf(redeemed)).toEqual(sumsOf(asked));
  return {validation, redeemed, redemption: (body['redemptions'] as {id: string}[])[0]?.id ?? ''};
}

const all = {applicable_to: {included_all: true}};
const three = {items: [line('pen', 2), line('ink', 3), line('pad', 3)]};
const only = (...entries: object[]) => ({
  applicable_to: {included: entries.map(entry => ({object: 'product', ...entry}))},
});

describe('a discount', () => {
  test.each<[what: string, discount: object, rule: object | undefined, off: number]>([
    ['1,000 off each line', {type: 'AMOUNT', amount_off: 1000, effect: 'APPLY_TO_ITEMS'}, all, 3000],
    [
      '1,000 off each unit',
      {type: 'AMOUNT', amount_off: 1000, effect: 'APPLY_TO_ITEMS_BY_QUANTITY'},
      all,
      8000,
    ],
    [
      '1,000 split by price',
      {type: 'AMOUNT', amount_off: 1000, effect: 'APPLY_TO_ITEMS_PROPORTIONALLY'},
      all,
      1000,
    ],
    [
      '1,000 split by units',
      {type: 'AMOUNT', amount_off: 1000, effect: 'APPLY_TO_ITEMS_PROPORTIONALLY_BY_QUANTITY'},
      all,
      1000,
    ],
    ['10 % off the order', {type: 'PERCENT', percent_off: 10}, undefined, 1700],
    [
      '10 % off the order, at most 500',
      {type: 'PERCENT', percent_off: 10, amount_limit: 500},
      undefined,
      500,
    ],
    [
      '10 % off every line, at most 500 each',
      {type: 'PERCENT', percent_off: 10, amount_limit: 500, effect: 'APPLY_TO_ITEMS'},
      all,
      1300,
    ],
    ['10 % off ink alone', {type: 'PERCENT', percent_off: 10}, only({source_id: 'ink'}), 900],
    [
      'the order for 10,000',
      {type: 'FIXED', fixed_amount: 10_000, effect: 'APPLY_TO_ORDER'},
      undefined,
      7000,
    ],
    [
      'each ink for 1,000',
      {type: 'FIXED', effect: 'APPLY_TO_ITEMS'},
      only({source_id: 'ink', price: 1000}),
      6000,
    ],
    [
      'a tenth of the order, by a formula',
      {type: 'AMOUNT', amount_off: 1, amount_off_formula: 'ORDER_AMOUNT * 0.1', effect: 'APPLY_TO_ORDER'},
      undefined,
      1700,
    ],
    [
      'the fallback where a formula divides by zero',
      {type: 'AMOUNT', amount_off: 123, amount_off_formula: 'ORDER_AMOUNT / 0', effect: 'APPLY_TO_ORDER'},
      undefined,
      123,
    ],
  ])('%s', async (_what, discount, rule, off) => {
    const {redeemed} = await priced(await coupon(discount, rule), three);
    expect(redeemed).toMatchObject({amount: 17_000, total_discount_amount: off, total_amount: 17_000 - off});
  });

  test('says whether a formula worked it out', async () => {
    const dynamic = {type: 'PERCENT', percent_off: 5, percent_off_formula: 'ORDER_UNITS_QUANTITY'};
    const {validation} = await priced(await coupon(dynamic), three);
    expect(validation).toMatchObject({
      redeemables: [{result: {discount: {...dynamic, is_dynamic: true}}}],
      order: {total_discount_amount: 1360},
    });
  });

  test('on shipping leaves the goods alone', async () => {
    const code = await coupon({type: 'SHIPPING', percent_off: 50});
    const {redeemed} = await priced(code, {...three, shipping_amount: 490});
    expect(redeemed).toMatchObject({
      total_amount: 17_000,
      shipping_amount: 490,
      shipping_discount_amount: 245,
    });
    expect(redeemed).not.toHaveProperty('total_discount_amount');
  });
});

describe('free units', () => {
  const free = (effect: string) => ({type: 'UNIT', unit_off: 1, unit_type: 'gift', effect});

  test('are added to the order, and to what it costs before discounts', async () => {
    const {redeemed} = await priced(await coupon(free('ADD_NEW_ITEMS')), {items: [line('ink', 2)]});
    expect(redeemed).toMatchObject({
      amount: 6700,
      initial_amount: 6000,
      items_discount_amount: 700,
      total_discount_amount: 700,
      total_amount: 6000,
      items: [
        {product: {name: 'ink'}, quantity: 2},
        {
          product: {name: 'Gift'},
          quantity: 1,
          initial_quantity: 0,
          discount_quantity: 1,
          amount: 700,
          initial_amount: 0,
          discount_amount: 700,
          subtotal_amount: 0,
        },
      ],
    });
  });

  test('that are in the cart already are not added again', async () => {
    const {redeemed} = await priced(await coupon(free('ADD_MISSING_ITEMS')), {items: [line('gift', 2)]});
    expect(redeemed).toMatchObject({
      amount: 1400,
      total_amount: 700,
      items: [{quantity: 2, discount_quantity: 1, discount_amount: 700}],
    });
    expect((redeemed as {items: object[]}).items).toHaveLength(1);
  });

  test('of several products come together', async () => {
    const units = [
      {unit_off: 2, unit_type: 'pad', effect: 'ADD_NEW_ITEMS'},
      {unit_off: 1, unit_type: 'gift', effect: 'ADD_NEW_ITEMS'},
    ];
    const code = await coupon({type: 'UNIT', effect: 'ADD_MANY_ITEMS', units});
    const {redeemed} = await priced(code, {items: [line('ink')]});
    expect(redeemed).toMatchObject({amount: 5700, total_discount_amount: 2700, total_amount: 3000});
  });

  test('of the same products as in the cart', async () => {
    const same = {type: 'UNIT', effect: 'ADD_SAME_ITEMS', unit_off: 1};
    const {redeemed} = await priced(await coupon(same, only({source_id: 'ink'})), {
      items: [line('ink', 2), line('pen')],
    });
    expect(redeemed).toMatchObject({amount: 11_500, items_discount_amount: 3000, total_amount: 8500});
  });

  test('go with a rollback, and come again with the next redemption of the order', async () => {
    const code = await coupon(free('ADD_NEW_ITEMS'));
    const order = {source_id: named('order'), items: [line('ink')]};
    const {redemption} = await priced(code, order);
    const back = await rest.post(`/v1/redemptions/${redemption}/rollback`);
    expect(back.body).toMatchObject({order: {amount: 3000, total_amount: 3000, items: [{quantity: 1}]}});
    const stored = (await rest.get(`/v1/orders/${named('order')}`)).body;
    expect(stored).toMatchObject({status: 'CANCELED', amount: 3000, total_amount: 3000});
    expect(stored).not.toHaveProperty('total_discount_amount');
    expect(stored['items']).toHaveLength(1);
    const again = await rest.post('/v1/redemptions', asking(code, {source_id: named('order')}));
    expect(again.body).toMatchObject({order: {amount: 3700, total_amount: 3000}});
  });

  test('of another redemption stay when one is taken back', async () => {
    const code = await coupon(free('ADD_NEW_ITEMS'));
    const order = {source_id: named('order'), items: [line('ink')]};
    const first = await priced(code, order);
    const off = `OFF-${made}`;
    await rest.post(`/v1/vouchers/${off}`, {discount: {type: 'AMOUNT', amount_off: 500}});
    const second = await rest.post('/v1/redemptions', asking(off, {source_id: named('order')}));
    expect(second.body).toMatchObject({
      order: {amount: 3700, total_discount_amount: 1200, total_amount: 2500},
    });
    const back = await rest.post(`/v1/redemptions/${first.redemption}/rollback`);
    expect(back.body).toMatchObject({order: {amount: 3000, total_discount_amount: 500, total_amount: 2500}});
  });
});

test('units are replaced, and come back with the rollback', async () => {
  const replace = {unit_types: ['pad'], unit_off: 1, target_unit_type: 'gift', target_unit_off: 1};
  const code = await coupon({type: 'UNIT', effect: 'REPLACE_ITEMS', replace});
  const {redeemed, redemption} = await priced(code, {source_id: named('order'), items: [line('pad', 2)]});
  expect(redeemed).toMatchObject({
    items: [{product: {name: 'pad'}, initial_quantity: 2}, {product: {name: 'Gift'}}],
  });
  const back = await rest.post(`/v1/redemptions/${redemption}/rollback`);
  expect(back.body).toMatchObject({order: {amount: 2000, total_amount: 2000, items: [{quantity: 2}]}});
  expect((back.body['order'] as {items: object[]}).items).toHaveLength(1);
});

test('a gift card pays for items where its rule says which, and gets it back', async () => {
  const rule = await ruleFor(only({source_id: 'ink'}));
  const card = named('CARD');
  await rest.post(`/v1/vouchers/${card}`, {
    gift: {amount: 5000, effect: 'APPLY_TO_ITEMS'},
    validation_rules: [rule],
  });
  const {redeemed, redemption} = await priced(card, {items: [line('pen'), line('ink')]});
  expect(redeemed).toMatchObject({items_discount_amount: 3000, total_amount: 2500});
  expect((await rest.get(`/v1/vouchers/${card}`)).body).toMatchObject({gift: {balance: 2000}});
  const back = await rest.post(`/v1/redemptions/${redemption}/rollback`);
  expect(back.body).toMatchObject({order: {total_amount: 5500}});
  expect((await rest.get(`/v1/vouchers/${card}`)).body).toMatchObject({gift: {balance: 5000}});
});

describe('what a rule selects', () => {
  test('is answered with the lines and units it touched', async () => {
    const entry = {source_id: 'ink', target: 'UNIT', skip_initially: 2, repeat: 3};
    const rule = {
      applicable_to: {...only(entry).applicable_to, excluded: [{object: 'product', source_id: 'pad'}]},
    };
    const code = await coupon({type: 'PERCENT', percent_off: 100, effect: 'APPLY_TO_ITEMS'}, rule);
    const {validation} = await priced(code, {items: [line('pen'), line('ink', 7), line('pad')]});
    expect(validation).toMatchObject({
      redeemables: [
        {
          applicable_to: {
            data: [
              {
                object: 'product',
                source_id: 'ink',
                effect: 'APPLY_TO_EVERY',
                target: 'UNIT',
                repeat: 3,
                order_item_indices: [1],
                order_item_units: [{index: 1, units: [3, 6]}],
              },
            ],
            total: 1,
          },
          inapplicable_to: {data: [{source_id: 'pad', order_item_indices: [2]}], total: 1},
        },
      ],
      order: {items_discount_amount: 6000},
    });
  });

  test('may be a bundle, whose sets are answered', async () => {
    const part = (source_id: string, units: number) => ({
      name: 'order.items.any',
      conditions: {$is: [{type: 'product_or_sku', object: 'product', source_id}]},
      rules: {'1': {name: 'order.items.aggregated_quantity', conditions: {$is: [units]}}, logic: '1'},
    });
    const code = await coupon(
      {type: 'AMOUNT', amount_off: 500, effect: 'APPLY_TO_ORDER'},
      {bundle_rules: {'1': part('pen', 1), '2': part('ink', 2), logic: '1 and 2', limit: 5}},
    );
    const {validation} = await priced(code, {items: [line('pen', 2), line('ink', 5)]});
    expect(validation).toMatchObject({
      redeemables: [
        {
          result: {
            bundle: {
              quantity: 2,
              limit: 5,
              identified: [
                {object: 'product', item_index: 0, item_quantity: 2},
                {object: 'product', item_index: 1, item_quantity: 4},
              ],
              missing: [],
            },
          },
        },
      ],
      order: {total_discount_amount: 1000},
    });
    const alone = await rest.post('/v1/redemptions', asking(code, {items: [line('pen')]}));
    expect(alone.body).toMatchObject({code: 400, key: 'order_rules_violated'});
  });
});

describe('limits that a rule counts', () => {
  const limit = (name: string, operand: number) => ({
    rules: {'1': {name, conditions: {$less_than_or_equal: [operand]}}, logic: '1'},
  });
  const off = {type: 'AMOUNT', amount_off: 300};

  test('per customer: the second redemption of the same one is refused, another one’s is not', async () => {
    const code = await coupon(off, limit('redemption.count.per_customer', 1));
    const as = (name: string) =>
      rest.post('/v1/redemptions', asking(code, {amount: 1000}, {customer: {source_id: name}}));
    expect((await as('ada')).status).toBe(200);
    const again = await as('ada');
    expect(again.body).toMatchObject({
      code: 400,
      key: 'redemption_rules_violated',
      details: like(/violated validation rules: val_/),
    });
    expect((await as('bea')).status).toBe(200);
  });

  test('a budget: no more is taken off than it has, and a rollback gives its part back', async () => {
    const code = await coupon(off, limit('campaign.orders.amount_discounted', 700));
    const redeem = () => rest.post('/v1/redemptions', asking(code, {amount: 1000}));
    const first = await redeem();
    expect([first.status, (await redeem()).status, (await redeem()).status]).toEqual([200, 200, 400]);
    const {redemptions} = first.body as {redemptions: {id: string}[]};
    expect((await rest.post(`/v1/redemptions/${redemptions[0]?.id}/rollback`)).status).toBe(200);
    expect((await redeem()).status).toBe(200);
  });

  test('by 30 requests at once: never one more', async () => {
    const code = await coupon(off, limit('campaign.redemptions.count.daily', 5));
    const answers = await Promise.all(
      Array.from({length: 30}, () => rest.post('/v1/redemptions', asking(code, {amount: 1000}))),
    );
    expect(answers.filter(({status}) => status === 200)).toHaveLength(5);
    const refused = answers.filter(({status}) => status !== 200).map(({body}) => body['key']);
    expect(new Set(refused)).toEqual(new Set(['redemption_rules_violated']));
  });

  test('units of a product over time: what is left of them is discounted', async () => {
    const code = await coupon(
      {type: 'PERCENT', percent_off: 100, effect: 'APPLY_TO_ITEMS'},
      only({source_id: 'ink', product_campaign_quantity_limit: 3}),
    );
    const first = await priced(code, {items: [line('ink', 2)]});
    expect(first.redeemed).toMatchObject({items_discount_amount: 6000});
    const second = await priced(code, {items: [line('ink', 2)]});
    expect(second.redeemed).toMatchObject({items_discount_amount: 3000, total_amount: 3000});
  });

  test('of whose key it is and what the request says', async () => {
    const mine = {
      rules: {
        '1': {name: 'redemption.api_key', conditions: {$is: [shop.keys.server.appId]}},
        '2': {name: 'redemption.metadata', property: 'desk', conditions: {$is: ['west']}},
        logic: '1 and 2',
      },
    };
    const code = await coupon(off, mine);
    const at = (desk: string) =>
      rest.post('/v1/redemptions', asking(code, {amount: 1000}, {metadata: {desk}}));
    expect([(await at('east')).status, (await at('west')).status]).toEqual([400, 200]);
  });
});
