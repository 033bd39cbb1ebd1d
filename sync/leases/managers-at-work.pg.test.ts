/**
 * Managers who cut and raise limits, ask back and write off, while tills sell, void and return and REST redeems and rolls
 * back, all on the same two accounts. Whatever order that happens in, the books add up and nobody is turned away.
 */
import {sql} from 'kysely';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {present} from '../../shared/kernel/assert.ts';
import type {LeaseId} from '../../shared/kernel/id.ts';
import {type AccountKey, balanceAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import {refund, remaining} from '../../shared/ledger/lease.ts';
import {exposed, reserved} from '../../shared/ledger/server-lease.ts';
import type {Operation} from '../../shared/protocol/operation.ts';
import {type Rest, restOf} from '../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';
import {changeLimits} from './change-limits.ts';
import {writeOffTill} from './write-off.ts';

let shop: TestShop;
let rest: Rest;
let storeId: string;
let staffId: `staff_${string}`;
beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
  storeId = await addTestStore(shop, 'main');
  const answer = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/admin/staff',
    headers: shop.managementKey,
    payload: {name: 'Max', role: 'manager', pin: '135790'},
  });
  staffId = answer.json<{id: `staff_${string}`}>().id;
});
afterAll(() => shop.close());

const codes = ['CROWD-TEN', 'CROWD-CARD'];
const limits = [60, 6_000] as const;

async function openCodes(): Promise<readonly [AccountKey, AccountKey]> {
  const coupon = {discount: {type: 'PERCENT', percent_off: 10}, redemption: {quantity: limits[0]}};
  const {id: coupons} = (await rest.post(`/v1/vouchers/${codes[0]}`, coupon)).body;
  const {id: card} = (await rest.post(`/v1/vouchers/${codes[1]}`, {gift: {amount: limits[1]}})).body;
  return [usesAccount(`${coupons}` as `v_${string}`), balanceAccount(`${card}` as `v_${string}`)];
}

/** Takes back what a sale drew, on the leases it was spent from. */
function queueVoid(till: TestTill, {body}: Operation): void {
  if (body.kind !== 'sale' || body.sale.spends.length === 0) return;
  const {id, orderId, spends, redemptions, decision} = body.sale;
  const reversals = spends.flatMap(({account, amount, leaseId}) => {
    const found = redemptions.find(({verdict}) => {
      const one = decision.verdicts[verdict];
      return one?.status === 'applied' && one.draws.some(draw => draw.account === account);
    });
    const lease = present(till.leases.get(leaseId), leaseId);
    till.leases.set(leaseId, refund(lease, amount));
    return found === undefined ? [] : [{redemptionId: found.id, account, amount, leaseId}];
  });
  const made = {saleId: id, orderId, staffId: 'staff_test' as const, reason: null, reversals};
  till.queue({kind: 'void', void: {id: `void_${id.slice(5)}`, ...made}});
}

async function workTill(till: TestTill, accounts: readonly AccountKey[]): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    await till.exchange({wants: accounts.map(account => ({account, need: 3, level: 300}))});
    const sold = [await till.sell(100, codes), await till.sell(100, codes)];
    // Every third round it is not heard for a while, and somebody may give up on it.
    if (round % 3 === 0) continue;
    for (const {operation} of sold.slice(round % 2)) queueVoid(till, operation);
    till.returnRecalled();
    await till.exchange();
  }
  await till.exchange();
  till.returnRecalled();
  await till.exchange();
}

async function workRest(): Promise<number[]> {
  const statuses: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const redeemables = codes.map(id => ({object: 'voucher', id, gift: {credits: 50}}));
    const redeemed = await rest.post('/v1/redemptions', {redeemables, order: {amount: 1000}});
    statuses.push(redeemed.status);
    if (redeemed.status !== 200 || round % 2 === 0) continue;
    const {id} = redeemed.body['parent_redemption'] as {id: string};
    statuses.push((await rest.post(`/v1/redemptions/${id}/rollbacks`, {})).status);
  }
  return statuses;
}

async function workManager(tills: readonly TestTill[], accounts: readonly AccountKey[]): Promise<void> {
  const {store} = shop.deps;
  for (let round = 0; round < 16; round += 1) {
    const part = round % 2 === 0 ? 3 : 1;
    const meant = accounts.map((account, at) => ({account, limit: Math.floor((limits[at] ?? 0) / part)}));
    await store.transact(shop.projectId, tx => changeLimits(tx, meant));
    if (round % 3 === 0) {
      await store.transact(shop.projectId, async tx => {
        await tx.lockAccounts(accounts);
        await tx.bumpLeaseVersions(await tx.recallLeases(accounts, null));
      });
    }
    const {deviceId} = present(tills[round % tills.length], 'a till').enrolment;
    const held = await store.read(shop.projectId).listTillLeases(deviceId);
    const confirmExposure = held
      .filter(lease => lease.state !== 'W')
      .reduce((sum, lease) => sum + remaining(lease), 0);
    if (confirmExposure > 0) {
      const order = {staffId, reason: 'not heard', confirmExposure};
      await writeOffTill(store, shop.projectId, deviceId, order);
    }
  }
}

async function booksOf(account: AccountKey) {
  const book = present(
    (await shop.deps.store.read(shop.projectId).readAccounts([account])).get(account),
    account,
  );
  const {rows} = await sql<{posted: number}>`
    select coalesce(sum(amount), 0)::bigint as posted from entry where account = ${account}`.execute(shop.db);
  const ids = await shop.db.selectFrom('lease').select('lease_id').where('account', '=', account).execute();
  const leases = await Promise.all(
    ids.map(({lease_id: id}) => shop.deps.store.read(shop.projectId).findLease(id as LeaseId)),
  );
  const all = leases.map(lease => present(lease, 'lease'));
  const sum = (of: (lease: (typeof all)[number]) => number) => all.reduce((n, lease) => n + of(lease), 0);
  return {book, posted: rows[0]?.posted ?? 0, reserved: sum(reserved), exposed: sum(exposed)};
}

test('three tills, two REST clients and a manager: the books add up, and nobody is turned away', async () => {
  const accounts = await openCodes();
  const tills = await Promise.all(['A', 'B', 'C'].map(name => addTestTill(shop, storeId, name)));
  for (const till of tills) await till.pull();
  const [statuses] = await Promise.all([
    Promise.all([workRest(), workRest()]),
    workManager(tills, accounts),
    ...tills.map(till => workTill(till, accounts)),
  ]);
  expect(statuses.flat().filter(status => status >= 500)).toEqual([]);
  for (const account of accounts) {
    const {book, posted, reserved: leased, exposed: atStake} = await booksOf(account);
    expect(book.committed).toBe(posted + leased);
    expect(book.exposure ?? 0).toBe(atStake);
  }
  // What the till says is left of a lease is never more than what the server says.
  for (const till of tills) {
    for (const lease of till.leases.values()) {
      const known = present(await shop.deps.store.read(shop.projectId).findLease(lease.id), lease.id);
      expect(remaining(known)).toBe(remaining(lease));
    }
    const outcomes = await shop.db
      .selectFrom('operation')
      .select('outcome')
      .where('device_id', '=', till.enrolment.deviceId)
      .where('outcome', '=', 'quarantined')
      .execute();
    expect(outcomes).toEqual([]);
  }
  expect(shop.failures).toEqual([]);
  // A rare circle of waiting (seen: 2 in one of ten runs) is broken by PostgreSQL and tried again: nobody hears of it.
}, 120_000);
