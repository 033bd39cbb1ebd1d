/** What is sold, who buys and what is promoted: made, changed, listed, and published for the tills each time. */
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {VoucherId} from '../../../shared/kernel/id.ts';
import {usesAccount} from '../../../shared/ledger/account-key.ts';
import {like} from '../../../test/like.ts';
import {type Rest, restOf} from '../../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../../test/postgres/test-shop.ts';

let shop: TestShop;
let rest: Rest;

beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
});
afterAll(() => shop.close());

const amountOff = (minor: number) => ({type: 'AMOUNT', amount_off: minor});

/** What tills will be told about a thing. */
async function published(id: unknown) {
  return shop.db
    .selectFrom('document')
    .select(['kind', 'version', 'body'])
    .where('project_id', '=', shop.projectId)
    .where('id', '=', String(id))
    .executeTakeFirst();
}

describe('products', () => {
  test('are made once and then changed, by source_id or id; metadata is merged', async () => {
    const made = (
      await rest.post('/v1/products', {source_id: 'pot', name: 'Pot', price: 3900, metadata: {a: 1}})
    ).body;
    expect(made).toMatchObject({id: like(/^prod_/), price: 3900, updated_at: null});
    const changed = await rest.post('/v1/products', {source_id: 'pot', price: 3500, metadata: {b: 2}});
    expect(changed.body).toMatchObject({id: made['id'], name: 'Pot', price: 3500, metadata: {a: 1, b: 2}});
    await rest.post('/v1/products', {id: made['id'], metadata: {ean: ['4099999000017', '4099999000024']}});
    expect(await published(made['id'])).toMatchObject({
      kind: 'product',
      version: 3,
      body: {priceMinor: 3500, barcodes: ['4099999000017', '4099999000024']},
    });
  });

  test('that are sent again unchanged are not published again', async () => {
    const body = {source_id: 'cup', name: 'Cup', price: 900};
    const {id} = (await rest.post('/v1/products', body)).body;
    await rest.post('/v1/products', body);
    expect(await published(id)).toMatchObject({version: 1});
  });

  test('made by ten requests at once are one', async () => {
    const answers = await Promise.all(
      Array.from({length: 10}, (_, n) => rest.post('/v1/products', {source_id: 'race', price: n})),
    );
    expect(new Set(answers.map(answer => answer.body['id'])).size).toBe(1);
  });

  test('cannot take the source_id of another', async () => {
    await rest.post('/v1/products', {source_id: 'first'});
    const {id} = (await rest.post('/v1/products', {source_id: 'second'})).body;
    expect((await rest.post('/v1/products', {id, source_id: 'first'})).body).toMatchObject({
      code: 409,
      key: 'duplicate_found',
      details: 'Duplicated product exists with source_id first',
    });
  });
});

describe('customers', () => {
  test('are answered with what is known and nothing else', async () => {
    const {body} = await rest.post('/v1/customers', {source_id: 'ida', name: 'Ida'});
    expect(body).toMatchObject({source_id: 'ida', name: 'Ida', address: null, object: 'customer'});
    expect(body).not.toHaveProperty('metadata');
    expect(body).not.toHaveProperty('email');
  });

  test('are changed by PUT and found by their details', async () => {
    await rest.post('/v1/customers', {source_id: 'jo', name: 'Jo', address: {city: 'Ulm', country: 'DE'}});
    const changed = await rest.put('/v1/customers/jo', {email: 'jo@example.com', address: {city: 'Bonn'}});
    expect(changed.body).toMatchObject({
      name: 'Jo',
      email: 'jo@example.com',
      address: {city: 'Bonn', country: 'DE'},
    });
    expect((await rest.get('/v1/customers?email=jo%40example.com')).body).toMatchObject({total: 1});
    expect((await rest.get('/v1/customers?city=Paris')).body).toMatchObject({total: 0, has_more: false});
    expect((await rest.get('/v1/customers?city=Bonn')).body).toMatchObject({customers: [{source_id: 'jo'}]});
    expect((await rest.put('/v1/customers/nobody', {name: 'N'})).status).toBe(404);
  });

  test('know their segments on the tills', async () => {
    const {id} = (await rest.post('/v1/customers', {source_id: 'kim'})).body;
    const segment = (await rest.post('/v1/segments', {name: 'Club', customers: [id]})).body;
    expect(segment).toMatchObject({type: 'static', filter: null, initial_sync_status: 'DONE'});
    expect(await published(id)).toMatchObject({version: 2, body: {segmentIds: [segment['id']]}});
    expect((await rest.get(`/v1/customers?segment_id=${segment['id']}`)).body).toMatchObject({total: 1});
    await rest.post('/v1/customers', {source_id: 'kim', name: 'Kim'});
    expect(await published(id)).toMatchObject({version: 3, body: {name: 'Kim', segmentIds: [segment['id']]}});
  });
});

describe('campaigns', () => {
  test('make their codes at once, all different, of the asked shape', async () => {
    const made = await rest.post('/v1/campaigns', {
      name: 'Shape',
      voucher: {
        discount: amountOff(100),
        redemption: {quantity: 4},
        code_config: {pattern: 'T##-#', prefix: 'A', postfix: 'Z', charset: '0123456789'},
      },
      vouchers_count: 500,
    });
    expect(made.body).toMatchObject({
      campaign_type: 'DISCOUNT_COUPONS',
      type: 'AUTO_UPDATE',
      vouchers_count: 500,
      creation_status: 'DONE',
      voucher: {code_config: {length: 3, pattern: 'T##-#'}},
    });
    const more = await rest.post('/v1/campaigns/Shape/vouchers?vouchers_count=300', {});
    const {vouchers} = more.body as {vouchers: {id: VoucherId; code: string}[]};
    expect(vouchers).toHaveLength(300);
    for (const {code} of vouchers) expect(code).toMatch(/^AT\d\d-\dZ$/);
    const all = await shop.db.selectFrom('voucher').select('code').where('code', 'like', 'AT%').execute();
    expect(new Set(all.map(row => row.code)).size).toBe(800);
    const account = await shop.db
      .selectFrom('account')
      .select('limit_units')
      .where('account', '=', usesAccount(vouchers[0]?.id ?? 'v_'))
      .executeTakeFirst();
    expect(account).toEqual({limit_units: 4});
    expect((await rest.post('/v1/campaigns/Shape/vouchers?vouchers_count=300', {})).body).toMatchObject({
      code: 400,
      key: 'invalid_code_config',
      details: 'Property .code_config leaves too few unused codes for 300 more (pattern T##-#)',
    });
    expect((await rest.get('/v1/campaigns/Shape')).body).toMatchObject({vouchers_count: 800});
  });

  test('give their codes what the template says, and what the request says instead', async () => {
    await rest.post('/v1/campaigns', {
      name: 'Cards',
      start_date: '2026-01-01T00:00:00Z',
      category: 'gifts',
      voucher: {type: 'GIFT_VOUCHER', gift: {amount: 2500}, redemption: {quantity: null}},
    });
    const plain = (await rest.post('/v1/campaigns/Cards/vouchers/PLAIN', {metadata: {home_store: 'north'}}))
      .body;
    expect(plain).toMatchObject({
      code: 'PLAIN',
      campaign: 'Cards',
      category: 'gifts',
      type: 'GIFT_VOUCHER',
      discount: null,
      gift: {amount: 2500, balance: 2500},
      start_date: '2026-01-01T00:00:00.000Z',
      redemption: {quantity: null, redeemed_quantity: 0, redeemed_amount: 0},
    });
    const row = await shop.db
      .selectFrom('voucher')
      .select('home_store')
      .where('code', '=', 'PLAIN')
      .executeTakeFirst();
    expect(row).toEqual({home_store: 'north'});
    const own = await rest.post('/v1/campaigns/Cards/vouchers/OWN', {
      gift: {amount: 100},
      redemption: {quantity: 2},
    });
    expect(own.body).toMatchObject({gift: {amount: 100}, redemption: {quantity: 2}});
    const wrong = await rest.post('/v1/campaigns/Cards/vouchers/WRONG', {
      type: 'DISCOUNT_VOUCHER',
      discount: amountOff(1),
    });
    expect(wrong.body).toMatchObject({
      key: 'invalid_voucher',
      details: "Property 'type' should be GIFT_VOUCHER as in its campaign",
    });
  });

  test.each([
    [{campaign_type: 'GIFT_VOUCHERS', voucher: {}}, "Property 'gift' is required for GIFT_VOUCHERS campaign"],
    [{voucher: {}}, "Property 'discount' is required for DISCOUNT_COUPONS campaign"],
    [
      {campaign_type: 'DISCOUNT_COUPONS', voucher: {type: 'GIFT_VOUCHER', discount: amountOff(1)}},
      "Property 'voucher.type' should be DISCOUNT_VOUCHER for DISCOUNT_COUPONS campaign",
    ],
    [
      {voucher: {discount: amountOff(1)}, start_date: '2026-02-01', expiration_date: '2026-01-01'},
      "Property 'expiration_date' should be after 'start_date'",
    ],
    [
      {type: 'STANDALONE', vouchers_count: 2, voucher: {discount: amountOff(1)}},
      "Property 'vouchers_count' should be 1 for STANDALONE campaign",
    ],
  ])('that make no sense are refused: %j', async (body, details) => {
    const {body: answer} = await rest.post('/v1/campaigns', {name: 'Nonsense', ...body});
    expect(answer).toMatchObject({code: 400, key: 'invalid_campaign', message: 'Invalid Campaign', details});
  });

  test('with one generic code have that code and no other', async () => {
    const body = {type: 'STANDALONE', voucher: {discount: amountOff(1), code_config: {pattern: 'WELCOME'}}};
    expect((await rest.post('/v1/campaigns', {name: 'Generic', ...body})).body).toMatchObject({
      vouchers_count: 1,
    });
    expect((await rest.get('/v1/vouchers/welcome')).body).toMatchObject({code: 'WELCOME'});
    expect((await rest.post('/v1/campaigns/Generic/vouchers', {})).body).toMatchObject({
      key: 'invalid_campaign',
      details: 'You can not generate vouchers for STANDALONE type campaign.',
    });
  });

  test('that are promotions have tiers, which tills learn with their rules', async () => {
    const rule = (await rest.post('/v1/validation-rules', {name: 'R1', rules: {logic: ''}})).body;
    const tier = {
      name: 'Ten',
      action: {discount: {type: 'PERCENT', percent_off: 10}},
      validation_rules: [rule['id']],
    };
    const made = await rest.post('/v1/campaigns', {
      name: 'Promo',
      campaign_type: 'PROMOTION',
      promotion: {tiers: [tier, {...tier, name: 'Twenty', hierarchy: 7}]},
    });
    expect(made.body).toMatchObject({
      type: 'STATIC',
      promotion: {
        total: 2,
        tiers: [
          {name: 'Ten', hierarchy: 1},
          {name: 'Twenty', hierarchy: 7},
        ],
      },
    });
    const added = (await rest.post('/v1/promotions/Promo/tiers', {...tier, name: 'Thirty'})).body;
    expect(added).toMatchObject({
      hierarchy: 8,
      campaign_id: made.body['id'],
      validation_rule_assignments: {
        total: 1,
        data: [{rule_id: rule['id'], related_object_type: 'promotion_tier'}],
      },
    });
    expect(await published(added['id'])).toMatchObject({
      kind: 'promotion_tier',
      body: {discount: {type: 'PERCENT', percent: 10}, ruleIds: [rule['id']]},
    });
    expect((await rest.get('/v1/promotions/Promo/tiers')).body).toMatchObject({
      total: 3,
      tiers: [{name: 'Ten'}, {name: 'Twenty'}, {name: 'Thirty'}],
    });
    expect((await rest.post('/v1/campaigns/Promo/vouchers', {})).body).toMatchObject({
      details: 'You can not generate vouchers for PROMOTION type campaign.',
    });
    expect((await rest.post('/v1/promotions/Shape/tiers', tier)).body).toMatchObject({
      details: 'You can not add promotion tiers to DISCOUNT_COUPONS type campaign.',
    });
    await rest.post('/v1/campaigns/Promo/disable', {});
    expect((await rest.get('/v1/promotions/tiers?is_available=true')).body).toMatchObject({total: 0});
    expect((await rest.get('/v1/promotions/tiers')).body).toMatchObject({total: 3});
    expect(await published(made.body['id'])).toMatchObject({version: 2, body: {active: false}});
  });
});

describe('validation rules', () => {
  test('that the engine cannot read are refused with their place', async () => {
    const cases: [rules: object, details: string][] = [
      [
        {'1': {name: 'order.moon', conditions: {$is: [1]}}},
        "Property .rules.1.name 'order.moon' is not a known rule",
      ],
      [
        {'1': {name: 'order.amount', conditions: {$about: [1]}}},
        'Property .rules.1.conditions.$about is not a known operator',
      ],
      [
        {'1': {name: 'customer.metadata', conditions: {$is: [1]}}},
        "Rule 'customer.metadata' must have a 'property'",
      ],
    ];
    for (const [rules, details] of cases) {
      const {body} = await rest.post('/v1/validation-rules', {name: 'Bad', rules: {...rules, logic: '1'}});
      expect(body).toMatchObject({
        code: 400,
        key: 'invalid_validation_rules',
        message: 'Invalid Validation Rule Definition',
        details,
      });
    }
  });

  test('say what they select and how far, and are answered as they were sent', async () => {
    const applicable_to = {
      included: [
        {object: 'product', source_id: 'tea', target: 'UNIT', skip_initially: 2, repeat: 3, strict: true},
        {object: 'sku', id: 'sku_1', effect: 'APPLY_FROM_CHEAPEST', aggregated_quantity_limit: 2},
        {
          object: 'products_collection',
          id: 'pc_1',
          amount_limit: 500,
          price: 100,
          price_formula: 'ORDER_ITEM_PRICE * 0.5',
        },
        {object: 'category', key: 'Brand', value: 'Quill', product_campaign_quantity_limit: 5},
      ],
      excluded: [{object: 'product', id: 'prod_1'}],
      included_all: false,
    };
    const bundle_rules = {
      '1': {
        name: 'order.items.any',
        conditions: {$is: [{type: 'product_or_sku', object: 'product', source_id: 'tea'}]},
        rules: {'1': {name: 'order.items.aggregated_quantity', conditions: {$is: [2]}}, logic: '1'},
      },
      logic: '1',
      limit: 3,
    };
    const {status, body} = await rest.post('/v1/validation-rules', {
      name: 'Full',
      rules: {
        '1': {name: 'order.items.any', conditions: {$is: [{object: 'products_collection', id: 'pc_1'}]}},
      },
      bundle_rules,
      applicable_to,
    });
    expect({status, body}).toMatchObject({status: 200, body: {bundle_rules, applicable_to}});
    expect((await rest.get(`/v1/validation-rules/${body['id']}`)).body).toMatchObject({
      bundle_rules,
      applicable_to,
    });
  });

  test('that cannot be read are refused with the place', async () => {
    const cases: [rule: object, details: unknown][] = [
      [
        {applicable_to: {included: [{object: 'product', id: 'prod_1', quantity_limit: -1}]}},
        'Property .applicable_to.included.0.quantity_limit should be a whole number of at least 0',
      ],
      [
        {applicable_to: {included: [{object: 'product'}]}},
        "Property .applicable_to.included.0 should name a product, SKU or collection like {object: 'product', id: 'prod_…'}",
      ],
      [
        {applicable_to: {excluded: [{object: 'product', id: 'prod_1', price_formula: '1 +'}]}},
        like(/^Property \.applicable_to\.excluded\.0\.price_formula is not a formula: /),
      ],
      [
        {bundle_rules: {'1': {name: 'order.amount', conditions: {$is: [2]}}}},
        "Property .bundle_rules.1.name should be 'order.items.any'",
      ],
    ];
    for (const [rule, details] of cases) {
      const {body} = await rest.post('/v1/validation-rules', {name: 'Unread', ...rule});
      expect(body).toMatchObject({code: 400, key: 'invalid_validation_rules', details});
    }
  });

  test('are put on campaigns, vouchers and tiers once each, and tills are told', async () => {
    const rule = (await rest.post('/v1/validation-rules', {name: 'Once', rules: {logic: ''}})).body;
    const voucher = (await rest.post('/v1/vouchers/GUARD', {discount: amountOff(1)})).body;
    const campaign = (await rest.get('/v1/campaigns/Shape')).body;
    const path = `/v1/validation-rules/${rule['id']}/assignments`;
    for (const [type, id] of [
      ['voucher', voucher['id']],
      ['campaign', campaign['id']],
    ]) {
      const target = {related_object_type: type, related_object_id: id};
      const made = (await rest.post(path, target)).body;
      expect(made).toMatchObject({...target, rule_id: rule['id'], object: 'validation_rules_assignment'});
      expect((await rest.post(path, target)).body).toMatchObject({
        code: 409,
        details: `Duplicated validation_rules_assignment exists with id ${made['id']}`,
      });
      expect(await published(id)).toMatchObject({version: 2, body: {ruleIds: [rule['id']]}});
    }
    expect((await rest.get(path)).body).toMatchObject({object: 'list', data_ref: 'data', total: 2});
    expect((await rest.get(`/v1/validation-rules/${rule['id']}`)).body).toMatchObject({assignments_count: 2});
    expect((await rest.get('/v1/vouchers/GUARD')).body).toMatchObject({
      validation_rules_assignments: {total: 1},
    });
    expect((await rest.post(path, {related_object_type: 'voucher', related_object_id: 'NONE'})).status).toBe(
      404,
    );
  });
});

describe('lists', () => {
  test('come in pages without a gap or a repetition, newest first', async () => {
    const seen: unknown[] = [];
    for (let page = 1; page <= 10; page += 1) {
      const {body} = await rest.get(`/v1/vouchers?campaign=Shape&limit=80&page=${page}`);
      expect(body).toMatchObject({object: 'list', data_ref: 'vouchers', total: 800});
      const {vouchers} = body as {vouchers: {id: string}[]};
      seen.push(...vouchers.map(voucher => voucher.id));
    }
    expect(new Set(seen).size).toBe(800);
  });

  test('can be ordered and cut by date', async () => {
    const {products} = (await rest.get('/v1/products?order=created_at&limit=2')).body as {
      products: {source_id: string}[];
    };
    expect(products.map(product => product.source_id)).toEqual(['pot', 'cup']);
    expect((await rest.get('/v1/products?[created_at][before]=2020-01-01')).body).toMatchObject({total: 0});
    expect((await rest.get('/v1/products?created_at[after]=2020-01-01')).body).not.toMatchObject({total: 0});
  });

  test('of an unknown campaign’s vouchers are empty, not everything', async () => {
    expect((await rest.get('/v1/vouchers?campaign=Nothing')).body).toMatchObject({total: 0});
  });

  test('of campaigns can be asked by type', async () => {
    expect((await rest.get('/v1/campaigns?campaign_type=GIFT_VOUCHERS')).body).toMatchObject({
      total: 1,
      campaigns: [{name: 'Cards'}],
    });
  });
});

test('OpenAPI describes every route, and the description is whole', async () => {
  const {paths, components} = (await shop.app.inject({url: '/docs/json'})).json<{
    paths: Record<string, Record<string, {tags?: string[]; summary?: string; security?: unknown[]}>>;
    components: {schemas?: object};
  }>();
  const operations = Object.entries(paths)
    .filter(([path]) => path.startsWith('/v1/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({path, method, operation})),
    );
  expect(operations.length).toBeGreaterThanOrEqual(40);
  for (const {operation} of operations) {
    expect(operation.summary).toEqual(like(/./));
    expect(operation.tags).toHaveLength(1);
    expect(operation.security).toHaveLength(1);
  }
  const references = JSON.stringify(paths).match(/#\/components\/schemas\/[^"]+/g) ?? [];
  for (const reference of references)
    expect(Object.keys(components.schemas ?? {})).toContain(reference.split('/').at(-1));
});

test('none of this was unexpected', () => {
  expect(shop.failures).toEqual([]);
});
