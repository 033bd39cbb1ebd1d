/**
 * Tills, REST redemptions and rollbacks that work on the same two accounts at once. They wait for each other in one
 * order, so nobody is refused because of it, and a sale being settled waits for nobody who only grants or draws.
 */
import {sql} from 'kysely';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {type AccountKey, balanceAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import {refund} from '../../shared/ledger/lease.ts';
import type {Operation} from '../../shared/protocol/operation.ts';
import {type Rest, restOf} from '../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';
import {lockAccounts} from '../storage/lock-accounts.ts';
import {transact} from '../storage/transact.ts';

let shop: TestShop;
let rest: Rest;
let storeId: string;
beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
  storeId = await addTestStore(shop, 'main');
});
afterAll(() => shop.close());

/** A coupon with some uses and a gift card, and their two accounts. */
async function openCodes(name: string, uses: number, credits: number) {
  const coupon = {discount: {type: 'PERCENT', percent_off: 10}, redemption: {quantity: uses}};
  const {id: couponId} = (await rest.post(`/v1/vouchers/${name}-TEN`, coupon)).body;
  const {id: cardId} = (await rest.post(`/v1/vouchers/${name}-CARD`, {gift: {amount: credits}})).body;
  return {
    codes: [`${name}-TEN`, `${name}-CARD`],
    accounts: [usesAccount(`${couponId}` as `v_${string}`), balanceAccount(`${cardId}` as `v_${string}`)],
  };
}

async function bookOf(account: AccountKey) {
  const {rows} = await sql<{posted: number; leased: number; committed: number; over: number}>`
    select (select coalesce(sum(amount), 0)::bigint from entry where account = ${account}) as posted,
      (select coalesce(sum(granted + refunded - consumed - returned), 0)::bigint
        from lease where account = ${account}) as leased,
      committed, over_units as over
    from account where account = ${account}`.execute(shop.db);
  return rows[0];
}

test('a sale on a lease is settled while somebody else has the account locked', async () => {
  const till = await addTestTill(shop, storeId, 'Alone');
  const {codes, accounts} = await openCodes('HOT', 5, 5000);
  await till.exchange({wants: accounts.map(account => ({account, need: 1, level: 5000}))});
  await till.pull();
  await till.sell(1000, codes);
  await transact(shop.db, async tx => {
    await lockAccounts(tx, shop.projectId, accounts);
    const settled = await till.exchange();
    expect(settled.acknowledgements.map(one => one.outcome)).toEqual(['accepted']);
  });
}, 10_000);

/** Takes back what a sale drew: uses and credits, each on the lease it was spent from. */
function queueVoid(till: TestTill, {body}: Operation): void {
  if (body.kind !== 'sale' || body.sale.spends.length === 0) return;
  const {id, orderId, spends, redemptions, decision} = body.sale;
  const reversals = spends.flatMap(({account, amount, leaseId}) => {
    const found = redemptions.find(({verdict}) => {
      const one = decision.verdicts[verdict];
      return one?.status === 'applied' && one.draws.some(draw => draw.account === account);
    });
    const lease = till.leases.get(leaseId);
    if (lease !== undefined) till.leases.set(leaseId, refund(lease, amount));
    return found === undefined ? [] : [{redemptionId: found.id, account, amount, leaseId}];
  });
  const voidId = `void_${id.slice(5)}` as const;
  till.queue({
    kind: 'void',
    void: {id: voidId, saleId: id, orderId, staffId: 'staff_test', reason: null, reversals},
  });
}

/** Wants, sells, voids, gives back what it was asked for, and sends all of it in one batch. */
async function workTill(till: TestTill, codes: readonly string[], accounts: readonly AccountKey[]) {
  for (let round = 0; round < 10; round += 1) {
    await till.exchange({wants: accounts.map(account => ({account, need: 50, level: 150}))});
    const {operation} = await till.sell(100, codes);
    till.returnRecalled();
    await till.sell(100, codes);
    queueVoid(till, operation);
    await till.exchange();
  }
}

async function workRest(codes: readonly string[]) {
  const statuses: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    const redeemables = codes.map(id => ({object: 'voucher', id, gift: {credits: 50}}));
    const redeemed = await rest.post('/v1/redemptions', {redeemables, order: {amount: 1000}});
    statuses.push(redeemed.status);
    if (redeemed.status !== 200) continue;
    const {id} = redeemed.body['parent_redemption'] as {id: string};
    statuses.push((await rest.post(`/v1/redemptions/${id}/rollbacks`, {})).status);
  }
  return statuses;
}

test('three tills that sell and void and three REST clients on two accounts: no call fails, nobody waits in a circle', async () => {
  const {codes, accounts} = await openCodes('BUSY', 400, 20_000);
  const tills = await Promise.all(['A', 'B', 'C'].map(name => addTestTill(shop, storeId, name)));
  for (const till of tills) await till.pull();
  const [statuses] = await Promise.all([
    Promise.all([workRest(codes), workRest(codes), workRest(codes)]),
    ...tills.map(till => workTill(till, codes, accounts)),
  ]);
  expect(statuses.flat().filter(status => status !== 200 && status !== 400)).toEqual([]);
  for (const account of accounts) {
    const book = await bookOf(account);
    expect(book?.committed).toBe((book?.posted ?? 0) + (book?.leased ?? 0));
    expect(book?.over).toBe(0);
  }
  expect(shop.failures).toEqual([]);
  await sql`select pg_stat_clear_snapshot()`.execute(shop.db);
  const {rows} = await sql<{
    deadlocks: number;
  }>`select deadlocks from pg_stat_database where datname = current_database()`.execute(shop.db);
  expect(rows).toEqual([{deadlocks: 0}]);
}, 60_000);
