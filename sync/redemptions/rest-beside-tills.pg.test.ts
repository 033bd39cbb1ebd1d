/** REST and tills on the same codes: what one uses the other cannot, and REST sees what tills sold. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {like} from '../../test/like.ts';
import {type Rest, restOf} from '../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';

let shop: TestShop;
let rest: Rest;
let till: TestTill;

beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
  till = await addTestTill(shop, await addTestStore(shop, 'north'), 'Till 1');
});
afterAll(() => shop.close());

const redeem = (code: string, amount = 1000) =>
  rest.post('/v1/redemptions', {redeemables: [{object: 'voucher', id: code}], order: {amount}});

const validate = (code: string, amount = 1000) =>
  rest.post('/v1/validations', {redeemables: [{object: 'voucher', id: code}], order: {amount}});

async function leased(code: string, body: object, account: 'uses' | 'balance', level: number): Promise<void> {
  const {id} = (await rest.post(`/v1/vouchers/${code}`, body)).body;
  const key = (account === 'uses' ? `v:${id}:uses` : `g:${id}:balance`) as AccountKey;
  await till.exchange({wants: [{account: key, need: level, level}]});
  await till.pull();
}

test('what a till sold is in the lists, the order and the balances of REST', async () => {
  await leased('T-CARD', {gift: {amount: 5000}}, 'balance', 5000);
  await rest.post('/v1/vouchers/T-TEN', {discount: {type: 'PERCENT', percent_off: 10}});
  await till.pull();
  const sale = await till.sell(3000, ['T-TEN', 'T-CARD']);
  expect(sale.statuses).toEqual(['applied', 'applied']);
  await till.exchange();

  expect((await rest.get('/v1/vouchers/T-CARD')).body).toMatchObject({
    gift: {amount: 5000, balance: 2300},
    redemption: {redeemed_quantity: 1, redeemed_amount: 2700},
  });
  const listed = (await rest.get('/v1/redemptions?voucher_code=T-CARD')).body;
  expect(listed).toMatchObject({
    total: 1,
    redemptions: [
      {
        amount: 2700,
        channel: {channel_id: till.enrolment.deviceId},
        order: {status: 'PAID', amount: 3000, total_amount: 0},
        voucher: {code: 'T-CARD'},
      },
    ],
  });
  const {redemptions} = listed as {redemptions: {redemption: string; order: {id: string}}[]};
  const order = (await rest.get(`/v1/orders/${redemptions[0]?.order.id}`)).body;
  expect(order).toMatchObject({status: 'PAID', discount_amount: 3000, total_amount: 0});
  expect((await rest.get('/v1/orders')).body).toMatchObject({total: 1});

  const parent = redemptions[0]?.redemption;
  const more = {redeemables: [{object: 'voucher', id: 'T-TEN'}], order: {id: order['id']}};
  expect((await rest.post('/v1/redemptions', more)).body).toMatchObject({
    code: 400,
    key: 'invalid_order',
    details: like(/sold at a till/),
  });
  const back = await rest.post(`/v1/redemptions/${parent}/rollbacks`);
  expect(back.body).toMatchObject({order: {status: 'CANCELED', total_amount: 3000}});
  expect((await rest.get('/v1/vouchers/T-CARD')).body).toMatchObject({gift: {balance: 5000}});
});

test('what a till holds is asked back while it is connected, and redeemed by REST then', async () => {
  await leased(
    'T-ASKED',
    {discount: {type: 'AMOUNT', amount_off: 100}, redemption: {quantity: 1}},
    'uses',
    1,
  );
  expect((await rest.get('/v1/vouchers/T-ASKED')).body).toMatchObject({redemption: {redeemed_quantity: 0}});
  shop.clock.advance(5_000);
  await till.exchange();
  const asking = redeem('T-ASKED');
  await new Promise(resolve => setTimeout(resolve, 150));
  await till.exchange();
  till.returnRecalled();
  await till.exchange();
  expect((await asking).body).toMatchObject({order: {total_amount: 900}});
});

test('a validation asks back what a connected till holds, and agrees with the redemption that follows', async () => {
  await leased(
    'T-LOOKED',
    {discount: {type: 'AMOUNT', amount_off: 100}, redemption: {quantity: 1}},
    'uses',
    1,
  );
  shop.clock.advance(5_000);
  await till.exchange();
  const asking = validate('T-LOOKED');
  await new Promise(resolve => setTimeout(resolve, 150));
  await till.exchange();
  till.returnRecalled();
  await till.exchange();
  expect((await asking).body).toMatchObject({valid: true, order: {total_amount: 900}});
  expect((await redeem('T-LOOKED')).body).toMatchObject({order: {total_amount: 900}});
});

test('what a till needs for a sale in progress is not asked back for a few seconds', async () => {
  await leased(
    'T-PAYING',
    {discount: {type: 'AMOUNT', amount_off: 100}, redemption: {quantity: 1}},
    'uses',
    1,
  );
  expect((await validate('T-PAYING')).body).toMatchObject({valid: false});
  expect((await redeem('T-PAYING')).body).toMatchObject({details: 'T-PAYING: 1 held by tills'});
  expect((await till.sell(1000, ['T-PAYING'])).statuses).toEqual(['applied']);
});

test('what a till that is gone holds is not valid, and cannot be redeemed, and the answer says how much it is', async () => {
  await leased('T-GONE', {discount: {type: 'AMOUNT', amount_off: 100}, redemption: {quantity: 1}}, 'uses', 1);
  shop.clock.advance(60_000);
  expect((await validate('T-GONE')).body).toMatchObject({
    valid: false,
    redeemables: [{status: 'INAPPLICABLE', result: {error: {key: 'quantity_exceeded'}}}],
  });
  const {body} = await redeem('T-GONE');
  expect(body).toMatchObject({
    code: 400,
    key: 'quantity_exceeded',
    message: 'quantity exceeded',
    details: 'T-GONE: 1 held by tills',
  });
  const failed = await rest.get('/v1/redemptions?voucher_code=T-GONE');
  expect(failed.body).toMatchObject({
    total: 1,
    redemptions: [{result: 'FAILURE', failure_code: 'quantity_exceeded'}],
  });
});

test('what nobody holds any more is simply exceeded', async () => {
  await rest.post('/v1/vouchers/T-USED', {
    discount: {type: 'AMOUNT', amount_off: 100},
    redemption: {quantity: 1},
  });
  await redeem('T-USED');
  expect((await redeem('T-USED')).body).toMatchObject({key: 'quantity_exceeded', details: 'T-USED'});
});

test('none of this was unexpected', () => {
  expect(shop.failures).toEqual([]);
});
