/** REST redemptions that are committed together: each is answered as if it had been alone. */
import {sql} from 'kysely';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {type Rest, restOf} from '../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';

let shop: TestShop;
let rest: Rest;
beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
});
afterAll(() => shop.close());

const redeem = (codes: readonly string[], order: object = {amount: 1000}) =>
  rest.post('/v1/redemptions', {
    redeemables: codes.map(id => ({object: 'voucher', id, gift: {credits: 100}})),
    order,
  });

const off = {discount: {type: 'AMOUNT', amount_off: 100}};

async function committed(id: unknown) {
  const {rows} = await sql<{committed: number; entries: number}>`
    select committed, (select sum(amount) from entry e where e.account = a.account)::bigint as entries
    from account a where account like ${`%:${String(id)}:%`}`.execute(shop.db);
  return rows;
}

test('the first seven of forty get the seven uses, the others their own refusal', async () => {
  const {body} = await rest.post('/v1/vouchers/SEVEN', {...off, redemption: {quantity: 7}});
  const answers = await Promise.all(Array.from({length: 40}, () => redeem(['SEVEN'])));
  expect(answers.filter(({status}) => status === 200)).toHaveLength(7);
  const refused = answers.filter(({status}) => status !== 200);
  expect(new Set(refused.map(one => `${one.body['key']} ${one.body['details']}`))).toEqual(
    new Set(['quantity_exceeded SEVEN']),
  );
  expect(await committed(body['id'])).toEqual([{committed: 7, entries: 7}]);
});

test('two things at once: a redemption that gets one of them only takes neither', async () => {
  const plenty = await rest.post('/v1/vouchers/PLENTY', {...off, redemption: {quantity: 100}});
  const card = await rest.post('/v1/vouchers/FIVE', {gift: {amount: 500}});
  const answers = await Promise.all(Array.from({length: 24}, () => redeem(['PLENTY', 'FIVE'])));
  expect(answers.filter(({status}) => status === 200)).toHaveLength(5);
  expect(await committed(plenty.body['id'])).toEqual([{committed: 5, entries: 5}]);
  expect(await committed(card.body['id'])).toEqual([{committed: 500, entries: 500}]);
});

test('an order that somebody else of the group had first holds up nobody', async () => {
  await rest.post('/v1/vouchers/SHARED', {...off, redemption: {quantity: 100}});
  const answers = await Promise.all(
    Array.from({length: 20}, (_, n) => redeem(['SHARED'], {amount: 1000, source_id: `basket-${n % 19}`})),
  );
  expect(answers.map(({status}) => status)).toEqual(answers.map(() => 200));
  const {rows} = await sql<{orders: number}>`
    select count(*) as orders from sales_order where source_id like 'basket-%'`.execute(shop.db);
  expect(rows).toEqual([{orders: 19}]);
});

test('none of this was unexpected', () => {
  expect(shop.failures).toEqual([]);
});
