import {afterAll, beforeAll, expect, test} from 'vitest';
import {free} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {balanceAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import {gift, type OfferGiven, percent} from '../../test/builders/offers.ts';
import {putDocuments} from '../../test/postgres/put-documents.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';
import {commitDraws} from '../storage/commit-draws.ts';
import {readAccounts} from '../storage/lock-accounts.ts';
import {transact} from '../storage/transact.ts';
import type {SyncReads, SyncStore} from '../store/sync-store.ts';
import {grantLeases} from './grant-leases.ts';
import {recallAndWait} from './recall.ts';

let shop: TestShop;
let first: TestTill;
let second: TestTill;
beforeAll(async () => {
  shop = await testShop();
  const storeId = await addTestStore(shop, 'main');
  first = await addTestTill(shop, storeId, 'Till 1');
  second = await addTestTill(shop, storeId, 'Till 2');
});
afterAll(() => shop.close());

/** Whatever was granted so far is for no sale in progress any more. */
async function later(): Promise<void> {
  shop.clock.advance(5_000);
  await first.exchange();
  await second.exchange();
}

async function coupon(code: string, usesLimit: number, home?: string): Promise<AccountKey> {
  const {voucher} = percent(code, 10, {usesLimit} satisfies OfferGiven);
  const account = usesAccount(`v_${code}`);
  const metadata = home === undefined ? {} : {home_store: home};
  await putDocuments(shop.db, shop.projectId, voucher === null ? [] : [{...voucher, metadata}], [
    {account, limit: usesLimit},
  ]);
  return account;
}

async function freeOf(account: AccountKey): Promise<number> {
  const book = (await readAccounts(shop.db, shop.projectId, [account])).get(account);
  return book === undefined ? -1 : free(book);
}

function heldBy(till: TestTill, account: AccountKey): number {
  const held = [...till.leases.values()].filter(lease => lease.account === account);
  return held.reduce((sum, l) => sum + l.granted + l.refunded - l.consumed - l.returned, 0);
}

test('a code of three uses wanted by two tills goes 2 and 1, and a third wish finds nothing', async () => {
  const account = await coupon('THREE', 3);
  await first.exchange({wants: [{account, need: 1, level: 2}]});
  await second.exchange({wants: [{account, need: 1, level: 2}]});
  expect([heldBy(first, account), heldBy(second, account), await freeOf(account)]).toEqual([2, 1, 0]);
});

test('asking again for what is held already grants nothing more', async () => {
  const account = await coupon('AGAIN', 10);
  for (let n = 0; n < 4; n += 1) await first.exchange({wants: [{account, need: 1, level: 2}]});
  expect(heldBy(first, account)).toBe(2);
});

test('a message of an epoch that ended while it was on its way is granted nothing', async () => {
  const account = await coupon('LATE', 3);
  const {deviceId, projectId} = second.enrolment;
  const late = {deviceId, epoch: 0};
  const granting = grantLeases(shop.deps, projectId, late, [{account, need: 1, level: 1}]);
  await expect(granting).rejects.toThrow();
  expect(await freeOf(account)).toBe(3);
});

test('looking only shows the book and moves nothing', async () => {
  const account = await coupon('LOOK', 5);
  const {accounts} = await first.exchange({wants: [{account, need: 0, level: 0}]});
  expect(accounts).toMatchObject([{account, limit: 5, posted: 0, free: 5, heldByTills: [], lastUse: null}]);
});

test('a till that needs what another holds gets it after one round of recall', async () => {
  const account = await coupon('RECALL', 1);
  await first.exchange({wants: [{account, need: 1, level: 1}]});
  await later();
  const short = await second.exchange({wants: [{account, need: 1, level: 1}]});
  expect(short.accounts[0]).toMatchObject({
    free: 0,
    heldByTills: [{tillName: 'Till 1', amount: 1, mine: false}],
  });
  await first.exchange();
  first.returnRecalled();
  await first.exchange();
  await second.exchange({wants: [{account, need: 1, level: 1}]});
  expect([heldBy(first, account), heldBy(second, account)]).toEqual([0, 1]);
});

test('a till that returned its lease may get a new one on the same account', async () => {
  const account = await coupon('BACK', 1);
  await first.exchange({wants: [{account, need: 1, level: 1}]});
  await later();
  await second.exchange({wants: [{account, need: 1, level: 1}]});
  await first.exchange();
  first.returnRecalled();
  await first.exchange();
  const again = await first.exchange({wants: [{account, need: 1, level: 1}]});
  expect(again.leases?.find(lease => lease.account === account)).toMatchObject({granted: 2, recalled: false});
  expect(heldBy(first, account)).toBe(1);
});

test('what was asked back is not topped up before it is returned', async () => {
  const account = await coupon('PENDING', 3);
  await first.exchange({wants: [{account, need: 1, level: 1}]});
  await later();
  await second.exchange({wants: [{account, need: 3, level: 3}]});
  expect([heldBy(first, account), heldBy(second, account)]).toEqual([1, 2]);
  const lease = [...second.leases.values()].find(one => one.account === account);
  if (lease !== undefined) second.queue({kind: 'lease-return', leaseId: lease.id, amount: 2});
  await second.exchange();
  expect(await freeOf(account)).toBe(2);
  const answer = await first.exchange({wants: [{account, need: 3, level: 3}]});
  expect(answer.leases?.find(one => one.account === account)).toMatchObject({granted: 1, recalled: true});
  expect(await freeOf(account)).toBe(2);
});

test('a manager sees the same book by the name of the account', async () => {
  const account = await coupon('BOOK', 2);
  await first.exchange({wants: [{account, need: 1, level: 1}]});
  const url = `/sync/v1/admin/accounts/${account}`;
  const answer = await shop.app.inject({url, headers: shop.managementKey});
  expect(answer.json()).toMatchObject({
    account,
    limit: 2,
    posted: 0,
    free: 1,
    heldByTills: [{tillName: 'Till 1', amount: 1, mine: false}],
  });
  const none = await shop.app.inject({
    url: '/sync/v1/admin/accounts/v:v_none:uses',
    headers: shop.managementKey,
  });
  expect(none.statusCode).toBe(404);
});

test('what is not returned stays spent: nothing is freed by asking', async () => {
  const account = await coupon('SILENT', 1);
  await first.exchange({wants: [{account, need: 1, level: 1}]});
  const recalled = await recallAndWait(shop.deps, shop.projectId, account, 1);
  expect(recalled).toEqual({free: false, heldByTills: 1});
  expect(await freeOf(account)).toBe(0);
});

test('a recall for REST ends as soon as a connected till has returned', async () => {
  const account = await coupon('REST', 1);
  await first.exchange({wants: [{account, need: 1, level: 1}]});
  await later();
  const asking = recallAndWait(shop.deps, shop.projectId, account, 1);
  await expect
    .poll(async () => {
      await first.exchange();
      first.returnRecalled();
      return heldBy(first, account);
    })
    .toBe(0);
  await first.exchange();
  expect(await asking).toEqual({free: true, heldByTills: 0});
});

test('nobody is waited for when no till with a lease has a connection', async () => {
  const account = await coupon('OFFLINE', 1);
  await first.exchange({wants: [{account, need: 1, level: 1}]});
  shop.clock.advance(60_000);
  const {store, clock} = shop.deps;
  let looks = 0;
  const watched: SyncStore = {
    ...store,
    read(projectId) {
      const reads = store.read(projectId);
      const sumHeldByTills: SyncReads['sumHeldByTills'] = (...asked) => {
        looks += 1;
        return reads.sumHeldByTills(...asked);
      };
      return {...reads, sumHeldByTills};
    },
  };
  const asked = recallAndWait({store: watched, clock}, shop.projectId, account, 1);
  expect(await asked).toEqual({free: false, heldByTills: 1});
  expect(looks).toBe(1);
});

test('a lease with less than half of its twelve hours is renewed, a recalled one is not', async () => {
  const account = await coupon('RENEW', 4);
  const granted = await first.exchange({wants: [{account, need: 1, level: 1}]});
  const endOf = (leases: typeof granted.leases) => leases?.find(l => l.account === account)?.expiresAtMs ?? 0;
  const firstEnd = endOf(granted.leases);
  expect((await first.exchange()).leases).toBeNull();
  shop.clock.advance(7 * 60 * 60_000);
  const renewed = await first.exchange();
  expect(endOf(renewed.leases)).toBeGreaterThan(firstEnd);
  expect((await first.exchange()).leases).toBeNull();
});

test('32 draws at once of a limit of 10 are exactly 10', async () => {
  const account = await coupon('RUSH', 10);
  const draw = (n: number) =>
    transact(shop.db, tx =>
      commitDraws(tx, shop.projectId, [{account, amount: 1, redemptionId: `r_rush${n}`}]),
    );
  const outcomes = await Promise.all(Array.from({length: 32}, (_, n) => draw(n)));
  expect(outcomes.filter(outcome => outcome.ok)).toHaveLength(10);
  expect(outcomes.find(outcome => !outcome.ok)).toEqual({ok: false, account, free: 0});
  const entries = await shop.db.selectFrom('entry').select('amount').where('account', '=', account).execute();
  expect(entries).toHaveLength(10);
});

test('at sign-in the vouchers of the store go to its tills: single ones whole to one, shared ones equally', async () => {
  const unique = await Promise.all([1, 2, 3, 4, 5, 6].map(n => coupon(`HOME-${n}`, 1, 'main')));
  const shared = await coupon('HOME-SHARED', 9, 'main');
  const elsewhere = await coupon('HOME-OTHER', 1, 'other-store');
  const card = gift('HOME-CARD', 2500).voucher;
  const balance = balanceAccount('v_HOME-CARD');
  if (card !== null) {
    const document = {...card, metadata: {home_store: 'main'}};
    await putDocuments(shop.db, shop.projectId, [document], [{account: balance, limit: 2500}]);
  }
  for (const till of [first, second, first, second]) await till.exchange({preposition: true});
  for (const account of unique) expect(heldBy(first, account) + heldBy(second, account)).toBe(1);
  expect([heldBy(first, shared), heldBy(second, shared), await freeOf(shared)]).toEqual([4, 4, 1]);
  expect([heldBy(first, balance), heldBy(second, balance)].sort()).toEqual([0, 2500]);
  expect(await freeOf(elsewhere)).toBe(1);
});
