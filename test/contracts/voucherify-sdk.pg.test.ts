/**
 * A client nobody here wrote: the official Voucherify SDK against the server as it really listens. What it sends is
 * what integrators send, and what it reads of an answer must be there.
 */
import {DiscountVouchersTypesEnum, type VoucherifyError, VoucherifyServerSide} from '@voucherify/sdk';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {like} from '../like.ts';
import {type TestShop, testShop} from '../postgres/test-shop.ts';

let shop: TestShop;
let client: ReturnType<typeof VoucherifyServerSide>;
let apiUrl: string;

beforeAll(async () => {
  shop = await testShop();
  apiUrl = await shop.app.listen({host: '127.0.0.1', port: 0});
  const {appId, token} = shop.keys.server;
  client = VoucherifyServerSide({apiUrl, applicationId: appId, secretKey: token});
});
afterAll(() => shop.close());

/** What the call was refused with. */
async function refusal(call: Promise<unknown>): Promise<VoucherifyError> {
  const error = await call.then(
    () => null,
    (reason: Error) => reason,
  );
  // The SDK declares its error class and does not export it; only that one has a request id.
  expect(error).toHaveProperty('request_id', like(/^v-/));
  return error as VoucherifyError;
}

test('a campaign, its codes one by one, validate, redeem, list and roll back', async () => {
  const campaign = await client.campaigns.create({
    name: 'SDK autumn',
    campaign_type: 'DISCOUNT_COUPONS',
    type: 'AUTO_UPDATE',
    voucher: {
      type: 'DISCOUNT_VOUCHER',
      discount: {type: DiscountVouchersTypesEnum.AMOUNT, amount_off: 1000},
      redemption: {quantity: 1},
      code_config: {pattern: 'SDK-#####'},
    },
  });
  expect(campaign).toMatchObject({object: 'campaign', name: 'SDK autumn', vouchers_count: 0});
  const random = await client.campaigns.addVoucher('SDK autumn', {});
  expect(random).toMatchObject({object: 'voucher', code: like(/^SDK-\w{5}$/)});
  for (const code of ['SDK-ONE', 'SDK-TWO', 'SDK-THREE']) {
    const added = await client.campaigns.addCertainVoucher('SDK autumn', code, {});
    expect(added).toMatchObject({
      code,
      campaign: 'SDK autumn',
      redemption: {quantity: 1, redeemed_quantity: 0},
    });
  }

  const redeemables: {object: 'voucher'; id: string}[] = [{object: 'voucher', id: 'SDK-ONE'}];
  const customer = {source_id: 'sdk-anna', name: 'Anna', email: 'anna@example.com'};
  const validated = await client.validations.validateStackable({
    redeemables,
    customer,
    order: {amount: 4500},
  });
  expect(validated).toMatchObject({
    valid: true,
    redeemables: [{status: 'APPLICABLE', id: 'SDK-ONE'}],
    order: {amount: 4500, discount_amount: 1000, total_amount: 3500},
  });
  expect(validated.inapplicable_redeemables).toBeUndefined();
  const redeemed = await client.redemptions.redeemStackable({redeemables, customer, order: {amount: 4500}});
  expect(redeemed).toMatchObject({
    redemptions: [{object: 'redemption', result: 'SUCCESS', customer: {source_id: 'sdk-anna'}}],
    order: {status: 'PAID', total_amount: 3500},
    inapplicable_redeemables: [],
    skipped_redeemables: [],
  });
  const [redemption] = redeemed.redemptions;

  const listed = await client.vouchers.list({campaign: 'SDK autumn', limit: 10});
  expect(listed).toMatchObject({object: 'list', data_ref: 'vouchers', total: 4});
  expect(listed.vouchers.find(voucher => voucher.code === 'SDK-ONE')).toMatchObject({
    redemption: {quantity: 1, redeemed_quantity: 1},
  });
  const redemptions = await client.redemptions.list({campaign: 'SDK autumn', result: 'SUCCESS'});
  expect(redemptions.redemptions.map(each => each.id)).toEqual([redemption?.id]);
  const ofVoucher = await client.redemptions.getForVoucher('SDK-ONE');
  expect(ofVoucher).toMatchObject({quantity: 1, redeemed_quantity: 1, total: 1});

  const again = await refusal(client.redemptions.redeemStackable({redeemables, order: {amount: 100}}));
  expect(again).toMatchObject({
    code: 400,
    key: 'quantity_exceeded',
    resource_id: like(/^rf_/),
  });

  const rolledBack = await client.redemptions.rollback(redemption?.id ?? '', {reason: 'changed their mind'});
  expect(rolledBack).toMatchObject({
    object: 'redemption_rollback',
    reason: 'changed their mind',
    redemption: redemption?.id,
    result: 'SUCCESS',
  });
  expect(await client.vouchers.get('SDK-ONE')).toMatchObject({redemption: {redeemed_quantity: 0}});
  expect(await client.redemptions.redeemStackable({redeemables, order: {amount: 2000}})).toMatchObject({
    order: {total_amount: 1000},
  });
});

test('two redeemables together, and their rollback by the parent', async () => {
  await client.vouchers.create({
    code: 'SDK-TEN',
    discount: {type: DiscountVouchersTypesEnum.PERCENT, percent_off: 10},
  });
  await client.vouchers.create({code: 'SDK-GIFT', type: 'GIFT_VOUCHER', gift: {amount: 5000, balance: 5000}});
  const redeemed = await client.redemptions.redeemStackable({
    redeemables: [
      {object: 'voucher', id: 'SDK-TEN'},
      {object: 'voucher', id: 'SDK-GIFT', gift: {credits: 1500}},
    ],
    order: {amount: 10_000},
  });
  expect(redeemed.order).toMatchObject({discount_amount: 2500, total_amount: 7500});
  expect(redeemed.redemptions.map(each => each.redemption)).toEqual(
    Array(2).fill(redeemed.parent_redemption.id),
  );
  expect(await client.vouchers.get('SDK-GIFT')).toMatchObject({gift: {amount: 5000, balance: 3500}});

  const parentId = redeemed.parent_redemption.id;
  const rolledBack = await client.redemptions.rollbackStackable(parentId);
  expect(rolledBack.rollbacks).toHaveLength(2);
  expect(rolledBack).toMatchObject({
    parent_rollback: {redemption: parentId},
    order: {status: 'CANCELED', amount: 10_000, total_amount: 10_000},
  });
  expect(await client.vouchers.get('SDK-GIFT')).toMatchObject({gift: {balance: 5000}});
  expect(await refusal(client.redemptions.rollbackStackable(parentId))).toMatchObject({
    code: 400,
    key: 'already_rolled_back',
  });
});

test('products, customers, rules, segments and promotion tiers', async () => {
  const product = await client.products.create({source_id: 'tea', name: 'Tea', price: 500});
  expect(await client.products.get('tea')).toMatchObject({id: product.id, price: 500});
  await client.customers.create({source_id: 'sdk-berta', name: 'Berta'});
  const berta = await client.customers.get('sdk-berta');
  expect(berta).toMatchObject({object: 'customer', name: 'Berta', address: null});
  const members = 'id' in berta ? [berta.id] : [];
  const segment = await client.segments.create({name: 'Regulars', type: 'static', customers: members});
  const rule = await client.validationRules.create({
    name: 'Regulars only',
    rules: {'1': {name: 'customer_segment', conditions: {$is: [segment.id]}}, logic: '1'},
  });
  const promotion = await client.promotions.create({
    name: 'SDK promotion',
    campaign_type: 'PROMOTION',
    promotion: {
      tiers: [
        {
          name: 'Regulars save',
          banner: '20 % for regulars',
          action: {discount: {type: DiscountVouchersTypesEnum.PERCENT, percent_off: 20}},
        },
      ],
    },
  });
  const [tier] = promotion.promotion?.tiers ?? [];
  const id = tier?.id ?? '';
  await client.validationRules.createAssignment(rule.id, {promotion_tier: id, ...assignmentOf(id)});
  const redeemables: {object: 'promotion_tier'; id: string}[] = [{object: 'promotion_tier', id}];
  const order = {items: [{source_id: 'tea', related_object: 'product' as const, quantity: 2}]};
  expect(
    await client.validations.validateStackable({redeemables, order, customer: {source_id: 'sdk-berta'}}),
  ).toMatchObject({valid: true, order: {amount: 1000, total_amount: 800}});
  expect(
    await client.validations.validateStackable({redeemables, order, customer: {source_id: 'stranger'}}),
  ).toMatchObject({
    valid: false,
    inapplicable_redeemables: [{result: {error: {key: 'customer_rules_violated'}}}],
  });
  expect((await client.promotions.tiers.listAll()).tiers.map(each => each.id)).toContain(id);
});

test.each(['created_at', '-created_at'] as const)(
  'scrolling by %s reads every customer once, also many that were made at the same moment',
  async order => {
    const names = Array.from({length: 25}, (_, n) => `${order}-${n}`);
    await Promise.all(names.map(name => client.customers.create({source_id: name})));
    const moment = new Date(Date.now() - 1_000);
    await shop.db
      .updateTable('customer')
      .set({created_at: moment})
      .where('source_id', 'in', names.slice(7, 19))
      .execute();
    const read: unknown[] = [];
    // The SDK declares a generator that wants to be sent customers; it only gives them.
    const scroll = client.customers.scroll({limit: 5, order}) as AsyncIterable<{source_id?: string}>;
    for await (const customer of scroll) read.push(customer.source_id);
    expect(new Set(read).size).toBe(read.length);
    expect(read).toEqual(expect.arrayContaining(names));
  },
);

test('refusals arrive as the SDK’s own errors', async () => {
  expect(await refusal(client.vouchers.get('NO-SUCH-CODE'))).toMatchObject({
    code: 404,
    key: 'not_found',
    message: 'Resource not found',
    details: 'Cannot find voucher with id NO-SUCH-CODE',
    resource_id: 'NO-SUCH-CODE',
    resource_type: 'voucher',
    request_id: like(/^v-/),
  });
  const stranger = VoucherifyServerSide({apiUrl, applicationId: 'wrong', secretKey: 'wrong'});
  expect(await refusal(stranger.vouchers.list())).toMatchObject({code: 401, key: 'unauthorized'});
  expect(shop.failures).toEqual([]);
});

function assignmentOf(id: string) {
  return {related_object_type: 'promotion_tier', related_object_id: id};
}
