/** Twenty units, and tills that all want one at the same moment: each is sold, once, and nobody takes it from a customer. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import {present} from '../../shared/kernel/assert.ts';
import {type AccountKey, usesAccount} from '../../shared/ledger/account-key.ts';
import {askedBack, remaining, spendable} from '../../shared/ledger/lease.ts';
import {type OfferGiven, percent} from '../../test/builders/offers.ts';
import {putDocuments} from '../../test/postgres/put-documents.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';
import {readAccounts} from '../storage/lock-accounts.ts';

const units = 20;
const graceMs = 5_000;

let shop: TestShop;
const tills: TestTill[] = [];
beforeAll(async () => {
  shop = await testShop();
  const storeId = await addTestStore(shop, 'main');
  for (let n = 1; n <= 28; n += 1) tills.push(await addTestTill(shop, storeId, `Till ${n}`));
}, 120_000);
afterAll(() => shop.close());

async function coupon(code: string, usesLimit: number): Promise<AccountKey> {
  const {voucher} = percent(code, 10, {usesLimit} satisfies OfferGiven);
  const account = usesAccount(`v_${code}`);
  await putDocuments(shop.db, shop.projectId, voucher === null ? [] : [voucher], [
    {account, limit: usesLimit},
  ]);
  const first = tillAt(0);
  await first.pull();
  for (const till of tills) till.documents = [...first.documents];
  return account;
}

const tillAt = (at: number) => present(tills[at], `till ${at}`);
const leaseOf = (till: TestTill, account: AccountKey) =>
  [...till.leases.values()].find(lease => lease.account === account);
const bookOf = async (account: AccountKey) =>
  present((await readAccounts(shop.db, shop.projectId, [account])).get(account), account);

async function posted(account: AccountKey): Promise<number> {
  const rows = await shop.db.selectFrom('entry').select('amount').where('account', '=', account).execute();
  return rows.reduce((sum, {amount}) => sum + amount, 0);
}

/**
 * All of them ask at once. When every answer is there, and with it whatever was asked back meanwhile, each gives that back
 * and sells if it still can: the worst moment for it. Answers who sold.
 */
async function rush(all: readonly TestTill[], code: string, account: AccountKey): Promise<TestTill[]> {
  await Promise.all(all.map(till => till.exchange({wants: [{account, need: 1, level: 1}]})));
  await Promise.all(all.map(till => till.exchange()));
  const sold: TestTill[] = [];
  for (const till of all) {
    till.returnRecalled();
    const lease = leaseOf(till, account);
    if (lease === undefined || spendable(lease, till.nowMs) === 0) continue;
    expect((await till.sell(1_000, [code])).statuses).toEqual(['applied']);
    sold.push(till);
  }
  await Promise.all(all.map(till => till.exchange()));
  return sold;
}

test('28 tills want one of 20 units at once: 20 sell, in one go', async () => {
  const account = await coupon('RUSH', units);
  expect(await rush(tills, 'RUSH', account)).toHaveLength(units);
  expect(await posted(account)).toBe(units);
  expect(await bookOf(account)).toMatchObject({committed: units, over: 0});
});

test('20 tills want one of 20 units of which one till holds most: each sells one, whoever asks again', async () => {
  const account = await coupon('HOARD', units);
  const hoarder = tillAt(0);
  await hoarder.exchange({wants: [{account, need: 15, level: 15}]});
  shop.clock.advance(graceMs);
  await Promise.all(tills.map(till => till.exchange()));
  let waiting = tills.slice(0, units);
  for (let round = 0; round < 3 && waiting.length > 0; round += 1) {
    const sold = await rush(waiting, 'HOARD', account);
    waiting = waiting.filter(till => !sold.includes(till));
  }
  expect(waiting).toEqual([]);
  expect(await posted(account)).toBe(units);
  expect(await bookOf(account)).toMatchObject({committed: units, over: 0});
});

test('of what a till holds beyond its sale the rest is given back at once, and the sale goes on', async () => {
  const account = await coupon('PARTLY', 60);
  const [first, second] = [tillAt(0), tillAt(1)];
  await first.exchange({wants: [{account, need: 1, level: 2}]});
  await second.exchange({wants: [{account, need: 59, level: 59}]});
  await first.exchange();
  const lease = present(leaseOf(first, account), 'lease');
  expect([remaining(lease), askedBack(lease), spendable(lease, first.nowMs)]).toEqual([2, 1, 1]);
  first.returnRecalled();
  expect((await first.sell(1_000, ['PARTLY'])).statuses).toEqual(['applied']);
  await first.exchange();
  await second.exchange({wants: [{account, need: 59, level: 59}]});
  expect(spendable(present(leaseOf(second, account), 'lease'), second.nowMs)).toBe(59);
});

test('a till that died with a sale in progress blocks nobody once its seconds are over; its units stay its own', async () => {
  const account = await coupon('DEAD', 1);
  const [dead, alive] = [tillAt(0), tillAt(1)];
  await dead.exchange({wants: [{account, need: 1, level: 1}]});
  await alive.exchange({wants: [{account, need: 1, level: 1}]});
  expect((await dead.exchange()).leases).toBeNull();
  shop.clock.advance(graceMs);
  await alive.exchange({wants: [{account, need: 1, level: 1}]});
  await dead.exchange();
  expect(askedBack(present(leaseOf(dead, account), 'lease'))).toBe(1);
  expect(await bookOf(account)).toMatchObject({committed: 1, over: 0});
  dead.returnRecalled();
  await dead.exchange();
  await alive.exchange({wants: [{account, need: 1, level: 1}]});
  expect(spendable(present(leaseOf(alive, account), 'lease'), alive.nowMs)).toBe(1);
});

test('asking again without selling keeps nothing longer', async () => {
  const account = await coupon('AGAIN', 1);
  const [keen, other] = [tillAt(0), tillAt(1)];
  await keen.exchange({wants: [{account, need: 1, level: 1}]});
  for (let n = 0; n < 3; n += 1) {
    shop.clock.advance(graceMs / 2);
    await keen.exchange({wants: [{account, need: 1, level: 1}]});
  }
  await other.exchange({wants: [{account, need: 1, level: 1}]});
  await keen.exchange();
  expect(askedBack(present(leaseOf(keen, account), 'lease'))).toBe(1);
});

test('none of this was unexpected', () => {
  expect(shop.failures).toEqual([]);
});
