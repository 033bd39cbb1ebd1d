/** Validating, redeeming and rolling back over REST, on the real database. */
import {sql} from 'kysely';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {like} from '../../../test/like.ts';
import {type Rest, restOf} from '../../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../../test/postgres/test-shop.ts';
import {jsonb} from '../../storage/jsonb.ts';

let shop: TestShop;
let rest: Rest;
let codes = 0;

beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
  await rest.post('/v1/products', {source_id: 'tea', name: 'Tea', price: 500});
  await rest.post('/v1/products', {source_id: 'mug', name: 'Mug', price: 1200});
});
afterAll(() => shop.close());
beforeEach(() => {
  codes += 1;
});

const named = (name: string) => `${name}-${codes}`;
const asked = (...redeemables: object[]) => ({redeemables});
const voucher = (id: string, more: object = {}) => ({object: 'voucher', id, ...more});
const amountOff = (minor: number) => ({type: 'AMOUNT', amount_off: minor});

async function coupon(code: string, discount: object, more: object = {}): Promise<string> {
  const {status, body} = await rest.post(`/v1/vouchers/${code}`, {discount, ...more});
  expect({status, body}).toMatchObject({status: 200});
  return code;
}
async function card(code: string, amount: number): Promise<string> {
  const {status} = await rest.post(`/v1/vouchers/${code}`, {gift: {amount}});
  expect(status).toBe(200);
  return code;
}
async function redeem(body: object) {
  return rest.post('/v1/redemptions', body);
}

describe('one redeemable', () => {
  test('is a redemption of its own, and its order is PAID', async () => {
    const code = await coupon(named('ONE'), amountOff(300), {redemption: {quantity: 2}});
    const items = [{source_id: 'tea', related_object: 'product', quantity: 3, metadata: {wrap: true}}];
    const {body} = await redeem({
      ...asked(voucher(code)),
      order: {source_id: named('web'), items, metadata: {shop: 'web'}},
      customer: {source_id: named('anna'), name: 'Anna', metadata: {vip: true}},
      metadata: {campaign: 'mail'},
    });
    expect(body).toMatchObject({
      redemptions: [
        {
          id: like(/^r_/),
          object: 'redemption',
          result: 'SUCCESS',
          status: 'SUCCEEDED',
          redemption: null,
          metadata: {campaign: 'mail'},
          channel: {channel_id: shop.keys.server.appId, channel_type: 'API'},
          customer: {source_id: named('anna'), name: 'Anna', metadata: {vip: true}},
          related_object_type: 'voucher',
          voucher: {code, redemption: {quantity: 2, redeemed_quantity: 1}},
        },
      ],
      order: {
        status: 'PAID',
        source_id: named('web'),
        amount: 1500,
        initial_amount: 1500,
        discount_amount: 300,
        total_discount_amount: 300,
        total_amount: 1200,
        applied_discount_amount: 300,
        total_applied_discount_amount: 300,
        metadata: {shop: 'web'},
        items: [{quantity: 3, price: 500, amount: 1500, subtotal_amount: 1500, metadata: {wrap: true}}],
      },
      inapplicable_redeemables: [],
      skipped_redeemables: [],
    });
    expect(body).not.toHaveProperty('parent_redemption');
    const stored = (await rest.get(`/v1/orders/${named('web')}`)).body;
    expect(stored).toMatchObject({status: 'PAID', total_amount: 1200, metadata: {shop: 'web'}});
    const [entry] = Object.entries(stored['redemptions'] as object);
    expect(entry).toMatchObject([like(/^r_/), {related_object_type: 'voucher'}]);
  });

  test('needs no order when it is a coupon', async () => {
    const code = await coupon(named('BARE'), amountOff(300));
    expect(await redeem(asked(voucher(code)))).toMatchObject({status: 200, body: {order: {status: 'PAID'}}});
  });

  test('needs an amount when it is a gift card', async () => {
    const code = await card(named('BARE'), 1000);
    expect((await redeem(asked(voucher(code)))).body).toMatchObject({
      code: 400,
      key: 'missing_amount',
      message: 'Missing amount',
      details: 'Amount is required when redeeming a GIFT_VOUCHER',
    });
  });

  test('may be named by its id, and by its code in any case', async () => {
    const code = await coupon(named('CASE'), amountOff(10));
    const {id} = (await rest.get(`/v1/vouchers/${code}`)).body;
    expect((await redeem({...asked(voucher(String(id))), order: {amount: 100}})).status).toBe(200);
    expect((await redeem({...asked(voucher(code.toLowerCase())), order: {amount: 100}})).status).toBe(200);
    expect((await rest.get(`/v1/vouchers/${code.toLowerCase()}`)).body).toMatchObject({
      redemption: {redeemed_quantity: 2},
    });
  });
});

describe('gift cards', () => {
  test('pay the credits asked for, or as many as fit', async () => {
    const code = await card(named('CARD'), 2000);
    const some = await redeem({...asked(voucher(code, {gift: {credits: 500}})), order: {amount: 900}});
    expect(some.body).toMatchObject({
      redemptions: [{amount: 500, gift: {amount: 500}, voucher: {gift: {amount: 2000, balance: 1500}}}],
      order: {total_amount: 400},
    });
    const rest_ = await redeem({...asked(voucher(code)), order: {amount: 9000}});
    expect(rest_.body).toMatchObject({redemptions: [{amount: 1500}], order: {total_amount: 7500}});
    expect((await rest.get(`/v1/vouchers/${code}`)).body).toMatchObject({
      gift: {amount: 2000, balance: 0},
      redemption: {redeemed_quantity: 2, redeemed_amount: 2000},
    });
    const empty = await redeem({...asked(voucher(code)), order: {amount: 100}});
    expect(empty.body).toMatchObject({code: 400, key: 'gift_amount_exceeded'});
  });

  test('do not pay more than they hold', async () => {
    const code = await card(named('CARD'), 100);
    const {body} = await redeem({...asked(voucher(code, {gift: {credits: 101}})), order: {amount: 900}});
    expect(body).toMatchObject({
      code: 400,
      key: 'gift_amount_exceeded',
      details: `${code} has 100 credits, 101 were requested`,
    });
  });
});

describe('several redeemables', () => {
  test('are children of one parent, each with the order right after it', async () => {
    const ten = await coupon(named('TEN'), {type: 'PERCENT', percent_off: 10});
    const off = await coupon(named('OFF'), {...amountOff(200), effect: 'APPLY_TO_ITEMS'});
    const gift = await card(named('GIFT'), 5000);
    const redeemables = [voucher(ten), voucher(gift, {gift: {credits: 100}}), voucher(off)];
    const {body} = await redeem({redeemables, order: {amount: 10_000}});
    // An item discount without a rule that selects lines has no line to work on, so nothing is redeemed at all.
    expect(body).toMatchObject({code: 400, key: 'missing_order_items'});
    expect((await rest.get(`/v1/vouchers/${gift}`)).body).toMatchObject({gift: {balance: 5000}});

    const both = (await redeem({redeemables: redeemables.slice(0, 2), order: {amount: 10_000}})).body;
    const parent = both['parent_redemption'] as {id: string};
    expect(both).toMatchObject({
      redemptions: [
        {redemption: parent.id, order: {applied_discount_amount: 1000, total_amount: 9000}},
        {redemption: parent.id, amount: 100, order: {applied_discount_amount: 100, total_amount: 8900}},
      ],
      parent_redemption: {
        related_object_type: 'redemption',
        related_object_id: parent.id,
        order: {status: 'PAID', discount_amount: 1100, total_applied_discount_amount: 1100},
      },
      order: {
        total_amount: 8900,
        redemptions: {[parent.id]: {stacked: [like(/./), like(/./)]}},
      },
    });
    const {redemptions} = both as {redemptions: {id: string}[]};
    expect(both).toMatchObject({
      order: {redemptions: {[parent.id]: {stacked: redemptions.map(each => each.id)}}},
    });
  });

  test('named twice are a mistake', async () => {
    const code = await coupon(named('TWICE'), amountOff(1));
    for (const path of ['/v1/redemptions', '/v1/validations']) {
      const {body} = await rest.post(path, {...asked(voucher(code), voucher(code)), order: {amount: 10}});
      expect(body).toMatchObject({
        code: 400,
        key: 'duplicated_redeemables',
        message: 'Duplicated redeemables detected',
        details: 'Duplicated redeemables detected in one redemption',
      });
    }
  });

  test('fail together, and the validation says which one and why', async () => {
    const good = await coupon(named('GOOD'), amountOff(100));
    const over = await coupon(named('OVER'), amountOff(100), {expiration_date: '2020-01-01'});
    const late = await coupon(named('LATE'), amountOff(100));
    const request = {...asked(voucher(good), voucher(over), voucher(late)), order: {amount: 1000}};
    const {status, body} = await rest.post('/v1/validations', request);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      valid: false,
      redeemables: [
        {status: 'APPLICABLE', id: good, order: {total_amount: 900}},
        {
          status: 'INAPPLICABLE',
          id: over,
          result: {
            error: {code: 400, key: 'voucher_expired', message: 'voucher expired', details: over},
            details: {key: 'voucher_expired', message: 'voucher expired'},
          },
        },
        {status: 'SKIPPED', id: late, result: {details: {key: 'preceding_validation_failed'}}},
      ],
      inapplicable_redeemables: [{id: over}],
      skipped_redeemables: [{id: late}],
      stacking_rules: {redeemables_application_mode: 'ALL'},
    });
    expect(body).not.toHaveProperty('order');
    const failed = (await redeem(request)).body;
    expect(failed).toMatchObject({code: 400, key: 'voucher_expired', resource_type: 'redemption'});
    expect((await rest.get(`/v1/vouchers/${good}`)).body).toMatchObject({redemption: {redeemed_quantity: 0}});
    const attempt = (await rest.get(`/v1/redemptions/${failed['resource_id']}`)).body;
    expect(attempt).toMatchObject({
      id: like(/^rf_/),
      result: 'FAILURE',
      status: 'FAILED',
      failure_code: 'voucher_expired',
      failure_message: 'voucher expired',
      order: null,
      voucher: {code: over},
    });
    const listed = (await rest.get(`/v1/redemptions?result=FAILURE&voucher_code=${over}`)).body;
    expect(listed).toMatchObject({total: 1, redemptions: [{id: failed['resource_id']}]});
  });
});

describe('in a project that applies what it can (PARTIAL)', () => {
  const setMode = (mode: string) =>
    sql`update project set settings = jsonb_set(settings, '{stacking,applicationMode}', to_jsonb(${mode}::text))`.execute(
      shop.db,
    );
  beforeAll(() => setMode('PARTIAL'));
  afterAll(() => setMode('ALL'));

  test('the good ones are redeemed and the others told apart', async () => {
    const good = await coupon(named('P'), amountOff(100));
    const request = {...asked(voucher(good), voucher('NOWHERE')), order: {amount: 1000}};
    const validated = (await rest.post('/v1/validations', request)).body;
    expect(validated).toMatchObject({
      valid: true,
      redeemables: [{id: good, status: 'APPLICABLE'}],
      inapplicable_redeemables: [{id: 'NOWHERE', result: {error: {code: 404, key: 'not_found'}}}],
      order: {total_amount: 900},
    });
    expect(validated['redeemables']).toHaveLength(1);
    expect((await redeem(request)).body).toMatchObject({
      redemptions: [{voucher: {code: good}}],
      inapplicable_redeemables: [{id: 'NOWHERE', status: 'INAPPLICABLE'}],
      order: {total_amount: 900},
    });
  });

  test('nothing but bad ones is a refusal', async () => {
    const {body} = await redeem({...asked(voucher('NOWHERE')), order: {amount: 10}});
    expect(body).toMatchObject({code: 404, key: 'not_found', resource_id: 'NOWHERE'});
  });
});

describe('states', () => {
  test('disabled vouchers and campaigns, and those that have not begun', async () => {
    const code = await coupon(named('OFF'), amountOff(1), {active: false});
    expect((await redeem({...asked(voucher(code)), order: {amount: 10}})).body).toMatchObject({
      key: 'voucher_disabled',
      message: 'voucher is disabled',
      details: code,
    });
    await rest.post(`/v1/vouchers/${code}/enable`, {});
    expect((await redeem({...asked(voucher(code)), order: {amount: 10}})).status).toBe(200);

    await rest.post('/v1/campaigns', {name: named('Camp'), voucher: {discount: amountOff(1)}});
    await rest.post(`/v1/campaigns/${named('Camp')}/vouchers/${named('IN')}`, {});
    await rest.post(`/v1/campaigns/${named('Camp')}/disable`);
    expect((await redeem({...asked(voucher(named('IN'))), order: {amount: 10}})).body).toMatchObject({
      code: 400,
      key: 'campaign_not_active',
    });

    const soon = await coupon(named('SOON'), amountOff(1), {start_date: '2999-01-01T00:00:00Z'});
    expect((await redeem({...asked(voucher(soon)), order: {amount: 10}})).body).toMatchObject({
      key: 'voucher_not_active',
      message: 'voucher not active',
    });
  });

  test('a rule with its own text', async () => {
    const rule = await rest.post('/v1/validation-rules', {
      name: named('Fifty'),
      rules: {'1': {name: 'order.amount', conditions: {$more_than_or_equal: [5000]}}, logic: '1'},
      error: {message: 'Spend 50.00 first'},
    });
    const ruleId = String(rule.body['id']);
    const code = await coupon(named('FIFTY'), amountOff(1000), {validation_rules: [ruleId]});
    const {body} = await redeem({...asked(voucher(code)), order: {amount: 4999}});
    expect(body).toMatchObject({
      code: 400,
      key: 'order_rules_violated',
      message: 'order does not match validation rules',
      details: `Discount Coupon cannot be redeemed because of violated validation rules: ${ruleId}`,
      error: {message: 'Spend 50.00 first'},
    });
    expect((await redeem({...asked(voucher(code)), order: {amount: 5000}})).status).toBe(200);
  });
});

describe('customers', () => {
  test('are known after a redemption and only imagined in a validation', async () => {
    const rule = await rest.post('/v1/validation-rules', {
      name: named('Gold'),
      rules: {'1': {name: 'customer.metadata', property: 'level', conditions: {$is: ['gold']}}, logic: '1'},
    });
    const code = await coupon(named('GOLD'), amountOff(10), {validation_rules: [rule.body['id']]});
    const anonymous = {...asked(voucher(code)), order: {amount: 100}};
    expect((await rest.post('/v1/validations', anonymous)).body).toMatchObject({
      inapplicable_redeemables: [{result: {error: {key: 'missing_customer'}}}],
    });
    const customer = {source_id: named('gold'), metadata: {level: 'gold'}};
    expect((await rest.post('/v1/validations', {...anonymous, customer})).body).toMatchObject({valid: true});
    expect((await rest.get(`/v1/customers/${named('gold')}`)).status).toBe(404);
    const redeemed = (await redeem({...anonymous, customer})).body;
    expect(redeemed).toMatchObject({redemptions: [{tracking_id: like(/^track_/)}]});
    expect((await rest.get(`/v1/customers/${named('gold')}`)).body).toMatchObject({
      metadata: {level: 'gold'},
      summary: {redemptions: {total_succeeded: 1}, orders: {total_count: 1, total_amount: 90}},
    });
    const {redemptions} = redeemed as {redemptions: {tracking_id: string}[]};
    const again = {...anonymous, tracking_id: redemptions[0]?.tracking_id};
    expect((await redeem(again)).body).toMatchObject({redemptions: [{customer: {source_id: named('gold')}}]});
  });
});

describe('an order that is stored', () => {
  test('is redeemed on again with what remains of it', async () => {
    const first = await coupon(named('FIRST'), amountOff(2200));
    const second = await coupon(named('SECOND'), amountOff(1000));
    const order = {source_id: named('again'), amount: 3000};
    await redeem({...asked(voucher(first)), order});
    const {body} = await redeem({...asked(voucher(second)), order: {...order, amount: 999_999}});
    expect(body).toMatchObject({
      order: {
        amount: 3000,
        discount_amount: 3000,
        total_amount: 0,
        applied_discount_amount: 800,
        total_applied_discount_amount: 800,
      },
    });
    const stored = (await rest.get(`/v1/orders/${named('again')}`)).body;
    expect(stored).toMatchObject({amount: 3000, discount_amount: 3000, total_amount: 0});
    expect(Object.keys(stored['redemptions'] as object)).toHaveLength(2);
  });

  test('keeps its lines cumulative', async () => {
    const rule = await rest.post('/v1/validation-rules', {
      name: named('All'),
      applicable_to: {included_all: true},
    });
    const more = {validation_rules: [rule.body['id']]};
    const half = await coupon(
      named('HALF'),
      {type: 'PERCENT', percent_off: 50, effect: 'APPLY_TO_ITEMS'},
      more,
    );
    const again = await coupon(
      named('MORE'),
      {type: 'PERCENT', percent_off: 50, effect: 'APPLY_TO_ITEMS'},
      more,
    );
    const items = [{source_id: 'mug', related_object: 'product', quantity: 2}];
    const order = {source_id: named('lines'), items};
    await redeem({...asked(voucher(half)), order});
    const {body} = await redeem({...asked(voucher(again)), order: {source_id: named('lines')}});
    expect(body).toMatchObject({
      order: {
        amount: 2400,
        items_discount_amount: 1800,
        items_applied_discount_amount: 600,
        total_amount: 600,
        items: [{amount: 2400, discount_amount: 1800, applied_discount_amount: 600, subtotal_amount: 600}],
      },
    });
  });
});

describe('rollbacks', () => {
  test('give uses and credits back, cancel the order and take its discounts off', async () => {
    const code = await coupon(named('BACK'), amountOff(500), {redemption: {quantity: 1}});
    const gift = await card(named('BACKCARD'), 1000);
    const order = {source_id: named('back'), amount: 2000};
    const redeemed = (await redeem({...asked(voucher(code), voucher(gift)), order})).body;
    const parent = (redeemed['parent_redemption'] as {id: string}).id;
    const children = (redeemed['redemptions'] as {id: string}[]).map(child => child.id);

    expect((await rest.post(`/v1/redemptions/${children[0]}/rollbacks`)).body).toMatchObject({
      code: 400,
      key: 'invalid_redemption_parent',
      details: 'You can rollback only a redemption that does not have parent redemption.',
    });
    expect((await rest.post(`/v1/redemptions/${parent}/rollback`)).body).toMatchObject({
      code: 400,
      key: 'invalid_redemption',
      details: 'You can rollback only a single redemption. Use different endpoint for stacked redemption.',
    });
    const other = {order: {source_id: named('other')}};
    await redeem({
      ...asked(voucher(await coupon(named('X'), amountOff(1)))),
      ...other,
      order: {...other.order, amount: 5},
    });
    expect((await rest.post(`/v1/redemptions/${parent}/rollbacks`, other)).body).toMatchObject({
      key: 'invalid_order',
    });
    await rest.post('/v1/customers', {source_id: named('stranger')});
    expect(
      (await rest.post(`/v1/redemptions/${parent}/rollbacks`, {customer: {source_id: named('stranger')}}))
        .body,
    ).toMatchObject({
      code: 400,
      key: 'invalid_customer',
      details: 'Customer is not related with redemption.',
    });

    const back = (await rest.post(`/v1/redemptions/${parent}/rollbacks?reason=broken`)).body;
    expect(back).toMatchObject({
      rollbacks: [
        {object: 'redemption_rollback', redemption: children[0], reason: 'broken', result: 'SUCCESS'},
        {redemption: children[1], amount: -1000, gift: {amount: -1000}},
      ],
      parent_rollback: {id: like(/^rr_/), redemption: parent},
      order: {
        status: 'CANCELED',
        amount: 2000,
        total_amount: 2000,
        redemptions: {[parent]: {stacked: children, rollback_id: like(/^rr_/)}},
      },
    });
    expect(back['order']).not.toHaveProperty('discount_amount');
    expect((await rest.get(`/v1/vouchers/${code}`)).body).toMatchObject({redemption: {redeemed_quantity: 0}});
    expect((await rest.get(`/v1/vouchers/${gift}`)).body).toMatchObject({gift: {balance: 1000}});
    expect((await rest.get(`/v1/redemptions/${parent}`)).body).toMatchObject({
      status: 'ROLLED_BACK',
      related_redemptions: {rollbacks: [{id: (back['parent_rollback'] as {id: string}).id}]},
    });
    expect((await rest.post(`/v1/redemptions/${parent}/rollbacks`)).body).toMatchObject({
      code: 400,
      key: 'already_rolled_back',
      message: 'Already rolled back',
      details: 'Redemption has been already rolled back.',
    });
    expect((await redeem({...asked(voucher(code)), order: {amount: 600}})).status).toBe(200);
  });

  test('of one of two redemptions on an order leave the other’s discount', async () => {
    const first = await coupon(named('A'), amountOff(100));
    const second = await coupon(named('B'), amountOff(50));
    const order = {source_id: named('two'), amount: 1000};
    const one = (await redeem({...asked(voucher(first)), order})).body;
    await redeem({...asked(voucher(second)), order});
    const id = (one['redemptions'] as {id: string}[])[0]?.id;
    const back = await rest.post(`/v1/redemptions/${id}/rollbacks`);
    expect(back.body).toMatchObject({order: {discount_amount: 50, total_amount: 950}});
  });

  test('run by ten at once happen once', async () => {
    const gift = await card(named('RACE'), 500);
    const redeemed = (await redeem({...asked(voucher(gift)), order: {amount: 400}})).body;
    const id = (redeemed['redemptions'] as {id: string}[])[0]?.id;
    const answers = await Promise.all(
      Array.from({length: 10}, () => rest.post(`/v1/redemptions/${id}/rollback`)),
    );
    expect(answers.filter(answer => answer.status === 200)).toHaveLength(1);
    for (const {status, body} of answers)
      if (status !== 200) expect(body).toMatchObject({key: 'already_rolled_back'});
    expect((await rest.get(`/v1/vouchers/${gift}`)).body).toMatchObject({gift: {balance: 500}});
  });

  test('are refused after the project’s rollback window, where it has one', async () => {
    const code = await coupon(named('OLD'), amountOff(1));
    const redeemed = (await redeem({...asked(voucher(code)), order: {amount: 10}})).body;
    const id = (redeemed['redemptions'] as {id: string}[])[0]?.id;
    const {settings} = await shop.db.selectFrom('project').select('settings').executeTakeFirstOrThrow();
    const set = (more: object) =>
      shop.db
        .updateTable('project')
        .set({settings: jsonb({...settings, ...more})})
        .execute();
    const later = 91 * 24 * 60 * 60 * 1000;
    shop.clock.advance(later);
    await set({conventions: {rollbackWindowDays: 90}});
    const late = await rest.post(`/v1/redemptions/${id}/rollback`);
    await set({});
    const back = await rest.post(`/v1/redemptions/${id}/rollback`);
    shop.clock.advance(-later);
    expect(late.body).toMatchObject({
      key: 'invalid_redemption',
      details: 'Redemption is older than the rollback window.',
    });
    expect(back.status).toBe(200);
  });
});

describe('many at once', () => {
  test('a code with 7 uses is redeemed exactly 7 times by 40 requests', async () => {
    const code = await coupon(named('SEVEN'), amountOff(100), {redemption: {quantity: 7}});
    const answers = await Promise.all(
      Array.from({length: 40}, (_, n) => redeem({...asked(voucher(code)), order: {amount: 1000 + n}})),
    );
    expect(answers.filter(answer => answer.status === 200)).toHaveLength(7);
    for (const {status, body} of answers)
      if (status !== 200) expect(body).toMatchObject({code: 400, key: 'quantity_exceeded'});
    expect((await rest.get(`/v1/vouchers/${code}`)).body).toMatchObject({
      redemption: {quantity: 7, redeemed_quantity: 7},
    });
    const listed = await rest.get(`/v1/redemptions?result=SUCCESS&voucher_code=${code}&limit=100`);
    expect(listed.body).toMatchObject({total: 7});
  });

  test('a gift card is never overdrawn, and every credit can be spent', async () => {
    const gift = await card(named('RUSH'), 1000);
    const answers = await Promise.all(
      Array.from({length: 25}, () =>
        redeem({...asked(voucher(gift, {gift: {credits: 90}})), order: {amount: 90}}),
      ),
    );
    expect(answers.filter(answer => answer.status === 200)).toHaveLength(11);
    expect((await rest.get(`/v1/vouchers/${gift}`)).body).toMatchObject({gift: {balance: 10}});
  });

  test('two that make the same order leave one order with both redemptions', async () => {
    const a = await coupon(named('A'), amountOff(100));
    const b = await coupon(named('B'), amountOff(200));
    const order = {source_id: named('same'), amount: 1000};
    const answers = await Promise.all([a, b].map(code => redeem({...asked(voucher(code)), order})));
    expect(answers.map(answer => answer.status)).toEqual([200, 200]);
    expect((await rest.get(`/v1/orders/${named('same')}`)).body).toMatchObject({discount_amount: 300});
  });
});

describe('one stored order', () => {
  test('redeemed on by three at once keeps all three discounts', async () => {
    const order = {source_id: named('shared'), amount: 10_000};
    await redeem({...asked(voucher(await coupon(named('S'), amountOff(1)))), order});
    const three = await Promise.all(['X', 'Y', 'Z'].map(name => coupon(named(name), amountOff(1000))));
    const answers = await Promise.all(three.map(code => redeem({...asked(voucher(code)), order})));
    expect(answers.map(answer => answer.status)).toEqual([200, 200, 200]);
    const stored = (await rest.get(`/v1/orders/${named('shared')}`)).body;
    expect(stored).toMatchObject({discount_amount: 3001, total_amount: 6999});
    expect(Object.keys(stored['redemptions'] as object)).toHaveLength(4);
  });
});

test('none of this was unexpected', () => {
  expect(shop.failures).toEqual([]);
});
