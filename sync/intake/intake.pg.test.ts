import {sql} from 'kysely';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {hashDecision} from '../../shared/decision/hash-decision.ts';
import {present} from '../../shared/kernel/assert.ts';
import {contentHash} from '../../shared/kernel/content-hash.ts';
import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import {type AccountKey, balanceAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Operation} from '../../shared/protocol/operation.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import {gift, percent} from '../../test/builders/offers.ts';
import {like} from '../../test/like.ts';
import {putDocuments} from '../../test/postgres/put-documents.ts';
import {restOf} from '../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, seal, type TestTill} from '../../test/postgres/test-till.ts';
import {publishDocument} from '../storage/publish-document.ts';
import {transact} from '../storage/transact.ts';

let shop: TestShop;
let storeId: string;
beforeAll(async () => {
  shop = await testShop();
  storeId = await addTestStore(shop, 'main');
});
afterAll(() => shop.close());

let named = 0;
/** A till that holds `uses` of a new code, and has replicated everything. */
async function tillWith(uses: number): Promise<{till: TestTill; code: string; account: AccountKey}> {
  named += 1;
  const code = `CODE-${named}`;
  const account = usesAccount(`v_${code}`);
  const voucher = present(percent(code, 10, {usesLimit: uses}).voucher, 'voucher');
  await putDocuments(shop.db, shop.projectId, [voucher], [{account, limit: uses}]);
  const till = await addTestTill(shop, storeId, `Till ${named}`);
  await till.pull();
  await till.exchange({wants: [{account, need: uses, level: uses}]});
  return {till, code, account};
}

function saleOf(operation: Operation): Sale {
  if (operation.body.kind !== 'sale') throw new Error('not a sale');
  return operation.body.sale;
}

const day = 24 * 60 * 60_000;

/** The same operation with another sale, sealed again as a till that lies would. */
function resealed(operation: Operation, change: (sale: Sale) => Sale): Operation {
  const {hash: _, ...content} = operation;
  return seal({...content, body: {kind: 'sale', sale: change(saleOf(operation))}});
}

/** Everything an operation may have written, as one value. */
async function booksOf(till: TestTill, account: AccountKey): Promise<unknown> {
  const {deviceId} = till.enrolment;
  const read = async (query: ReturnType<typeof sql>) => (await query.execute(shop.db)).rows;
  return {
    account: await read(sql`select committed, held, over_units from account where account = ${account}`),
    lease: await read(sql`select granted, consumed, returned from lease where account = ${account}`),
    entries: await read(sql`select amount, redemption_id from entry where account = ${account} order by 2`),
    redemptions: await read(
      sql`select redemption_id, kind from redemption where channel ->> 'channel_id' = ${deviceId} order by 1`,
    ),
    orders: await read(
      sql`select order_id, status, totals from sales_order where till ->> 'deviceId' = ${deviceId} order by 1`,
    ),
    operations: await read(
      sql`select sequence, hash, outcome from operation where device_id = ${deviceId} order by 1`,
    ),
    epoch: await read(
      sql`select applied_sequence, head_hash from device_epoch where device_id = ${deviceId}`,
    ),
    conflicts: await read(
      sql`select class, detail from conflict where device_id = ${deviceId} order by 1, 2`,
    ),
  };
}

async function conflictsOf(till: TestTill): Promise<readonly string[]> {
  const rows = await shop.db
    .selectFrom('conflict')
    .select(['class', 'detail'])
    .where('device_id', '=', till.enrolment.deviceId)
    .orderBy('opened_at')
    .execute();
  return rows.map(row => `${row.class} ${row.detail}`);
}

test('a sale becomes a paid order with its redemption, on the lease it was spent from', async () => {
  const {till, code, account} = await tillWith(3);
  const {operation} = await till.sell(2400, [code]);
  const answer = await till.exchange();
  expect(answer.acknowledgements).toEqual([
    {sequence: 1, hash: operation.hash, outcome: 'accepted', detail: null},
  ]);
  expect(answer.appliedSequence).toBe(1);
  const sale = saleOf(operation);
  const order = await shop.db
    .selectFrom('sales_order')
    .selectAll()
    .where('order_id', '=', sale.orderId)
    .executeTakeFirstOrThrow();
  expect(order).toMatchObject({
    status: 'PAID',
    totals: {amountMinor: 2400, totalDiscountMinor: 240, totalMinor: 2160},
    till: {deviceId: till.enrolment.deviceId, storeId, receiptNumber: '01-000001', changeMinor: 0},
  });
  expect(await booksOf(till, account)).toMatchObject({
    account: [{committed: 3, held: 0, over_units: 0}],
    lease: [{granted: 3, consumed: 1, returned: 0}],
    entries: [{amount: 1, redemption_id: sale.redemptions[0]?.id}],
    redemptions: [{redemption_id: sale.redemptions[0]?.id, kind: 'single'}],
    conflicts: [],
  });
});

test('a sale with a free unit is decided again to the same: an order with the added line', async () => {
  const rest = restOf(shop);
  await rest.post('/v1/products', {source_id: 'sweet', name: 'Sweet', price: 490});
  const code = `FREE-${named}`;
  const discount = {type: 'UNIT', effect: 'ADD_NEW_ITEMS', unit_off: 1, unit_type: 'sweet'};
  expect(await rest.post(`/v1/vouchers/${code}`, {discount})).toMatchObject({status: 200});
  const {till} = await tillWith(1);
  await till.pull();
  const {operation} = await till.sell(2400, [code]);
  expect((await till.exchange()).acknowledgements).toMatchObject([{outcome: 'accepted', detail: null}]);
  const {orderId, redemptions} = saleOf(operation);
  const {body} = await rest.get(`/v1/orders/${orderId}`);
  expect(body).toMatchObject({
    amount: 2890,
    initial_amount: 2400,
    total_amount: 2400,
    items: [{quantity: 1}, {product: {name: 'Sweet'}, quantity: 1, initial_quantity: 0, subtotal_amount: 0}],
  });
  expect(await conflictsOf(till)).toEqual([]);
  const back = await rest.post(`/v1/redemptions/${redemptions[0]?.id}/rollback`);
  expect(back.body).toMatchObject({order: {amount: 2400, total_amount: 2400}});
});

test('what only the server counts is refused at a till, and books nothing', async () => {
  const rest = restOf(shop);
  const rules = {'1': {name: 'redemption.count.daily', conditions: {$less_than_or_equal: [5]}}, logic: '1'};
  const rule = (await rest.post('/v1/validation-rules', {name: 'Five a day', rules})).body;
  await rest.post('/v1/vouchers/FIVEADAY', {
    discount: {type: 'AMOUNT', amount_off: 100},
    validation_rules: [rule['id']],
  });
  const {till} = await tillWith(1);
  await till.pull();
  const {statuses, operation} = await till.sell(2400, ['FIVEADAY']);
  expect(statuses).toEqual(['inapplicable']);
  const {draws, verdicts} = saleOf(operation).decision;
  expect(draws).toEqual([]);
  expect(verdicts).toMatchObject([{refusal: {code: 'counter_unknown', onlineOnly: false}}]);
  expect((await till.exchange()).acknowledgements).toMatchObject([{outcome: 'accepted'}]);
  await rest.post('/v1/redemptions', {
    redeemables: [{object: 'voucher', id: 'FIVEADAY'}],
    order: {amount: 900},
  });
  const counters = await shop.db
    .selectFrom('account')
    .select('account')
    .where('account', 'like', 'q:%')
    .execute();
  expect(counters).toHaveLength(1);
  await till.exchange({wants: counters.map(({account}) => ({account, need: 1, level: 5}))});
  expect([...till.leases.values()].some(lease => lease.account.startsWith('q:'))).toBe(false);
});

test('what a till’s rules only count is counted when the sale arrives', async () => {
  const rest = restOf(shop);
  const rules = {
    '1': {name: 'order.amount', conditions: {$more_than: [100]}},
    '2': {name: 'redemption.count.daily', conditions: {$less_than_or_equal: [1]}},
    logic: '1 or 2',
  };
  const rule = (await rest.post('/v1/validation-rules', {name: 'Large or first', rules})).body;
  const discount = {type: 'AMOUNT', amount_off: 50};
  await rest.post('/v1/vouchers/EITHER', {discount, validation_rules: [rule['id']]});
  const {till} = await tillWith(1);
  await till.pull();
  const {statuses, operation} = await till.sell(2400, ['EITHER']);
  expect(statuses).toEqual(['applied']);
  expect((await till.exchange()).acknowledgements).toMatchObject([{outcome: 'accepted', detail: null}]);
  expect(await conflictsOf(till)).toEqual([]);
  const [draw] = saleOf(operation).decision.draws;
  const book = await shop.db
    .selectFrom('account')
    .select('committed')
    .where('account', '=', present(draw, 'a draw').account)
    .executeTakeFirstOrThrow();
  expect(book.committed).toBe(1);
  const redeem = (amount: number) =>
    rest.post('/v1/redemptions', {redeemables: [{object: 'voucher', id: 'EITHER'}], order: {amount}});
  expect([(await redeem(90)).status, (await redeem(900)).status]).toEqual([400, 200]);
});

test('two codes on one sale are children of a parent redemption, each with its own draw', async () => {
  const {till, code, account} = await tillWith(1);
  const card = present(gift(`CARD-${code}`, 1000).voucher, 'card');
  const balance = balanceAccount(card.id);
  await putDocuments(shop.db, shop.projectId, [card], [{account: balance, limit: 1000}]);
  await till.pull();
  await till.exchange({wants: [{account: balance, need: 1000, level: 1000}]});
  const {operation, statuses} = await till.sell(2400, [code, card.code]);
  expect(statuses).toEqual(['applied', 'applied']);
  expect((await till.exchange()).acknowledgements[0]).toMatchObject({outcome: 'accepted'});
  const rows = await shop.db
    .selectFrom('redemption')
    .select(['kind', 'object', 'amount_minor', 'discount_minor', 'parent_id'])
    .where('order_id', '=', saleOf(operation).orderId)
    .orderBy('kind')
    .orderBy('amount_minor')
    .execute();
  const parentId = saleOf(operation).parentRedemptionId;
  expect(rows).toEqual([
    {kind: 'child', object: 'voucher', amount_minor: 1000, discount_minor: 1000, parent_id: parentId},
    {kind: 'child', object: 'voucher', amount_minor: null, discount_minor: 240, parent_id: parentId},
    {kind: 'parent', object: 'redemption', amount_minor: null, discount_minor: 1240, parent_id: null},
  ]);
  expect(await booksOf(till, balance)).toMatchObject({lease: [{granted: 1000, consumed: 1000}]});
  expect(await booksOf(till, account)).toMatchObject({lease: [{granted: 1, consumed: 1}]});
});

test('batches sent up to five times, shuffled and in pieces, write what one sending writes', async () => {
  const {till, code, account} = await tillWith(4);
  for (const codes of [[code], [], [code], [code], []]) await till.sell(1000, codes);
  till.queue({kind: 'lease-return', leaseId: present([...till.leases.values()][0], 'lease').id, amount: 1});
  const all = [...till.outbox];
  await till.exchange({operations: all});
  const once = await booksOf(till, account);
  for (let round = 1; round <= 5; round += 1) {
    const shuffled = all.map((one, at) => ({one, at: (at * 5 + round * 7) % 11})).sort((a, b) => a.at - b.at);
    const operations = shuffled.map(({one}) => one).slice(0, 2 + round);
    const {acknowledgements} = await till.exchange({operations: [...operations, ...operations]});
    expect(acknowledgements.every(one => one.outcome === 'accepted')).toBe(true);
    expect(await booksOf(till, account)).toEqual(once);
  }
});

test('two sendings of one batch at the same time write it once', async () => {
  const {till, code, account} = await tillWith(2);
  await till.sell(1000, [code]);
  await till.sell(1000, [code]);
  const operations = [...till.outbox];
  const answers = await Promise.all(Array.from({length: 5}, () => till.post({operations})));
  expect(answers.map(answer => answer.statusCode)).toEqual(Array(5).fill(200));
  expect(await booksOf(till, account)).toMatchObject({
    lease: [{granted: 2, consumed: 2}],
    epoch: [{applied_sequence: 2}],
  });
});

test('an operation whose hash does not fit is kept aside, blocks nothing, and the true one may follow', async () => {
  const {till, code, account} = await tillWith(2);
  const {operation} = await till.sell(1000, [code]);
  const second = (await till.sell(1500, [])).operation;
  const tampered = {...operation, clock: {...operation.clock, correctedMs: epochMs(0)}};
  const answer = await till.post({operations: [tampered, second], baseSequence: 1});
  expect(answer.json()).toMatchObject({
    appliedSequence: 2,
    acknowledgements: [
      {sequence: 1, outcome: 'quarantined', detail: 'its hash does not fit its content'},
      {sequence: 2, outcome: 'accepted'},
    ],
  });
  expect(await booksOf(till, account)).toMatchObject({entries: [], lease: [{consumed: 0}]});
  const after = await till.exchange({operations: [operation], baseSequence: 1});
  expect(after.acknowledgements).toMatchObject([{sequence: 1, outcome: 'accepted'}]);
  expect(await booksOf(till, account)).toMatchObject({entries: [{amount: 1}], lease: [{consumed: 1}]});
});

test.each<[string, (operation: Operation) => unknown]>([
  ['of a later schema', one => ({...one, schemaVersion: 2})],
  ['of an unknown kind', one => ({...one, body: {kind: 'loyalty-earn', points: 5}})],
  ['with text for a number', one => ({...one, clock: {...one.clock, wallMs: 'yesterday'}})],
  ['of another till', one => ({...one, deviceId: 'till_somebody'})],
  ['with NUL and half a character in its id', one => ({...one, id: 'op_\u0000\ud800'})],
])('an operation %s is kept as received and does not stop the next', async (_, change) => {
  const {till} = await tillWith(1);
  const {hash: _hash, ...rest} = change((await till.sell(100, [])).operation) as Operation;
  const odd = {...rest, hash: contentHash(rest)};
  const second = (await till.sell(200, [])).operation;
  const answer = await till.post({operations: [odd, second], baseSequence: 1});
  expect(answer.json()).toMatchObject({
    acknowledgements: [
      {sequence: 1, hash: odd.hash, outcome: 'quarantined'},
      {sequence: 2, outcome: 'accepted'},
    ],
  });
  const kept = await shop.db
    .selectFrom('operation')
    .select('body')
    .where('hash', '=', odd.hash)
    .executeTakeFirstOrThrow();
  expect(JSON.parse(kept.body)).toEqual(JSON.parse(JSON.stringify(odd)));
  expect((await conflictsOf(till))[0]).toMatch(/^C9 Operation 1: /);
});

test('what has not even a sequence is kept for a person to see, once', async () => {
  const {till} = await tillWith(1);
  const operations = ['hello', {sequence: 'one'}, null];
  for (let n = 0; n < 2; n += 1)
    expect((await till.post({operations})).json()).toMatchObject({acknowledgements: []});
  expect(await conflictsOf(till)).toEqual([
    'C9 An operation without sequence and hash: "hello"',
    'C9 An operation without sequence and hash: {"sequence":"one"}',
    'C9 An operation without sequence and hash: null',
  ]);
});

test('fields that only a newer till knows survive, and its hash still fits', async () => {
  const {till} = await tillWith(1);
  const {hash: _, ...content} = (await till.sell(100, [])).operation;
  const newer = {...content, weather: 'rain'};
  const operation = {...newer, hash: contentHash(newer)};
  const answer = await till.post({operations: [operation], baseSequence: 1});
  expect(answer.json()).toMatchObject({acknowledgements: [{outcome: 'accepted'}]});
  const {body} = await shop.db
    .selectFrom('operation')
    .select('body')
    .where('hash', '=', operation.hash)
    .executeTakeFirstOrThrow();
  expect(JSON.parse(body)).toMatchObject({weather: 'rain'});
});

describe('a till that lies', () => {
  test('about the decision it made: posted, and a conflict', async () => {
    const {till, code, account} = await tillWith(1);
    const {operation} = await till.sell(2400, [code]);
    const forged = resealed(operation, sale => ({
      ...sale,
      decision: {...sale.decision, order: {...sale.decision.order, totalMinor: minor(1)}},
      tenders: [{kind: 'cash', amountMinor: minor(1)}],
    }));
    const {acknowledgements} = await till.exchange({operations: [forged]});
    expect(acknowledgements[0]).toMatchObject({outcome: 'conflict'});
    expect(await conflictsOf(till)).toEqual(['C6 the decision was changed after it was made']);
    expect(await booksOf(till, account)).toMatchObject({entries: [{amount: 1}]});
  });

  test('about where it sold, and in what money: posted, and a conflict for each', async () => {
    const {till} = await tillWith(1);
    const {operation} = await till.sell(1000, []);
    const forged = resealed(operation, sale => ({
      ...sale,
      storeId: 'store_elsewhere',
      currency: 'JPY' as typeof sale.currency,
    }));
    const {acknowledgements} = await till.exchange({operations: [forged]});
    expect(acknowledgements[0]).toMatchObject({outcome: 'conflict'});
    expect(await conflictsOf(till)).toEqual([
      `C6 sold for store_elsewhere, but the till belongs to ${storeId}`,
      'C6 paid in JPY, but decided in EUR',
    ]);
  });

  test('about the rules of the decision: this server decides otherwise', async () => {
    const {till, code} = await tillWith(1);
    const {operation} = await till.sell(2400, [code]);
    const forged = resealed(operation, sale => {
      const decision = {...sale.decision, order: {...sale.decision.order, totalMinor: minor(1)}};
      const tenders = [{kind: 'cash' as const, amountMinor: minor(1)}];
      return {...sale, decision, decisionHash: hashDecision(decision), tenders};
    });
    expect((await till.exchange({operations: [forged]})).acknowledgements[0]).toMatchObject({
      outcome: 'conflict',
      detail:
        'this server decides 2160 after discounts of 240 (minor units), the till 1 after discounts of 240 (minor units)',
    });
    expect((await conflictsOf(till))[0]).toMatch(/^C5 /);
  });

  test('about when it decided: an offer that was over when it sold', async () => {
    const {till} = await tillWith(1);
    const over = present(percent('OVER', 50, {endsAtMs: epochMs(Date.now() - 30 * day)}).voucher, 'voucher');
    await putDocuments(shop.db, shop.projectId, [over], []);
    await till.pull();
    till.clockAheadMs = -60 * day;
    const {operation, statuses} = await till.sell(1000, ['OVER']);
    expect(statuses).toEqual(['applied']);
    till.clockAheadMs = 0;
    const {hash: _, ...content} = operation;
    const now = {correctedMs: till.nowMs, wallMs: till.nowMs, source: 'server' as const};
    const {acknowledgements} = await till.exchange({operations: [seal({...content, clock: now})]});
    expect(acknowledgements[0]).toMatchObject({
      outcome: 'conflict',
      detail: like(/^decided 86400 minutes before it was sold, when it would have cost 1000 and not 500/),
    });
    expect((await conflictsOf(till))[0]).toMatch(/^C8 /);
  });

  test('about when it decided, where the time makes no difference: accepted', async () => {
    const {till, code} = await tillWith(2);
    till.clockAheadMs = -60 * day;
    const {operation} = await till.sell(1000, [code]);
    till.clockAheadMs = 0;
    const {hash: _, ...content} = operation;
    const now = {correctedMs: till.nowMs, wallMs: till.nowMs, source: 'server' as const};
    const {acknowledgements} = await till.exchange({operations: [seal({...content, clock: now})]});
    expect(acknowledgements[0]).toMatchObject({outcome: 'accepted'});
  });

  test('about the facts it decided on', async () => {
    const {till, code} = await tillWith(1);
    till.documents = till.documents.map(document =>
      document.kind === 'voucher' && document.code === code && document.benefit.type === 'DISCOUNT_VOUCHER'
        ? {
            ...document,
            benefit: {type: 'DISCOUNT_VOUCHER', discount: {...document.benefit.discount, ...{percent: 90}}},
          }
        : document,
    );
    await till.sell(1000, [code]);
    expect((await till.exchange()).acknowledgements[0]).toMatchObject({
      outcome: 'conflict',
      detail: `voucher v_${code} version 1 was never published like that`,
    });
  });

  test('about its lease: what it did not have is posted over the limit, in sight', async () => {
    const {till, code, account} = await tillWith(1);
    const {operation} = await till.sell(1000, [code]);
    const other = await till.sell(1000, []);
    till.outbox = [];
    const twice = resealed(other.operation, () => ({
      ...saleOf(operation),
      orderId: 'ord_forged',
      receiptNumber: saleOf(other.operation).receiptNumber,
      redemptions: [{id: 'r_forged', verdict: 0}],
    }));
    const {acknowledgements} = await till.exchange({operations: [operation, twice], baseSequence: 1});
    expect(acknowledgements.map(one => one.outcome)).toEqual(['accepted', 'conflict']);
    expect(await booksOf(till, account)).toMatchObject({
      account: [{committed: 2, over_units: 1}],
      lease: [{granted: 1, consumed: 1}],
      entries: [{amount: 1}, {amount: 1}],
    });
    expect(await conflictsOf(till)).toEqual([`C1 1 of ${account} was spent without a lease that covers it`]);
  });

  test('with the lease of another till', async () => {
    const {till, code} = await tillWith(1);
    const thief = await addTestTill(shop, storeId, 'Thief');
    await thief.pull();
    thief.leases = new Map(till.leases);
    await thief.sell(1000, [code]);
    expect((await thief.exchange()).acknowledgements[0]).toMatchObject({outcome: 'conflict'});
    expect(await booksOf(thief, usesAccount(`v_${code}`))).toMatchObject({
      account: [{committed: 2, over_units: 1}],
      lease: [{consumed: 0}],
    });
  });

  test('with its own lease on something else', async () => {
    const {till, code, account} = await tillWith(1);
    const other = usesAccount(`v_OTHER-${code}`);
    const voucher = present(percent(`OTHER-${code}`, 50, {usesLimit: 1}).voucher, 'voucher');
    await putDocuments(shop.db, shop.projectId, [voucher], [{account: other, limit: 1}]);
    await till.exchange({wants: [{account: other, need: 1, level: 1}]});
    const otherLease = present(
      [...till.leases.values()].find(l => l.account === other),
      'lease',
    ).id;
    const {operation} = await till.sell(1000, [code]);
    const forged = resealed(operation, sale => ({
      ...sale,
      spends: [{account, amount: 1, leaseId: otherLease}],
    }));
    expect((await till.exchange({operations: [forged]})).acknowledgements[0]).toMatchObject({
      outcome: 'conflict',
    });
    expect(await booksOf(till, other)).toMatchObject({lease: [{consumed: 0}], account: [{committed: 1}]});
    expect(await booksOf(till, account)).toMatchObject({account: [{committed: 2, over_units: 1}]});
  });

  test('by giving back more than it has', async () => {
    const {till, account} = await tillWith(2);
    till.queue({
      kind: 'lease-return',
      leaseId: present([...till.leases.values()][0], 'lease').id,
      amount: 50,
    });
    expect((await till.exchange()).acknowledgements[0]).toMatchObject({outcome: 'conflict'});
    expect(await booksOf(till, account)).toMatchObject({account: [{committed: 0}], lease: [{returned: 2}]});
  });

  test('by selling under an order that is there already: kept aside, the order is untouched', async () => {
    const {till} = await tillWith(1);
    const first = (await till.sell(1000, [])).operation;
    const second = resealed((await till.sell(1, [])).operation, sale => ({
      ...sale,
      orderId: saleOf(first).orderId,
    }));
    const {acknowledgements} = await till.exchange({operations: [first, second]});
    expect(acknowledgements.map(one => one.outcome)).toEqual(['accepted', 'quarantined']);
    const {totals} = await shop.db
      .selectFrom('sales_order')
      .select('totals')
      .where('order_id', '=', saleOf(first).orderId)
      .executeTakeFirstOrThrow();
    expect(totals.totalMinor).toBe(1000);
  });
});

test('a sale of the common past, sealed again by a restored till, is not booked twice', async () => {
  const {till, code, account} = await tillWith(2);
  const {operation} = await till.sell(1000, [code]);
  await till.exchange();
  const {hash: _, ...content} = operation;
  const other = seal({...content, id: 'op_other', clock: {...content.clock, wallMs: epochMs(1)}});
  const {acknowledgements} = await till.exchange({operations: [other], baseSequence: 1});
  expect(acknowledgements).toMatchObject([{sequence: 1, hash: other.hash, outcome: 'conflict'}]);
  expect((await conflictsOf(till))[0]).toMatch(/^C4 Operation 1 has a sequence that was used before/);
  expect(await booksOf(till, account)).toMatchObject({entries: [{amount: 1}]});
});

test('an operation waits for those before it while the till has them, and goes on when it does not', async () => {
  const {till} = await tillWith(1);
  const operations: Operation[] = [];
  for (let n = 1; n <= 5; n += 1) operations.push((await till.sell(n * 100, [])).operation);
  const [first, , third, fourth, fifth] = operations;
  const waiting = await till.post({operations: [first, third], baseSequence: 1});
  expect(waiting.json()).toMatchObject({appliedSequence: 1, acknowledgements: [{sequence: 1}]});
  const stillWaiting = await till.post({operations: [fifth], baseSequence: 4});
  expect(stillWaiting.json()).toMatchObject({appliedSequence: 3, acknowledgements: []});
  const past = await till.post({operations: [fourth, fifth], baseSequence: 4});
  expect(past.json()).toMatchObject({
    appliedSequence: 5,
    acknowledgements: [
      {sequence: 4, outcome: 'accepted'},
      {sequence: 5, outcome: 'accepted'},
    ],
  });
  expect(await conflictsOf(till)).toEqual([
    'C4 The till no longer has its operations 2 to 3; they never arrived',
  ]);
  const tills = await shop.app.inject({url: '/sync/v1/admin/tills', headers: shop.managementKey});
  const view = tills.json<{tills: {id: string; missingSequences: number}[]}>().tills;
  expect(view.find(one => one.id === till.enrolment.deviceId)?.missingSequences).toBe(2);
  const found = await till.post({operations: [third], baseSequence: 3});
  expect(found.json()).toMatchObject({
    appliedSequence: 5,
    acknowledgements: [{sequence: 3, outcome: 'accepted'}],
  });
});

test('two tills and one code of three uses: three successes offline, the server agrees', async () => {
  const code = 'THRICE';
  const account = usesAccount(`v_${code}`);
  const voucher = present(percent(code, 10, {usesLimit: 3}).voucher, 'voucher');
  await putDocuments(shop.db, shop.projectId, [voucher], [{account, limit: 3}]);
  const one = await addTestTill(shop, storeId, 'One');
  const two = await addTestTill(shop, storeId, 'Two');
  for (const [till, need] of [
    [one, 2],
    [two, 1],
  ] as const) {
    await till.pull();
    await till.exchange({wants: [{account, need, level: 2}]});
  }
  const statuses: string[] = [];
  for (const till of [one, one, one, two, two]) {
    shop.clock.advance(5);
    statuses.push(...(await till.sell(1000, [code])).statuses);
  }
  expect(statuses).toEqual(['applied', 'applied', 'inapplicable', 'applied', 'inapplicable']);
  await two.exchange();
  await one.exchange();
  const {accounts} = await one.exchange({wants: [{account, need: 0, level: 0}]});
  expect(accounts[0]).toMatchObject({limit: 3, posted: 3, free: 0, heldByTills: []});
  expect(accounts[0]?.lastUse).toMatchObject({storeName: 'main', receiptNumber: '01-000001'});
});

test('a sale on a version that was replaced before it happened is accepted as stale', async () => {
  const {till, code} = await tillWith(1);
  const voucher = present(percent(code, 20, {usesLimit: 1}).voucher, 'voucher');
  await transact(shop.db, tx => publishDocument(tx, shop.projectId, {...voucher, version: 2}));
  till.clockAheadMs = 1_000;
  await till.sell(1000, [code]);
  expect((await till.exchange()).acknowledgements[0]).toMatchObject({
    outcome: 'accepted-stale',
    detail: `voucher v_${code} version 1 was outdated`,
  });
  expect(await conflictsOf(till)).toEqual([]);
});

test('a till whose clock is two days ahead loses nothing; its time is held back and shown', async () => {
  const {till, code, account} = await tillWith(1);
  till.clockAheadMs = 2 * day;
  till.leases = new Map([...till.leases].map(([id, lease]) => [id, {...lease, expiresAtMs: farFuture}]));
  const {operation} = await till.sell(1000, [code]);
  const answer = await till.exchange();
  expect(answer.acknowledgements[0]).toMatchObject({outcome: 'accepted-stale'});
  expect(await booksOf(till, account)).toMatchObject({entries: [{amount: 1}]});
  const {redeemed_at} = await shop.db
    .selectFrom('redemption')
    .select('redeemed_at')
    .where('order_id', '=', saleOf(operation).orderId)
    .executeTakeFirstOrThrow();
  expect(redeemed_at.getTime()).toBeLessThan(shop.clock.nowMs() + 6 * 60_000);
  const tills = await shop.app.inject({url: '/sync/v1/admin/tills', headers: shop.managementKey});
  const view = tills.json<{tills: {id: string; clockSkewMs: number | null}[]}>().tills;
  const skew = view.find(one => one.id === till.enrolment.deviceId)?.clockSkewMs ?? 0;
  expect(Math.abs(skew - 2 * day)).toBeLessThan(5_000);
});
const farFuture: EpochMs = epochMs(8e15);

test('a till enrolled anew may still send what it did before, on the leases of that time', async () => {
  const {till, code, account} = await tillWith(1);
  await till.sell(1000, [code]);
  const issued = await shop.app.inject({
    method: 'POST',
    url: `/sync/v1/admin/tills/${till.enrolment.deviceId}/enrolment-code`,
    headers: shop.managementKey,
  });
  const enrolled = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/enrol',
    payload: {
      protocol: 1,
      code: issued.json<{enrolmentCode: string}>().enrolmentCode,
      nonce: 'a-second-nonce-of-this-till',
      shell: 'browser',
      journal: 'none',
    },
  });
  const {token, epoch} = enrolled.json<{token: string; epoch: number}>();
  expect(epoch).toBe(2);
  const old = await till.post();
  expect(old.statusCode).toBe(401);
  const late = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/exchange',
    headers: {authorization: `Bearer ${token}`},
    payload: {
      protocol: 1,
      deviceId: till.enrolment.deviceId,
      epoch: 1,
      baseSequence: 1,
      operations: till.outbox,
      wants: [{account, need: 1, level: 1}],
      leaseVersion: 0,
      preposition: true,
      wallMs: till.nowMs,
    },
  });
  expect(late.json()).toMatchObject({appliedSequence: 1, acknowledgements: [{outcome: 'accepted'}]});
  expect(await booksOf(till, account)).toMatchObject({
    account: [{committed: 1, over_units: 0}],
    lease: [{granted: 1, consumed: 1}],
  });
});

test('a revoked till is told so, its queue is taken, and a stranger is not let in', async () => {
  const {till, code, account} = await tillWith(2);
  await till.sell(1000, [code]);
  await shop.app.inject({
    method: 'POST',
    url: `/sync/v1/admin/tills/${till.enrolment.deviceId}/revoke`,
    headers: shop.managementKey,
  });
  const answer = await till.post();
  expect([answer.statusCode, answer.json()]).toMatchObject([
    200,
    {standing: 'revoked', appliedSequence: 1, acknowledgements: [{outcome: 'accepted'}]},
  ]);
  await till.post({wants: [{account, need: 2, level: 2}], preposition: true});
  expect(await booksOf(till, account)).toMatchObject({lease: [{granted: 2, consumed: 1}]});
  const stranger = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/exchange',
    headers: {authorization: `Bearer ${'x'.repeat(43)}`},
    payload: {},
  });
  expect([stranger.statusCode, stranger.json()]).toMatchObject([401, {key: 'unauthorized'}]);
});

test('a till cannot speak for another', async () => {
  const {till} = await tillWith(1);
  const {till: other} = await tillWith(1);
  const answer = await till.post({deviceId: other.enrolment.deviceId});
  expect([answer.statusCode, answer.json()]).toMatchObject([403, {key: 'forbidden'}]);
});

test('a gzipped upload is read', async () => {
  const {till} = await tillWith(1);
  const {gzipSync} = await import('node:zlib');
  await till.sell(100, []);
  const body = JSON.stringify({
    protocol: 1,
    deviceId: till.enrolment.deviceId,
    epoch: 1,
    baseSequence: 1,
    operations: till.outbox,
    wants: [],
    leaseVersion: 0,
    preposition: false,
    wallMs: till.nowMs,
  });
  const answer = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/exchange',
    headers: {...till.authorization, 'content-type': 'application/json', 'content-encoding': 'gzip'},
    payload: gzipSync(body),
  });
  expect(answer.json()).toMatchObject({appliedSequence: 1});
});

test('nothing unexpected was logged', () => {
  const expected = /duplicate key|invalid byte sequence/;
  expect(shop.failures.filter(line => !expected.test(line))).toEqual([]);
});
