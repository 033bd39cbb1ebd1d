import 'fake-indexeddb/auto';
import {expect, test} from 'vitest';
import {contentHash, contentHashSchema} from '../../shared/kernel/content-hash.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {Lease} from '../../shared/ledger/lease.ts';
import type {ExchangeResponse} from '../../shared/protocol/exchange.ts';
import {operationSchema} from '../../shared/protocol/operation.ts';
import {cart} from '../../test/builders/cart.ts';
import {openingMs, product, settings} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {saleDraft, sold, usesLease} from '../../test/tills/sale-draft.ts';
import {publishTo, testTill} from '../../test/tills/test-till.ts';
import {dexieLedger} from '../till-db/dexie-ledger.ts';
import {readQueue} from '../till-db/queue.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {applyExchange, noteAttempt} from './apply-exchange.ts';
import {completeSale} from './complete-sale.ts';
import {exchangeRequest} from './exchange-request.ts';
import {returnLease, returnRecalledLeases} from './return-lease.ts';
import {readSyncState} from './sync-state.ts';

const three = percent('THREE', 10, {usesLimit: 3});

async function till(): Promise<TillContext> {
  const opened = await testTill();
  const documents = [settings(), product('mug', 2400), ...(three.voucher ? [three.voucher] : [])];
  await publishTo(opened.db, documents);
  return opened;
}
async function sell(own: TillContext) {
  return sold(await completeSale(own, await saleDraft(own, cart({mug: {}}), [three])));
}
function answer(given: Partial<ExchangeResponse> = {}): ExchangeResponse {
  return {
    acknowledgements: [],
    appliedSequence: 0,
    leases: null,
    leaseVersion: 1,
    accounts: [],
    feedHead: 0,
    serverMs: openingMs,
    ...given,
  };
}
const lease = (own: TillContext): Promise<Lease | undefined> => own.db.ledger.lease.get('lease_THREE');
const apply = async (own: TillContext, response: ExchangeResponse, nowMs: EpochMs) =>
  applyExchange(own, await ask(own), response, nowMs);
const ask = (own: TillContext) =>
  exchangeRequest(own, {wants: [], preposition: false, upload: true}, openingMs);

test('[AE1] an operation leaves the queue when its sequence and hash are named, and not otherwise', async () => {
  const own = await till();
  await own.db.ledger.lease.put(usesLease('THREE', 3));
  await sell(own);
  await sell(own);
  const [first, second] = await own.db.ledger.operation.toArray();
  const accepted = {outcome: 'accepted' as const, detail: null};
  const hash = contentHashSchema.parse(first?.hash);
  const foreign = {sequence: 2, hash: contentHash('another'), ...accepted};
  const acknowledgements = [{sequence: 1, hash, ...accepted}, foreign];
  await apply(own, answer({acknowledgements, appliedSequence: 2}), openingMs);
  expect((await ask(own)).operations).toEqual([JSON.parse(second?.bytes ?? '')]);
  expect((await ask(own)).baseSequence).toBe(2);
});

test('an acknowledgement that comes twice changes nothing the second time', async () => {
  const own = await till();
  await sell(own);
  const [row] = await own.db.ledger.operation.toArray();
  const hash = contentHashSchema.parse(row?.hash);
  const acknowledgements = [{sequence: 1, hash, outcome: 'accepted' as const, detail: null}];
  const response = answer({acknowledgements, appliedSequence: 1});
  expect(await apply(own, response, openingMs)).toMatchObject({ok: true, acknowledged: 1});
  const after = await own.db.ledger.operation.toArray();
  expect(await apply(own, response, openingMs)).toMatchObject({ok: true, acknowledged: 0});
  expect(await own.db.ledger.operation.toArray()).toEqual(after);
});

test('problems stay in the list with what the server said, also once they are answered', async () => {
  const own = await till();
  await sell(own);
  const [row] = await own.db.ledger.operation.toArray();
  const hash = contentHashSchema.parse(row?.hash);
  const conflict = {sequence: 1, hash, outcome: 'conflict' as const, detail: 'spent elsewhere'};
  await apply(own, answer({acknowledgements: [conflict], appliedSequence: 1}), openingMs);
  const queue = await readQueue(own.db, 0);
  expect(queue).toMatchObject({queued: 0, problems: 1});
  expect(queue.entries).toMatchObject([{isProblem: true, detail: 'spent elsewhere', state: 'acknowledged'}]);
});

test('what waits tells how often it was tried since it was made, and when next', async () => {
  const own = await till();
  await sell(own);
  await noteAttempt(own.ledger, {error: 'no answer', nextTryMs: openingMs});
  await sell(own);
  await noteAttempt(own.ledger, {error: 'no answer', nextTryMs: openingMs});
  const {entries} = await readQueue(own.db);
  expect(entries.map(entry => [entry.receiptNumber, entry.tries, entry.nextTryMs, entry.lastError])).toEqual([
    ['03-000001', 2, openingMs, 'no answer'],
    ['03-000002', 1, openingMs, 'no answer'],
  ]);
});

test('[AE2] an older set of leases that arrives late is ignored', async () => {
  const own = await till();
  const grown = {...usesLease('THREE', 3), recalled: true};
  await apply(own, answer({leases: [grown], leaseVersion: 7}), openingMs);
  await apply(own, answer({leases: [usesLease('THREE', 2)], leaseVersion: 6}), openingMs);
  expect(await lease(own)).toEqual(grown);
});

test('[AE3] the till’s own count of a lease stands against a server that has heard of fewer', async () => {
  const own = await till();
  await apply(own, answer({leases: [usesLease('THREE', 2)], leaseVersion: 2}), openingMs);
  await sell(own);
  await apply(own, answer({leases: [usesLease('THREE', 3)], leaseVersion: 3}), openingMs);
  expect(await lease(own)).toMatchObject({granted: 3, consumed: 1});
});

test('a lease new to the till starts with what the server knows of it', async () => {
  const own = await till();
  await apply(own, answer({leases: [usesLease('THREE', 3, {consumed: 2})]}), openingMs);
  expect(await lease(own)).toMatchObject({granted: 3, consumed: 2});
});

test('a lease the server lists no more is not spent, and what was left goes back', async () => {
  const own = await till();
  await apply(own, answer({leases: [usesLease('THREE', 3)], leaseVersion: 2}), openingMs);
  expect(await apply(own, answer({leases: [], leaseVersion: 3}), openingMs)).toMatchObject({
    recalled: 1,
  });
  expect(await lease(own)).toMatchObject({recalled: true});
  await apply(own, answer({leases: [usesLease('THREE', 4)], leaseVersion: 4}), openingMs);
  expect(await lease(own)).toMatchObject({recalled: false, granted: 4});
});

test('a recalled lease is given back durably before it is sent, once', async () => {
  const own = await till();
  await own.db.ledger.lease.put(usesLease('THREE', 3, {consumed: 1, recalled: true}));
  expect(await returnRecalledLeases(own)).toBe(1);
  expect(await returnRecalledLeases(own)).toBe(0);
  expect(await lease(own)).toMatchObject({returned: 2});
  const [operation] = (await ask(own)).operations;
  expect(operation).toMatchObject({
    sequence: 1,
    body: {kind: 'lease-return', leaseId: 'lease_THREE', amount: 2},
  });
  expect(await returnLease(own, 'lease_unknown')).toBe(0);
});

test('[AE4] a server that knows more operations than the till changes nothing here', async () => {
  const own = await till();
  const response = answer({appliedSequence: 1, leases: [usesLease('THREE', 3)]});
  expect(await apply(own, response, openingMs)).toEqual({ok: false, code: 'amnesia'});
  expect(await lease(own)).toBeUndefined();
});

test('[AE4] a till that lost its memory spends no lease until the server answers it well again', async () => {
  const own = await till();
  await own.db.ledger.lease.put(usesLease('THREE', 3));
  const forgot = answer({appliedSequence: 1});
  expect(await apply(own, forgot, openingMs)).toEqual({ok: false, code: 'amnesia'});
  expect(await readSyncState(dexieLedger(own.db.ledger))).toMatchObject({standing: 'fenced'});
  expect(await lease(own)).toMatchObject({recalled: true, returned: 0});
  expect(await returnRecalledLeases(own)).toBe(0);
  await apply(own, answer({leases: [usesLease('THREE', 3)]}), openingMs);
  expect(await readSyncState(dexieLedger(own.db.ledger))).toMatchObject({standing: 'good'});
  expect(await lease(own)).toMatchObject({recalled: false});
});

test('an upload is bounded, and the next one goes on where it ended', async () => {
  const own = await till();
  const note = 'x'.repeat(300_000);
  for (let i = 0; i < 5; i += 1) {
    const draft = await saleDraft(own, cart({mug: {}}, {metadata: {note}}), []);
    sold(await completeSale(own, draft));
  }
  const sequences = async () => (await ask(own)).operations.map(raw => operationSchema.parse(raw).sequence);
  expect(await sequences()).toEqual([1, 2, 3]);
  const rows = await own.db.ledger.operation.limit(3).toArray();
  const acknowledgements = rows.map(({sequence, hash}) => {
    return {sequence, hash: contentHashSchema.parse(hash), outcome: 'accepted' as const, detail: null};
  });
  await apply(own, answer({acknowledgements, appliedSequence: 3}), openingMs);
  expect(await sequences()).toEqual([4, 5]);
});
