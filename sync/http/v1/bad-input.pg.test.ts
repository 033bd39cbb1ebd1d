/** What clients get wrong: each has one clear answer with its place, and nothing is written. */
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {like} from '../../../test/like.ts';
import {type Rest, restOf} from '../../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../../test/postgres/test-shop.ts';

let shop: TestShop;
let rest: Rest;

beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
  await rest.post('/v1/campaigns', {name: 'Kept', voucher: {discount: {type: 'AMOUNT', amount_off: 100}}});
  await rest.post('/v1/vouchers/TAKEN', {discount: {type: 'AMOUNT', amount_off: 100}});
  await rest.post('/v1/vouchers/CARD', {gift: {amount: 1000}});
});
afterAll(() => shop.close());

describe('payloads', () => {
  const tooMany = Array.from({length: 31}, (_, n) => ({object: 'voucher', id: `C${n}`}));
  const coupon = {type: 'AMOUNT', amount_off: 100};
  const cases: [why: string, path: string, body: unknown, details: unknown][] = [
    ['a missing name', '/v1/campaigns', {}, "Payload should have required property 'name'"],
    ['a name that is a number', '/v1/campaigns', {name: 7}, 'Property .name should be string'],
    [
      'a quantity that is text',
      '/v1/vouchers/NEW',
      {discount: coupon, redemption: {quantity: 'three'}},
      'Property .redemption.quantity should be number,null',
    ],
    [
      'a percentage above 100',
      '/v1/vouchers/NEW',
      {discount: {type: 'PERCENT', percent_off: 101}},
      'Property .discount.percent_off should be <= 100',
    ],
    [
      'a coupon that is a gift card as well',
      '/v1/vouchers/NEW',
      {discount: {type: 'AMOUNT', amount_off: 100}, gift: {amount: 100}},
      'Property .gift should not be given together with discount: a voucher is one or the other',
    ],
    ['a gift below zero', '/v1/vouchers/NEW', {gift: {amount: -1}}, 'Property .gift.amount should be >= 0'],
    [
      'a discount without its value',
      '/v1/vouchers/NEW',
      {discount: {type: 'AMOUNT'}},
      "Property .discount should have required property 'amount_off'",
    ],
    [
      'a discount type that there is not',
      '/v1/vouchers/NEW',
      {discount: {type: 'HALF', percent_off: 50}},
      'Property .discount.type should be one of PERCENT, AMOUNT, FIXED, UNIT, SHIPPING',
    ],
    [
      'an effect that there is not',
      '/v1/vouchers/NEW',
      {discount: {...coupon, effect: 'APPLY_TO_EVERYTHING'}},
      'Property .discount.effect should be one of APPLY_TO_ORDER, APPLY_TO_ITEMS, ' +
        'APPLY_TO_ITEMS_BY_QUANTITY, APPLY_TO_ITEMS_PROPORTIONALLY, APPLY_TO_ITEMS_PROPORTIONALLY_BY_QUANTITY',
    ],
    [
      'free units of nothing',
      '/v1/vouchers/NEW',
      {discount: {type: 'UNIT', unit_off: 1}},
      "Property .discount should have required property 'unit_type'",
    ],
    [
      'a shipping discount that is both an amount and a percentage',
      '/v1/vouchers/NEW',
      {discount: {type: 'SHIPPING', percent_off: 10, amount_off: 5}},
      'Property .discount.percent_off should be given, or else amount_off: one of the two',
    ],
    [
      'a formula that cannot be read',
      '/v1/vouchers/NEW',
      {discount: {...coupon, amount_off_formula: '1 + * 2'}},
      like(/^Property \.discount\.amount_off_formula is not a formula: .* at character \d+$/),
    ],
    [
      'an amount beyond 2^53',
      '/v1/validations',
      {redeemables: [{object: 'voucher', id: 'TAKEN'}], order: {amount: 2 ** 53}},
      'Property .order.amount should be <= 9007199254740991',
    ],
    [
      'a loyalty program',
      '/v1/campaigns',
      {name: 'Points', campaign_type: 'LOYALTY_PROGRAM', voucher: {type: 'LOYALTY_CARD'}},
      'Property .campaign_type should be one of DISCOUNT_COUPONS, GIFT_VOUCHERS, PROMOTION',
    ],
    [
      'windows that repeat from no date',
      '/v1/campaigns',
      {
        name: 'Days',
        voucher: {discount: coupon},
        validity_timeframe: {interval: 'P2D', duration: 'P1D'},
      },
      'Property .validity_timeframe should have a start_date to repeat from',
    ],
    [
      'windows that overlap',
      '/v1/campaigns',
      {
        name: 'Hours',
        voucher: {discount: coupon},
        validity_hours: {
          daily: [
            {start_time: '09:00', expiration_time: '12:00', days_of_week: [1]},
            {start_time: '11:00', expiration_time: '13:00', days_of_week: [1, 2]},
          ],
        },
      },
      'Property .validity_hours.daily[1] should not overlap another range: that of daily[0]',
    ],
    [
      'a duration that is none',
      '/v1/campaigns',
      {
        name: 'Weeks',
        start_date: '2026-01-01',
        voucher: {discount: coupon},
        validity_timeframe: {interval: 'weekly', duration: 'PT0S'},
      },
      like(/^Property \.validity_timeframe\.interval should be an ISO 8601 duration such as P1D or PT2H/),
    ],
    [
      'a date that is none',
      '/v1/campaigns',
      {name: 'Never', voucher: {discount: coupon}, start_date: 'tomorrow'},
      'Property .start_date cannot be recognized as a ISO-8601 compliant date',
    ],
    [
      'too many codes at once',
      '/v1/campaigns',
      {name: 'Many', voucher: {discount: coupon}, vouchers_count: 1001},
      'Property .vouchers_count should be <= 1000',
    ],
    ['no redeemables', '/v1/redemptions', {}, "Payload should have required property 'redeemables'"],
    [
      'more than 30 redeemables',
      '/v1/redemptions',
      {redeemables: tooMany},
      'Property .redeemables should have at most 30 items',
    ],
    [
      'a redeemable without its id',
      '/v1/validations',
      {redeemables: [{object: 'voucher', id: 'TAKEN'}, {object: 'voucher'}]},
      "Property .redeemables[1] should have required property 'id'",
    ],
    [
      'an item with an amount below zero',
      '/v1/validations',
      {redeemables: [{object: 'voucher', id: 'TAKEN'}], order: {items: [{amount: -5}]}},
      'Property .order.items[0].amount should be >= 0',
    ],
    [
      'a SKU',
      '/v1/validations',
      {redeemables: [{object: 'voucher', id: 'TAKEN'}], order: {items: [{sku_id: 'sku_1'}]}},
      'Property .order.items[0].sku_id is not supported by this version: ' +
        'items are products; name one by product_id, or by source_id with related_object product',
    ],
    [
      'a session to lock',
      '/v1/validations',
      {redeemables: [{object: 'voucher', id: 'TAKEN'}], session: {type: 'LOCK'}},
      'Property .session is not supported by this version: ' +
        'a redemption draws at once, there are no sessions to lock',
    ],
    ['a list instead of an object', '/v1/products', [], 'Payload should be object'],
    [
      'a price in euros and cents',
      '/v1/products',
      {name: 'Tea', price: 4.5},
      'Property .price should be integer,null',
    ],
    [
      'text that is too long',
      '/v1/customers',
      {name: 'n'.repeat(201)},
      'Property .name should have at most 200 characters',
    ],
    [
      'text that PostgreSQL cannot keep',
      '/v1/customers',
      {name: 'a\u0000b'},
      'Property .name should not contain a NUL character',
    ],
  ];
  test.each(cases)('%s', async (_why, path, body, details) => {
    const {body: answer} = await rest.post(path, body);
    expect(answer).toEqual({
      code: 400,
      key: 'invalid_payload',
      message: 'Invalid payload',
      details,
      request_id: like(/^v-[0-9a-f]+$/),
    });
  });

  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  test.each([
    ['half a character', '{"name": "\\ud800"}', 'Property .name should be text of whole Unicode characters'],
    [
      'half a character in a key',
      '{"metadata": {"\\udc00": 1}}',
      'Property .metadata should have names of whole Unicode characters',
    ],
    [
      'names that only look different',
      '{"metadata": {"\u00e9": 1, "e\u0301": 2}}',
      'Property .metadata should not have two names that are the same in Unicode',
    ],
    [
      'a number beyond all numbers',
      '{"metadata": {"x": [1e400]}}',
      'Property .metadata.x[0] should be a finite number',
    ],
    ['64 levels and one', `{"metadata": {"x": ${nested(63)}}}`, 'Payload should have at most 64 levels'],
    ['many levels', `{"metadata": {"x": ${nested(50_000)}}}`, 'Payload should have at most 64 levels'],
  ])('%s, which no database and no till can keep', async (_why, payload, details) => {
    const headers = {...shop.serverKey, 'content-type': 'application/json'};
    const answer = await shop.app.inject({method: 'POST', url: '/v1/products', headers, payload});
    expect(answer.json()).toMatchObject({code: 400, key: 'invalid_payload', details});
  });

  test('64 levels are kept', async () => {
    const payload = `{"metadata": {"x": ${nested(62)}}}`;
    const headers = {...shop.serverKey, 'content-type': 'application/json'};
    const answer = await shop.app.inject({method: 'POST', url: '/v1/products', headers, payload});
    expect(answer.statusCode).toBe(200);
  });

  test('malformed JSON', async () => {
    const answer = await shop.app.inject({
      method: 'POST',
      url: '/v1/redemptions',
      headers: {...shop.serverKey, 'content-type': 'application/json'},
      payload: '{"redeemables": [',
    });
    expect(answer.json()).toMatchObject({
      code: 400,
      key: 'invalid_payload',
      details: 'Invalid request payload JSON format',
    });
  });

  test('no body where one is needed', async () => {
    const headers = {...shop.serverKey, 'content-type': 'application/json'};
    const answer = await shop.app.inject({method: 'POST', url: '/v1/campaigns', headers});
    expect(answer.json()).toMatchObject({
      code: 400,
      key: 'invalid_payload',
      details: 'Payload should be object',
    });
  });
});

describe('things that are not there, or there already', () => {
  const redeemUnknown = {redeemables: [{object: 'voucher', id: 'NOWHERE'}], order: {amount: 100}};
  const unknownRule = {discount: {type: 'AMOUNT', amount_off: 1}, validation_rules: ['val_x']};
  const cases: [method: 'get' | 'post', path: string, body: unknown, answer: object][] = [
    ['get', '/v1/vouchers/NOWHERE', null, missing('voucher', 'NOWHERE')],
    ['get', '/v1/campaigns/Nothing', null, missing('campaign', 'Nothing')],
    ['get', '/v1/products/nothing', null, missing('product', 'nothing')],
    ['get', '/v1/customers/nobody', null, missing('customer', 'nobody')],
    ['get', '/v1/orders/ord_0', null, missing('order', 'ord_0')],
    ['get', '/v1/redemptions/r_0', null, missing('redemption', 'r_0')],
    ['get', '/v1/segments/seg_0', null, missing('segment', 'seg_0')],
    ['get', '/v1/validation-rules/val_0', null, missing('validation_rules', 'val_0')],
    ['get', '/v1/promotions/tiers/promo_0', null, missing('promotion_tier', 'promo_0')],
    ['post', '/v1/campaigns/Nothing/vouchers/X', {}, missing('campaign', 'Nothing')],
    ['post', '/v1/campaigns/Nothing/disable', {}, missing('campaign', 'Nothing')],
    ['post', '/v1/vouchers/NOWHERE/enable', {}, missing('voucher', 'NOWHERE')],
    ['post', '/v1/redemptions/r_0/rollback', {}, missing('redemption', 'r_0')],
    ['post', '/v1/redemptions', redeemUnknown, missing('voucher', 'NOWHERE')],
    ['post', '/v1/redemptions', {...redeemUnknown, order: {id: 'ord_0'}}, missing('order', 'ord_0')],
    ['post', '/v1/redemptions', {...redeemUnknown, customer: {id: 'cust_0'}}, missing('customer', 'cust_0')],
    ['post', '/v1/vouchers/GUARDED', unknownRule, missing('validation_rules', 'val_x')],
    ['post', '/v1/segments', {name: 'S', customers: ['cust_0']}, missing('customer', 'cust_0')],
    ['post', '/v1/vouchers/TAKEN', {gift: {amount: 5}}, taken('voucher', 'id', 'TAKEN')],
    ['post', '/v1/vouchers/taken', {gift: {amount: 5}}, taken('voucher', 'id', 'taken')],
    ['post', '/v1/campaigns/Kept/vouchers/TAKEN', {}, taken('voucher', 'id', 'TAKEN')],
    [
      'post',
      '/v1/campaigns',
      {name: 'Kept', voucher: {discount: {type: 'AMOUNT', amount_off: 1}}},
      taken('campaign', 'name', 'Kept'),
    ],
  ];
  test.each(cases)('%s %s', async (method, path, body, answer) => {
    const {body: refusal} = method === 'get' ? await rest.get(path) : await rest.post(path, body);
    expect(refusal).toMatchObject(answer);
  });

  test('a refused voucher leaves nothing behind', async () => {
    expect((await rest.get('/v1/vouchers/GUARDED')).status).toBe(404);
  });

  function missing(type: string, id: string) {
    const details = `Cannot find ${type} with id ${id}`;
    return {
      code: 404,
      key: 'not_found',
      message: 'Resource not found',
      details,
      resource_id: id,
      resource_type: type,
    };
  }
  function taken(type: string, by: string, value: string) {
    const details = `Duplicated ${type} exists with ${by} ${value}`;
    return {code: 409, key: 'duplicate_found', message: 'Duplicated resource found', details};
  }
});

describe('keys', () => {
  test.each<[who: string, headers: () => Record<string, string>]>([
    ['nobody', () => ({})],
    ['a wrong token', () => ({...shop.serverKey, 'x-app-token': 'wrong'})],
    ['a wrong id', () => ({...shop.serverKey, 'x-app-id': 'wrong'})],
    ['the management key', () => shop.managementKey],
    [
      'the client key',
      () => ({
        'x-client-application-id': shop.keys.client.appId,
        'x-client-token': shop.keys.client.token,
        origin: 'https://shop.example',
      }),
    ],
    [
      'the client key in the server key’s headers',
      () => ({'x-app-id': shop.keys.client.appId, 'x-app-token': shop.keys.client.token}),
    ],
  ])('%s may not list vouchers', async (_who, headers) => {
    const answer = await shop.app.inject({url: '/v1/vouchers', headers: headers()});
    expect(answer.json()).toEqual({
      code: 401,
      key: 'unauthorized',
      message: 'Unauthorized',
      request_id: like(/./),
    });
  });
});

describe('codes that try to be something else', () => {
  test.each([
    "'; drop table voucher; --",
    '%27%20or%201=1',
    '../../v1/campaigns',
    'Ünïcödé-🎁',
    '%',
    '_',
    'a/b?c#d',
    '{"$ne":null}',
    'x'.repeat(150),
  ])('%s is just a code', async code => {
    const path = `/v1/vouchers/${encodeURIComponent(code)}`;
    expect((await rest.get(path)).status).toBe(404);
    expect((await rest.post(path, {gift: {amount: 100}})).body).toMatchObject({code});
    expect((await rest.get(path)).body).toMatchObject({code, gift: {balance: 100}});
    const redeemables = [{object: 'voucher', id: code}];
    expect((await rest.post('/v1/redemptions', {redeemables, order: {amount: 40}})).body).toMatchObject({
      order: {total_amount: 0, discount_amount: 40},
    });
  });

  test('a code that is too long or holds control characters is refused', async () => {
    const refusal = {code: 400, key: 'invalid_payload'};
    expect((await rest.post(`/v1/vouchers/${'x'.repeat(151)}`, {gift: {amount: 1}})).body).toMatchObject(
      refusal,
    );
    expect((await rest.post('/v1/vouchers/a%0Ab', {gift: {amount: 1}})).body).toMatchObject(refusal);
    expect((await rest.post('/v1/vouchers/%20', {gift: {amount: 1}})).body).toMatchObject(refusal);
  });
});

describe('queries', () => {
  test.each([
    ['limit=0', 'Property .limit should be >= 1'],
    ['limit=101', 'Property .limit should be <= 100'],
    ['limit=many', 'Property .limit should be integer'],
    ['page=0', 'Property .page should be >= 1'],
    [
      'order=price',
      'Property .order should be one of created_at, -created_at, updated_at, -updated_at, code, -code',
    ],
    [
      'created_at[after]=soon',
      'Property .created_at.after cannot be recognized as a ISO-8601 compliant date',
    ],
    [
      'filters[metadata.a][conditions][$is]=b',
      'Property .filters[metadata.a][conditions][$is] is not supported by this version: ' +
        'filters are filters[code][conditions][$is|$in], filters[campaign_ids][conditions][$is|$in]',
    ],
  ])('%s', async (query, details) => {
    expect((await rest.get(`/v1/vouchers?${query}`)).body).toMatchObject({
      code: 400,
      key: 'invalid_query_params',
      details,
    });
  });
});

test('none of this was unexpected', () => {
  expect(shop.failures).toEqual([]);
});
