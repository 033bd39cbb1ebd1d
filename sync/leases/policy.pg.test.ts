import {setTimeout as wait} from 'node:timers/promises';
import {sql} from 'kysely';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {free} from '../../shared/ledger/account.ts';
import {
  type AccountKey,
  counterAccount,
  overrideAccount,
  trustAccount,
  usesAccount,
} from '../../shared/ledger/account-key.ts';
import {remaining} from '../../shared/ledger/lease.ts';
import type {Campaign, OfflinePolicy} from '../../shared/redeemables/campaign.ts';
import {campaign, percent} from '../../test/builders/offers.ts';
import {putDocuments} from '../../test/postgres/put-documents.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';
import {alignTrust} from '../campaigns/align-trust.ts';
import {jsonb} from '../storage/jsonb.ts';
import {lockAccounts} from '../storage/lock-accounts.ts';
import {publishDocument} from '../storage/publish-document.ts';
import {transact} from '../storage/transact.ts';
import {changeLimits} from './change-limits.ts';

let shop: TestShop;
let storeId: string;
let first: TestTill;
let second: TestTill;
let count = 0;
beforeAll(async () => {
  shop = await testShop();
  storeId = await addTestStore(shop, 'main');
  first = await addTestTill(shop, storeId, 'Till 1');
  second = await addTestTill(shop, storeId, 'Till 2');
});
afterAll(() => shop.close());

/** A code of so many uses in a campaign of its own. */
async function codeOf(uses: number, given: Partial<Campaign>): Promise<AccountKey> {
  count += 1;
  const base = campaign(`P${count}`, given);
  const {voucher} = percent(`CODE-${count}`, 10, {usesLimit: uses, campaign: base});
  const account = usesAccount(`v_CODE-${count}`);
  const documents = [base, ...(voucher === null ? [] : [{...voucher, metadata: {home_store: 'main'}}])];
  await putDocuments(shop.db, shop.projectId, documents, [{account, limit: uses}]);
  return account;
}

function held(till: TestTill, account: AccountKey): number {
  const leases = [...till.leases.values()].filter(lease => lease.account === account);
  return leases.reduce((sum, lease) => sum + remaining(lease), 0);
}

async function bookOf(account: AccountKey) {
  const book = (await shop.deps.store.read(shop.projectId).readAccounts([account])).get(account);
  if (book === undefined) throw new Error(`no ${account}`);
  return book;
}

describe('what the campaign says bounds what is leased ahead', () => {
  test('[L34] online only: exactly the need, and nothing at sign-in', async () => {
    const account = await codeOf(100, {offlinePolicy: {kind: 'online_only'}});
    await first.exchange({preposition: true});
    expect(held(first, account)).toBe(0);
    await first.exchange({wants: [{account, need: 2, level: 20}]});
    expect(held(first, account)).toBe(2);
  });

  test('[L31] the reserve is left for others, also at sign-in', async () => {
    const account = await codeOf(10, {serverReserve: 8});
    await first.exchange({wants: [{account, need: 0, level: 9}]});
    expect(held(first, account)).toBe(2);
    await first.exchange({preposition: true});
    expect(free(await bookOf(account))).toBe(8);
  });

  test('[L32] a till gets an equal share of half the limit', async () => {
    const account = await codeOf(100, {});
    await first.exchange({wants: [{account, need: 1, level: 90}]});
    expect(held(first, account)).toBe(26);
  });

  test('[L26] the lease says that it may be spent past its end', async () => {
    const account = await codeOf(10, {spendPastExpiry: true});
    await first.exchange({wants: [{account, need: 1, level: 1}]});
    expect([...first.leases.values()].find(lease => lease.account === account)).toMatchObject({
      spendPastExpiry: true,
    });
  });
});

test('[L14] a counter is leased within the limit of the rule that asks, whatever others hold of it', async () => {
  const account = counterAccount('camp_counted', 'redemptions');
  await first.exchange({wants: [{account, need: 6, level: 6, limit: 10}]});
  await second.exchange({wants: [{account, need: 6, level: 6, limit: 10}]});
  expect([held(first, account), held(second, account)]).toEqual([6, 4]);
  expect((await bookOf(account)).committed).toBe(10);
});

test('[L40] what was leased within a larger bound is asked back for a smaller one, and granted within it', async () => {
  const account = counterAccount('camp_lowered', 'redemptions');
  const mine = () => [...first.leases.values()].find(lease => lease.account === account);
  await first.exchange({wants: [{account, need: 6, level: 6, limit: 10}]});
  expect(mine()).toMatchObject({granted: 6, countedTo: 6, recalled: false});
  await first.exchange({wants: [{account, need: 1, level: 1, limit: 5}]});
  expect(mine()).toMatchObject({granted: 6, recalled: true});
  first.returnRecalled();
  await first.exchange();
  await first.exchange({wants: [{account, need: 1, level: 1, limit: 5}]});
  expect(mine()).toMatchObject({granted: 7, countedTo: 1, recalled: false});
});

test('[L40] a lease that is within the smaller bound by now is told so', async () => {
  const account = counterAccount('camp_given_back', 'redemptions');
  await second.exchange({wants: [{account, need: 0, level: 2, limit: 10}]});
  await first.exchange({wants: [{account, need: 4, level: 4, limit: 10}]});
  await first.exchange({wants: [{account, need: 9, level: 9, limit: 10}]});
  await second.exchange();
  second.returnRecalled();
  await second.exchange();
  const held = [...first.leases.values()].find(lease => lease.account === account);
  expect(held).toMatchObject({granted: 8, countedTo: 10});
  await first.exchange({wants: [{account, need: 1, level: 1, limit: 8}]});
  expect([...first.leases.values()].find(lease => lease.account === account)).toMatchObject({
    granted: 8,
    countedTo: 8,
    recalled: false,
  });
});

test('a counter without a limit is not leased', async () => {
  const account = counterAccount('camp_unbounded', 'redemptions');
  await first.exchange({wants: [{account, need: 1, level: 1}]});
  expect(held(first, account)).toBe(0);
});

test('nobody is granted authority by asking for it', async () => {
  const account = trustAccount('camp_asked');
  await putDocuments(shop.db, shop.projectId, [], [{account, limit: 5_000}]);
  await first.exchange({wants: [{account, need: 1_000, level: 1_000}]});
  expect(held(first, account)).toBe(0);
});

/** Whether a transaction waits for a lock of another. */
async function isSomebodyWaiting(): Promise<boolean> {
  const {rows} = await sql`select 1 from pg_locks where not granted`.execute(shop.db);
  return rows.length > 0;
}

describe('trust', () => {
  const bounds = {kind: 'trust_up_to', perRedemptionMinor: 1_000, perTillMinor: 3_000} as const;
  let base: Campaign;
  let account: AccountKey;
  beforeEach(async () => {
    count += 1;
    base = campaign(`T${count}`, {offlinePolicy: {...bounds, budgetMinor: 5_000}});
    account = trustAccount(base.id);
    await putDocuments(shop.db, shop.projectId, [base], []);
  });

  async function setPolicy(offlinePolicy: OfflinePolicy): Promise<void> {
    base = {...base, version: base.version + 1, offlinePolicy};
    await putDocuments(shop.db, shop.projectId, [base], []);
  }

  test('is leased at sign-in up to the bound of a till, and all tills together up to the budget', async () => {
    await first.exchange({preposition: true});
    await second.exchange({preposition: true});
    expect([held(first, account), held(second, account)]).toEqual([3_000, 2_000]);
    expect(await bookOf(account)).toMatchObject({limit: 5_000, committed: 5_000});
  });

  test('a till that speaks while the budget is cut is granted within the new one', async () => {
    await first.exchange({preposition: true});
    const cut = {...bounds, budgetMinor: 3_000};
    let late: Promise<unknown> = Promise.resolve();
    await transact(shop.db, async tx => {
      await lockAccounts(tx, shop.projectId, [account]);
      late = second.exchange({preposition: true});
      while (!(await isSomebodyWaiting())) await wait(20);
      await publishDocument(tx, shop.projectId, {...base, version: 2, offlinePolicy: cut});
      await alignTrust(tx, shop.projectId, {...base, offlinePolicy: cut});
    });
    await late;
    expect([held(second, account), (await bookOf(account)).limit]).toEqual([0, 3_000]);
  });

  test('[L7] a cut budget asks it back, and comes down as it is returned', async () => {
    await first.exchange({preposition: true});
    await setPolicy({...bounds, budgetMinor: 3_000, perTillMinor: 1_000});
    await second.exchange({preposition: true});
    expect(await bookOf(account)).toMatchObject({limit: 3_000, committed: 3_000});
    await setPolicy({...bounds, budgetMinor: 1_000, perTillMinor: 1_000});
    await second.exchange({preposition: true});
    const url = `/sync/v1/admin/accounts/${account}`;
    const seen = await shop.app.inject({url, headers: shop.managementKey});
    expect(seen.json()).toMatchObject({limit: 3_000, free: 0, pendingCut: {units: 2_000, tills: 1}});
    await first.exchange();
    first.returnRecalled();
    await first.exchange();
    expect([held(first, account), (await bookOf(account)).limit]).toEqual([1_000, 1_000]);
    expect((await shop.app.inject({url, headers: shop.managementKey})).json()).not.toHaveProperty(
      'pendingCut',
    );
  });
});

test('what managers may approve is shared by the tills of their store', async () => {
  const {settings} = await shop.db
    .selectFrom('project')
    .select('settings')
    .where('project_id', '=', shop.projectId)
    .executeTakeFirstOrThrow();
  await shop.db
    .updateTable('project')
    .set({settings: jsonb({...settings, overrideBudgetMinor: 10_000})})
    .where('project_id', '=', shop.projectId)
    .execute();
  await first.exchange({preposition: true});
  const account = overrideAccount(first.enrolment.storeId);
  expect(held(first, account)).toBe(5_000);
  expect((await bookOf(account)).limit).toBe(10_000);
});

test('[L7] a limit below what tills hold waits for them and says for how much', async () => {
  const account = await codeOf(10, {});
  await first.exchange({wants: [{account, need: 4, level: 4}]});
  await shop.deps.store.transact(shop.projectId, tx => changeLimits(tx, [{account, limit: 1}]));
  expect(await bookOf(account)).toMatchObject({limit: 4, target: 1, committed: 4});
  await first.exchange();
  first.returnRecalled();
  await first.exchange();
  expect(await bookOf(account)).toEqual({key: account, limit: 1, committed: 0, held: 0, over: 0});
});

test('[L28] what a revoked till holds is suspended and stays spent', async () => {
  const gone = await addTestTill(shop, storeId, 'Till 3');
  const account = await codeOf(4, {});
  await gone.exchange({wants: [{account, need: 3, level: 3}]});
  const headers = shop.managementKey;
  await shop.app.inject({
    method: 'POST',
    url: `/sync/v1/admin/tills/${gone.enrolment.deviceId}/revoke`,
    headers,
  });
  const {tills} = (await shop.app.inject({url: '/sync/v1/admin/tills', headers})).json<{
    tills: {id: string; leases: unknown[]}[];
  }>();
  expect(tills.find(till => till.id === gone.enrolment.deviceId)?.leases).toContainEqual(
    expect.objectContaining({account, remaining: 3, state: 'suspended'}),
  );
  expect(free(await bookOf(account))).toBe(1);
});
