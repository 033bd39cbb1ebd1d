/** What was handed out without a lease: on trust, on a manager's word, on a lease that was written off. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import {present} from '../../shared/kernel/assert.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {LeaseId} from '../../shared/kernel/id.ts';
import {draw} from '../../shared/ledger/account.ts';
import {
  type AccountKey,
  overrideAccount,
  trustAccount,
  usesAccount,
} from '../../shared/ledger/account-key.ts';
import {writeOff} from '../../shared/ledger/server-lease.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Override} from '../../shared/protocol/override.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import {percent} from '../../test/builders/offers.ts';
import {bookOf, conflictsOf} from '../../test/postgres/books-of.ts';
import {putDocuments} from '../../test/postgres/put-documents.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';

let shop: TestShop;
let storeId: `store_${string}`;
let manager: `staff_${string}`;
let cashier: `staff_${string}`;
let neighbour: `staff_${string}`;
beforeAll(async () => {
  shop = await testShop();
  storeId = (await addTestStore(shop, 'main')) as `store_${string}`;
  manager = await addStaff('manager', '135790');
  cashier = await addStaff('cashier', '246802');
  neighbour = await addStaff('manager', '975310', await addTestStore(shop, 'next door'));
  const account = overrideAccount(storeId);
  await putDocuments(shop.db, shop.projectId, [], [{account, limit: 50_000}]);
});
afterAll(() => shop.close());

async function addStaff(role: string, pin: string, at?: string): Promise<`staff_${string}`> {
  const answer = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/admin/staff',
    headers: shop.managementKey,
    payload: {name: role, role, pin, ...(at !== undefined && {storeId: at})},
  });
  return answer.json<{id: `staff_${string}`}>().id;
}

let named = 0;
/** A code of a campaign with `uses`, of which the till has none, and 10.00 on the account that bounds it. */
async function trusted(uses: number, by: 'trust' | 'override' = 'trust') {
  named += 1;
  const code = `TRUST-${named}`;
  const campaignId = `camp_trust${named}` as const;
  const account = usesAccount(`v_${code}`);
  const bounding = by === 'trust' ? trustAccount(campaignId) : overrideAccount(storeId);
  const voucher = {...present(percent(code, 10, {usesLimit: uses}).voucher, 'voucher'), campaignId};
  const campaign = {
    kind: 'campaign' as const,
    id: campaignId,
    version: 1,
    name: code,
    campaignType: 'DISCOUNT_COUPONS' as const,
    active: true,
    startsAtMs: null,
    endsAtMs: null,
    ruleIds: [],
    metadata: {},
  };
  const accounts = [{account, limit: uses}, ...(by === 'trust' ? [{account: bounding, limit: 5000}] : [])];
  await putDocuments(shop.db, shop.projectId, [voucher, campaign], accounts);
  const till = await addTestTill(shop, storeId, `Till ${named}`);
  await till.pull();
  const leaseId = await lease(till, bounding, 1000);
  return {till, code, account, bounding, leaseId};
}

async function lease(till: TestTill, account: AccountKey, amount: number): Promise<LeaseId> {
  named += 1;
  const id: LeaseId = `lease_test${named}`;
  const nowMs = shop.clock.nowMs();
  await shop.deps.store.transact(shop.projectId, async tx => {
    const book = present((await tx.lockAccounts([account])).get(account), account);
    const drawn = draw(book, amount);
    if (!drawn.ok) throw new Error(`${account} is short`);
    await tx.writeAccounts([drawn.account]);
    await tx.saveLeases([
      {
        id,
        account,
        deviceId: till.enrolment.deviceId,
        epoch: 1,
        granted: amount,
        consumed: 0,
        refunded: 0,
        returned: 0,
        expiresAtMs: epochMs(nowMs + 3_600_000),
        recalled: false,
        state: 'A',
        writtenOff: 0,
        grantedAtMs: nowMs,
      },
    ]);
  });
  return id;
}

/** Sells without a lease: the till makes one up, and says instead who let it. */
async function sellWithout(
  till: TestTill,
  code: string,
  account: AccountKey,
  said: (sale: Sale) => Pick<Sale, 'uncovered' | 'overrides'>,
): Promise<Sale> {
  const invented: LeaseId = 'lease_invented';
  till.leases.set(invented, {
    id: invented,
    account,
    granted: 1,
    consumed: 0,
    refunded: 0,
    returned: 0,
    expiresAtMs: epochMs(shop.clock.nowMs() + 60_000),
    recalled: false,
  });
  const {operation, statuses} = await till.sell(2000, [code]);
  expect(statuses).toEqual(['applied']);
  till.leases.delete(invented);
  till.outbox.pop();
  till.sequence -= 1;
  till.head = operation.previousHash;
  if (operation.body.kind !== 'sale') throw new Error('not a sale');
  const {sale} = operation.body;
  const sold = {...sale, spends: [], ...said(sale)};
  till.queue({kind: 'sale', sale: sold});
  return sold;
}

function lineOf(account: AccountKey, leaseId: LeaseId, by: 'trust' | 'override') {
  return {account, amount: 1, by, leaseId, amountMinor: minor(200)};
}

test('on trust, and it was free: drawn, the money goes back, nobody is bothered', async () => {
  const {till, code, account, bounding, leaseId} = await trusted(1);
  await sellWithout(till, code, account, () => ({uncovered: [lineOf(account, leaseId, 'trust')]}));
  expect((await till.exchange()).acknowledgements).toMatchObject([{outcome: 'accepted', detail: null}]);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 1, over: 0});
  expect(await bookOf(shop.db, bounding)).toMatchObject({posted: 0, leased: 800, committed: 800});
  const entries = await shop.db
    .selectFrom('entry')
    .select(['amount', 'granted_by'])
    .where('account', '=', account)
    .execute();
  expect(entries).toEqual([{amount: 1, granted_by: 'trust'}]);
});

test('on trust, and nothing was left: over, the money stays spent, a person is told how much', async () => {
  const {till, code, account, bounding, leaseId} = await trusted(0);
  const sale = await sellWithout(till, code, account, () => ({
    uncovered: [lineOf(account, leaseId, 'trust')],
  }));
  expect((await till.exchange()).acknowledgements).toMatchObject([{outcome: 'conflict'}]);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 1, over: 1});
  expect(await bookOf(shop.db, bounding)).toMatchObject({posted: 200, leased: 800});
  const conflict = await shop.db
    .selectFrom('conflict')
    .select(['class', 'account', 'amount', 'money_minor'])
    .where('device_id', '=', till.enrolment.deviceId)
    .execute();
  expect(conflict).toEqual([{class: 'C1', account, amount: 1, money_minor: 200}]);
  till.queue({
    kind: 'void',
    void: {
      id: `void_trust${named}`,
      saleId: sale.id,
      orderId: sale.orderId,
      staffId: 'staff_test',
      reason: null,
      reversals: [{redemptionId: present(sale.redemptions[0], 'one').id, account, amount: 1, leaseId: null}],
    },
  });
  await till.exchange();
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 0, over: 0});
  expect(await bookOf(shop.db, bounding)).toMatchObject({posted: 0, leased: 800, committed: 800});
});

test('more than the till was trusted with is posted over on the bounding account too', async () => {
  const {till, code, account, bounding, leaseId} = await trusted(0);
  const line = {...lineOf(account, leaseId, 'trust'), amountMinor: minor(1500)};
  await sellWithout(till, code, account, () => ({uncovered: [line]}));
  await till.exchange();
  expect(await bookOf(shop.db, bounding)).toMatchObject({posted: 1500, leased: 0, committed: 1500});
  expect((await conflictsOf(shop.db, till.enrolment.deviceId)).join('\n')).toMatch(
    /C2 500 of x:camp_.*:trust was spent beyond what the till had of it/,
  );
});

test('trust of another campaign pays for nothing', async () => {
  const {till, code, account} = await trusted(1);
  const elsewhere = await trusted(1);
  const strange = await lease(till, elsewhere.bounding, 500);
  await sellWithout(till, code, account, () => ({uncovered: [lineOf(account, strange, 'trust')]}));
  expect((await till.exchange()).acknowledgements).toMatchObject([{outcome: 'conflict'}]);
  expect((await conflictsOf(shop.db, till.enrolment.deviceId)).join()).toMatch(
    /^C6 1 of .* on trust without a lease/,
  );
  expect(await bookOf(shop.db, elsewhere.bounding)).toMatchObject({leased: 1500});
});

function wordFor(sale: Sale, account: AccountKey, given: Partial<Override> = {}): Override {
  named += 1;
  return {
    id: `ovr_${named}`,
    approverId: manager,
    orderId: sale.orderId,
    action: 'redeem-without-lease',
    account,
    amount: 1,
    boundMinor: minor(300),
    reason: 'Regular customer',
    approvedAtMs: shop.clock.nowMs(),
    ...given,
  };
}

async function sellOnWord(given: (sale: Sale, account: AccountKey) => Partial<Override>) {
  const {till, code, account, leaseId} = await trusted(1, 'override');
  await sellWithout(till, code, account, sale => {
    const override = wordFor(sale, account, given(sale, account));
    const line = {...lineOf(account, leaseId, 'override'), overrideId: override.id};
    return {uncovered: [line], overrides: [override]};
  });
  const {acknowledgements} = await till.exchange();
  return {
    outcome: acknowledgements[0]?.outcome,
    conflicts: await conflictsOf(shop.db, till.enrolment.deviceId),
    account,
  };
}

test('a manager’s word covers the sale it was given for', async () => {
  const {outcome, conflicts, account} = await sellOnWord(() => ({}));
  expect([outcome, conflicts]).toEqual(['accepted', []]);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 1, over: 0});
});

test.each<[string, () => Partial<Override>, RegExp]>([
  ['for another order', () => ({orderId: 'ord_other'}), /given for order ord_other/],
  ['for another account', () => ({account: usesAccount('v_other')}), /given for v:v_other:uses/],
  ['for less money', () => ({boundMinor: minor(199)}), /200 of at most 199/],
  ['by a cashier', () => ({approverId: cashier}), /who is no active manager/],
  ['by the manager next door', () => ({approverId: neighbour}), /who works at store_/],
])('a word %s is a matter for a person; the sale is booked', async (_, given, reason) => {
  const {outcome, conflicts, account} = await sellOnWord(given);
  expect(outcome).toBe('conflict');
  expect(conflicts.join()).toMatch(/^C6 /);
  expect(conflicts.join()).toMatch(reason);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 1});
});

/** Two units on one word, as two lines. */
async function sellTwoOnWord(given: Partial<Override>) {
  const {till, code, account, leaseId} = await trusted(2, 'override');
  await sellWithout(till, code, account, sale => {
    const override = wordFor(sale, account, given);
    const line = {...lineOf(account, leaseId, 'override'), overrideId: override.id, amountMinor: minor(100)};
    return {uncovered: [line, line], overrides: [override]};
  });
  await till.exchange();
  return (await conflictsOf(shop.db, till.enrolment.deviceId)).filter(one => /manager|ovr_/.test(one));
}

test('one word for two lines of a sale is counted together: enough for both, or too little for both', async () => {
  expect(await sellTwoOnWord({amount: 2})).toEqual([]);
  expect(await sellTwoOnWord({amount: 1})).toEqual([expect.stringMatching(/^C6 1 of .* given for 1$/)]);
});

test('a word is good once, on whichever till', async () => {
  const id = 'ovr_once' as const;
  expect((await sellOnWord(() => ({id}))).outcome).toBe('accepted');
  const {outcome, conflicts} = await sellOnWord(() => ({id}));
  expect(outcome).toBe('conflict');
  expect(conflicts.join()).toMatch(/^C6 .* on ovr_once, which was used before$/);
});

/** A till with three units, which a manager gave up. */
async function writtenOff(limit: number) {
  named += 1;
  const code = `DEAD-${named}`;
  const account = usesAccount(`v_${code}`);
  const voucher = present(percent(code, 10, {usesLimit: limit}).voucher, 'voucher');
  await putDocuments(shop.db, shop.projectId, [voucher], [{account, limit}]);
  const till = await addTestTill(shop, storeId, `Till ${named}`);
  await till.pull();
  await till.exchange({wants: [{account, need: 3, level: 3}]});
  const {deviceId} = till.enrolment;
  const [mine] = [...till.leases.values()].filter(one => one.account === account);
  const {id} = present(mine, 'lease');
  await shop.deps.store.transact(shop.projectId, async tx => {
    const book = present((await tx.lockAccounts([account])).get(account), account);
    const held = present((await tx.lockLeasesById(deviceId, [id])).get(id), id);
    const {lease: after, account: freed} = writeOff(held, book);
    await tx.saveLeases([{...held, ...after}]);
    await tx.writeAccounts([freed]);
  });
  return {till, code, account, leaseId: id};
}

test('a late sale on a written-off lease is drawn afresh and no longer exposed', async () => {
  const {till, code, account} = await writtenOff(5);
  expect(await bookOf(shop.db, account)).toMatchObject({committed: 0, exposure: 3});
  await till.sell(1000, [code]);
  expect((await till.exchange()).acknowledgements).toMatchObject([{outcome: 'conflict'}]);
  expect(await bookOf(shop.db, account)).toMatchObject({committed: 1, posted: 1, exposure: 2, over: 0});
  expect((await conflictsOf(shop.db, till.enrolment.deviceId)).join()).toMatch(
    /^C3 1 of .* was spent on a lease that had been written off$/,
  );
});

test('where others have used it up meanwhile, the late sale is over', async () => {
  const {till, code, account} = await writtenOff(3);
  const other = await addTestTill(shop, storeId, `Other ${named}`);
  await other.exchange({wants: [{account, need: 3, level: 3}]});
  await till.sell(1000, [code]);
  await till.exchange();
  expect(await bookOf(shop.db, account)).toMatchObject({leased: 3, posted: 1, over: 1, exposure: 2});
});

test('a late return ends the exposure and frees nothing twice', async () => {
  const {till, account, leaseId} = await writtenOff(5);
  till.queue({kind: 'lease-return', leaseId, amount: 3});
  expect((await till.exchange()).acknowledgements).toMatchObject([{outcome: 'accepted'}]);
  expect(await bookOf(shop.db, account)).toMatchObject({committed: 0, exposure: 0});
});

test('a lease of somebody else’s is named, and the sale is posted', async () => {
  const mine = await writtenOff(3);
  const {till, code, account} = await trusted(1);
  await sellWithout(till, code, account, sale => ({
    ...sale,
    spends: [{account, amount: 1, leaseId: mine.leaseId}],
  }));
  expect((await till.exchange()).acknowledgements).toMatchObject([{outcome: 'conflict'}]);
  expect((await conflictsOf(shop.db, till.enrolment.deviceId)).join('\n')).toMatch(
    /C6 1 of .* was spent from lease_.*, which is not a lease of this till/,
  );
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 1});
  expect(await bookOf(shop.db, mine.account)).toMatchObject({exposure: 3});
});

test('nothing unexpected was logged', () => {
  expect(shop.failures).toEqual([]);
});
