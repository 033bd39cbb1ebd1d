/** A sale of an offline till that REST rolls back while the till voids it: in every order its units are freed once. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import {present} from '../../shared/kernel/assert.ts';
import {type AccountKey, usesAccount} from '../../shared/ledger/account-key.ts';
import {refund, remaining} from '../../shared/ledger/lease.ts';
import type {ExchangeRequest, ExchangeResponse} from '../../shared/protocol/exchange.ts';
import type {Operation} from '../../shared/protocol/operation.ts';
import type {RollbackNotice} from '../../shared/protocol/rollback-notice.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import {percent} from '../../test/builders/offers.ts';
import {bookOf, conflictsOf} from '../../test/postgres/books-of.ts';
import {putDocuments} from '../../test/postgres/put-documents.ts';
import {type Rest, restOf} from '../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';
import {addStaff} from '../enrolment/add-staff.ts';
import {writeOffTill} from '../leases/write-off.ts';

let shop: TestShop;
let rest: Rest;
let storeId: string;
beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
  storeId = await addTestStore(shop, 'main');
});
afterAll(() => shop.close());

let named = 0;

/** A till of protocol 2 that holds all `units` of a code and sold one of them. */
async function soldOne(units = 2) {
  named += 1;
  const code = `TWICE-${named}`;
  const account = usesAccount(`v_${code}`);
  const voucher = present(percent(code, 10, {usesLimit: units}).voucher, 'voucher');
  await putDocuments(shop.db, shop.projectId, [voucher], [{account, limit: units}]);
  const till = await addTestTill(shop, storeId, `Till ${named}`);
  await till.pull();
  const line = {till, session: null as string | null};
  await speak(line, {wants: [{account, need: units, level: units}]});
  const {operation} = await till.sell(1000, [code]);
  await speak(line);
  return {line, till, code, account, operation};
}

interface Line {
  readonly till: TestTill;
  session: string | null;
}

/** One exchange of today's protocol. */
async function speak(line: Line, given: Partial<ExchangeRequest> = {}): Promise<ExchangeResponse> {
  const answer = await line.till.exchange({protocol: 2, session: line.session, ...given});
  line.session = answer.session ?? line.session;
  return answer;
}

function saleOf({body}: Operation): Sale {
  if (body.kind !== 'sale') throw new Error('not a sale');
  return body.sale;
}

async function rollBack(operation: Operation): Promise<void> {
  const answer = await rest.post(`/v1/redemptions/${saleOf(operation).redemptions[0]?.id}/rollback`);
  expect(answer.status).toBe(200);
}

/** The till takes the sale back, on its lease, durable here first. */
function queueVoid(till: TestTill, operation: Operation): Operation {
  const sale = saleOf(operation);
  const spend = present(sale.spends[0], 'a spend');
  const lease = present(till.leases.get(spend.leaseId), 'the lease');
  till.leases.set(lease.id, refund(lease, spend.amount));
  named += 1;
  return till.queue({
    kind: 'void',
    void: {
      id: `void_${named}`,
      saleId: sale.id,
      orderId: sale.orderId,
      staffId: 'staff_test',
      reason: null,
      reversals: [{redemptionId: present(sale.redemptions[0], 'redemption').id, ...spend}],
    },
  });
}

/** The till takes the rollbacks in that it was told of. */
function giveWord(till: TestTill, told: readonly RollbackNotice[] | undefined): readonly Operation[] {
  return (told ?? []).map(rollback => till.queue({kind: 'rollback-seen', rollback, saleId: null}));
}

const book = (account: AccountKey) => bookOf(shop.db, account);
const problems = (till: TestTill) => conflictsOf(shop.db, till.enrolment.deviceId);
const outcomes = ({acknowledgements}: ExchangeResponse) => acknowledgements.map(one => one.outcome);

/** What the server counts of the till's lease beside what the till counts, and what awaits its word. */
async function leftOf(till: TestTill, account: AccountKey) {
  const mine = [...till.leases.values()].filter(lease => lease.account === account);
  const row = await shop.db
    .selectFrom('lease')
    .select(['granted', 'consumed', 'refunded', 'returned', 'awaiting'])
    .where('account', '=', account)
    .where('device_id', '=', till.enrolment.deviceId)
    .executeTakeFirstOrThrow();
  return {
    till: mine.reduce((sum, lease) => sum + remaining(lease), 0),
    server: remaining(row),
    awaiting: row.awaiting,
  };
}

test('rollback → word: the unit stays with the till until it says that it knows, then it is free, once', async () => {
  const {line, till, account, operation} = await soldOne();
  await rollBack(operation);
  // Not posted any more, and nobody else can have it.
  expect(await book(account)).toMatchObject({committed: 2, posted: 0, leased: 2});
  const redemption = await rest.get(`/v1/redemptions/${saleOf(operation).redemptions[0]?.id}`);
  expect(redemption.body).toMatchObject({status: 'ROLLED_BACK'});
  const told = await speak(line);
  expect(told.reversals).toMatchObject([{account, amount: 1, orderId: saleOf(operation).orderId, epoch: 1}]);
  // Told, and the answer was lost: told again, nothing freed.
  expect((await speak(line)).reversals).toEqual(told.reversals);
  expect(await leftOf(till, account)).toEqual({till: 1, server: 1, awaiting: 1});
  const [word] = giveWord(till, told.reversals);
  const answer = await speak(line);
  expect(outcomes(answer)).toEqual(['accepted']);
  expect(answer.reversals).toBeUndefined();
  expect(await book(account)).toMatchObject({committed: 1, posted: 0, leased: 1});
  // The same word once more, as a network may say it, and another operation that gives it again.
  await speak(line, {operations: [word], baseSequence: present(word, 'the word').sequence});
  giveWord(till, told.reversals);
  expect(outcomes(await speak(line))).toEqual(['accepted']);
  expect(await book(account)).toMatchObject({committed: 1, posted: 0, leased: 1});
  expect(await problems(till)).toEqual([]);
});

test('void → rollback: what the till took back cannot be rolled back', async () => {
  const {line, till, account, operation} = await soldOne();
  queueVoid(till, operation);
  await speak(line);
  const answer = await rest.post(`/v1/redemptions/${saleOf(operation).redemptions[0]?.id}/rollback`);
  expect(answer.body).toMatchObject({key: 'already_rolled_back'});
  expect(await book(account)).toMatchObject({committed: 2, posted: 0, leased: 2});
  expect((await speak(line)).reversals).toBeUndefined();
});

test('rollback → void → exchange: the unit goes back on the lease and nobody else had it', async () => {
  const {line, till, code, account, operation} = await soldOne();
  await rollBack(operation);
  expect(await book(account)).toMatchObject({committed: 2});
  queueVoid(till, operation);
  const answer = await speak(line);
  expect(outcomes(answer)).toEqual(['accepted']);
  expect(answer.reversals).toBeUndefined();
  expect(await leftOf(till, account)).toEqual({till: 2, server: 2, awaiting: 0});
  expect(await book(account)).toMatchObject({committed: 2, posted: 0, leased: 2, over: 0});
  // Its counters are what its entries say.
  const lines = await shop.db
    .selectFrom('entry')
    .select(['amount', 'lease_id', 'reverses'])
    .where('account', '=', account)
    .execute();
  const onLease = lines.filter(one => one.lease_id !== null).reduce((sum, one) => sum + one.amount, 0);
  expect(onLease).toBe(0);
  expect((await till.sell(500, [code])).statuses).toEqual(['applied']);
  expect(outcomes(await speak(line))).toEqual(['accepted']);
  expect(await problems(till)).toEqual([]);
});

test('rollback → void and word in one exchange: the void stands before the word, nothing is freed', async () => {
  const {line, till, account, operation} = await soldOne();
  await rollBack(operation);
  // The void was made before the answer that tells of the rollback came.
  queueVoid(till, operation);
  const told = await speak(line, {operations: [], baseSequence: till.sequence});
  giveWord(till, told.reversals);
  expect(outcomes(await speak(line))).toEqual(['accepted', 'accepted']);
  expect(await leftOf(till, account)).toEqual({till: 2, server: 2, awaiting: 0});
  expect(await book(account)).toMatchObject({committed: 2, posted: 0, leased: 2});
  expect(await problems(till)).toEqual([]);
});

test('a word that overtakes a void nobody understands waits with it', async () => {
  const {line, till, account, operation} = await soldOne();
  await rollBack(operation);
  const told = (await speak(line)).reversals;
  const lost = present(saleOf(operation).redemptions[0], 'redemption').id;
  till.queue({
    kind: 'void',
    void: {
      id: 'void_early',
      saleId: 'sale_unheard',
      orderId: 'ord_unheard',
      staffId: 'staff_test',
      reason: null,
      reversals: [{redemptionId: lost, account, amount: 1, leaseId: null}],
    },
  });
  giveWord(till, told);
  expect(outcomes(await speak(line))).toEqual(['quarantined', 'quarantined']);
  expect(await book(account)).toMatchObject({committed: 2, leased: 2});
});

test('another till’s word, or of what never was, frees nothing', async () => {
  const {line, account, operation} = await soldOne();
  const {line: other, till} = await soldOne();
  await rollBack(operation);
  giveWord(till, (await speak(line)).reversals);
  expect(outcomes(await speak(other))).toEqual(['conflict']);
  expect((await problems(till)).join()).toMatch(/^C6 it was told of notice_.*nothing was freed$/);
  expect(await book(account)).toMatchObject({committed: 2, leased: 2});
});

test('a till that never spoke protocol 2 takes nothing back: its unit is free at once', async () => {
  named += 1;
  const code = `OLD-${named}`;
  const account = usesAccount(`v_${code}`);
  const voucher = present(percent(code, 10, {usesLimit: 1}).voucher, 'voucher');
  await putDocuments(shop.db, shop.projectId, [voucher], [{account, limit: 1}]);
  const till = await addTestTill(shop, storeId, `Till ${named}`);
  await till.pull();
  await till.exchange({wants: [{account, need: 1, level: 1}]});
  const {operation} = await till.sell(1000, [code]);
  await till.exchange();
  await rollBack(operation);
  expect(await book(account)).toMatchObject({committed: 0, posted: 0, leased: 0});
  expect((await till.exchange()).reversals).toBeUndefined();
});

test('the till is told through its live line and its lease version, and counted as who holds it', async () => {
  const {till, account, operation} = await soldOne();
  const before = await shop.db.selectFrom('device').select('lease_version').execute();
  await rollBack(operation);
  const after = await shop.db.selectFrom('device').select('lease_version').execute();
  const sum = (rows: readonly {lease_version: number}[]) => rows.reduce((n, one) => n + one.lease_version, 0);
  expect(sum(after)).toBe(sum(before) + 1);
  const view = await shop.app.inject({
    url: `/sync/v1/admin/accounts/${account}`,
    headers: shop.managementKey,
  });
  expect(view.json()).toMatchObject({posted: 0, free: 0, heldByTills: [{amount: 2}]});
  expect(till.leases.size).toBe(1);
});

test('a write-off exposes what awaits a lost till; its word or its void ends that', async () => {
  const manager = await addStaff(shop.deps, shop.projectId, {name: 'Mira', role: 'manager', pin: '123456'});
  if (!manager.ok) throw new Error('not hired');
  const {line, till, account, operation} = await soldOne();
  await rollBack(operation);
  const off = await writeOffTill(shop.deps.store, shop.projectId, till.enrolment.deviceId, {
    staffId: manager.value.id,
    reason: 'lost',
    confirmExposure: 2,
  });
  expect(off).toMatchObject({ok: true, value: {exposure: 2}});
  expect(await book(account)).toMatchObject({committed: 0, leased: 0, exposure: 2});
  queueVoid(till, operation);
  expect(outcomes(await speak(line))).toEqual(['accepted']);
  expect(await book(account)).toMatchObject({committed: 0, leased: 0, exposure: 2});
  expect(await leftOf(till, account)).toEqual({till: 2, server: 2, awaiting: 0});
  expect(await problems(till)).toEqual([expect.stringMatching(/^C10/)]);
});

test('rolled back and voided at the same moment, eight times: nobody waits in a circle, each unit is freed once', async () => {
  const sold = [];
  for (let n = 0; n < 8; n += 1) sold.push(await soldOne(1));
  await Promise.all(
    sold.flatMap(({line, till, operation}) => {
      queueVoid(till, operation);
      const rolled = rest.post(`/v1/redemptions/${saleOf(operation).redemptions[0]?.id}/rollback`);
      return [rolled.then(one => expect([200, 400]).toContain(one.status)), speak(line)];
    }),
  );
  for (const {line, till, account} of sold) {
    giveWord(till, (await speak(line)).reversals);
    await speak(line);
    expect(await leftOf(till, account)).toEqual({till: 1, server: 1, awaiting: 0});
    expect(await book(account)).toMatchObject({committed: 1, posted: 0, leased: 1, over: 0});
    expect(await problems(till)).toEqual([]);
  }
});

test('nothing unexpected was logged', () => {
  expect(shop.failures).toEqual([]);
});
