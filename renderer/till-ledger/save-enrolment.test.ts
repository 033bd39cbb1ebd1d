import {expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {operationSchema} from '../../shared/protocol/operation.ts';
import {tillQueueSchema} from '../../shared/protocol/till-queue.ts';
import {cart} from '../../test/builders/cart.ts';
import {openingMs} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {memoryDisk} from '../../test/simulation/memory-ledger-store.ts';
import {memoryJournal} from '../../test/tills/memory-journal.ts';
import {memoryDraft, memoryTill} from '../../test/tills/memory-till.ts';
import {sold, usesLease} from '../../test/tills/sale-draft.ts';
import {saveTestEnrolment} from '../../test/tills/save-test-enrolment.ts';
import {testIdentity} from '../../test/tills/test-identity.ts';
import type {EnrolmentSecrets} from '../identity/enrolment-secret.ts';
import {applyExchange} from './apply-exchange.ts';
import {completeSale} from './complete-sale.ts';
import {exchangeRequest, lateRequest} from './exchange-request.ts';
import {exportQueue} from './export-queue.ts';
import {readIdentity} from './identity.ts';
import {readHead} from './ledger-head.ts';
import {LedgerWriteFailed} from './ledger-write-failed.ts';
import {restoreFormer} from './reconcile-journal.ts';
import {recoverIdentity, resumeIdentity} from './save-enrolment.ts';
import type {Till} from './till.ts';

const two = percent('TWO', 10, {usesLimit: 2});
const second = {...testIdentity(), epoch: 2};

async function sell(till: Till) {
  return sold(await completeSale(till, await memoryDraft(till, cart({mug: {}}), [two])));
}
async function enrolledTwice(identity = second): Promise<{former: Till; till: Till}> {
  const former = await memoryTill();
  await former.ledger.lease.put(usesLease('TWO', 2));
  await sell(former);
  await saveTestEnrolment(former.ledger, identity);
  return {former, till: {...former, identity}};
}
async function bodiesOf(till: Till) {
  const rows = await till.ledger.operation.all();
  return rows.map(row => ({...operationSchema.parse(JSON.parse(row.bytes)), state: row.state}));
}
function secretsOf(identity: typeof second): EnrolmentSecrets {
  return {
    read: async () => ({identity, token: 'token', receiptSequence: 5}),
    trouble: async () => null,
    write: async () => ({ok: true, weak: false}),
  };
}
const ask = {wants: [], preposition: false, upload: true};

test('[SE1] what is left in the leases goes back at the end of the former chain, and the leases are gone', async () => {
  const {till} = await enrolledTwice();
  const [sale, back] = await bodiesOf(till);
  expect(back).toMatchObject({
    epoch: 1,
    sequence: 2,
    previousHash: sale?.hash,
    state: 'queued',
    body: {kind: 'lease-return', leaseId: 'lease_TWO', amount: 1},
  });
  expect(await till.ledger.lease.all()).toEqual([]);
});

test('[SE2] the same device goes on sending what it left, beside its new chain', async () => {
  const {till} = await enrolledTwice();
  await completeSale(till, await memoryDraft(till, cart({mug: {}}), []));
  const own = await exchangeRequest(till, ask, openingMs);
  expect(own.operations).toMatchObject([{epoch: 2, sequence: 1, previousHash: null}]);
  expect(own.baseSequence).toBe(1);
  const late = await lateRequest(till, openingMs);
  expect(late).toMatchObject({epoch: 1, baseSequence: 1, wants: [], preposition: false, session: null});
  expect(late?.operations).toMatchObject([{sequence: 1}, {sequence: 2}]);
});

test('[SE2] another device cannot send what its predecessor left: it is kept to be exported', async () => {
  const {till} = await enrolledTwice(testIdentity('till_two'));
  expect((await bodiesOf(till)).map(({state}) => state)).toEqual(['stranded', 'stranded']);
  expect(await lateRequest(till, openingMs)).toBeNull();
});

test('[SE2] a machine that is the former device again sends what that one left', async () => {
  const {till} = await enrolledTwice(testIdentity('till_two'));
  const third = {...testIdentity(), epoch: 2};
  await saveTestEnrolment(till.ledger, third);
  expect((await lateRequest({...till, identity: third}, openingMs))?.operations).toHaveLength(2);
});

test('what cannot be sent from here is exported by enrolment, as it was written, and stays', async () => {
  const {till} = await enrolledTwice(testIdentity('till_two'));
  sold(await completeSale(till, await memoryDraft(till, cart({mug: {}}), [])));
  const before = await bodiesOf(till);
  const exported = await exportQueue(till.ledger);
  expect(exported.map(({deviceId, epoch, operations}) => [deviceId, epoch, operations.length])).toEqual([
    ['till_two', 1, 1],
    ['till_one', 1, 2],
  ]);
  expect(exported.map(queue => tillQueueSchema.safeParse(queue).success)).toEqual([true, true]);
  expect(await bodiesOf(till)).toEqual(before);
});

test('a machine that stopped between key store and ledger finishes its enrolment at the next start', async () => {
  const till = await memoryTill();
  await till.ledger.lease.put(usesLease('TWO', 2));
  const clock = {correctedMs: openingMs, wallMs: openingMs, source: 'device' as const};
  const at = {clock, random: till.random};
  expect(await resumeIdentity(till.ledger, secretsOf(testIdentity()), at)).toMatchObject({recovered: false});
  expect(await till.ledger.lease.all()).toHaveLength(1);
  const resumed = await resumeIdentity(till.ledger, secretsOf(second), at);
  expect(resumed).toEqual({identity: second, recovered: false});
  expect(await bodiesOf(till)).toMatchObject([{epoch: 1, body: {kind: 'lease-return', amount: 2}}]);
});

test('after a wipe, what earlier enrolments left unsent comes back from their journals', async () => {
  const records: Parameters<typeof memoryJournal>[0] = [];
  const former = await memoryTill({journal: memoryJournal(records)});
  for (let sale = 0; sale < 3; sale += 1) {
    sold(await completeSale(former, await memoryDraft(former, cart({mug: {}}), [])));
  }
  const wiped = await memoryTill({identity: second});
  expect(await restoreFormer(wiped.ledger, memoryJournal(records))).toBe(3);
  expect(await restoreFormer(wiped.ledger, memoryJournal(records))).toBe(0);
  expect(await readHead(wiped.ledger)).toMatchObject({sequence: 0});
  expect((await lateRequest(wiped, openingMs))?.operations).toMatchObject([
    {epoch: 1, sequence: 1},
    {sequence: 2},
    {sequence: 3},
  ]);
});

test('[SE3] receipts go on after the till’s own last one and after the server’s', async () => {
  const {till} = await enrolledTwice();
  const sale = sold(await completeSale(till, await memoryDraft(till, cart({mug: {}}), [])));
  expect(sale.receiptNumber).toBe('03-000002');
  await saveTestEnrolment(till.ledger, {...second, epoch: 3}, 41);
  expect((await readHead(till.ledger)).receiptSequence).toBe(41);
});

test('[SE4] the same enrolment again, and the late answer of the one before it, change nothing', async () => {
  const {till} = await enrolledTwice();
  await till.ledger.lease.put(usesLease('TWO', 1));
  await sell(till);
  const before = await readHead(till.ledger);
  expect(await saveTestEnrolment(till.ledger, second)).toBeNull();
  expect(await saveTestEnrolment(till.ledger, testIdentity())).toBeNull();
  expect(await readHead(till.ledger)).toEqual(before);
  expect((await readIdentity(till.ledger))?.epoch).toBe(2);
  expect(await till.ledger.lease.all()).toHaveLength(1);
});

test('[AO3] a window that still runs under the former enrolment adds nothing, and says what to do', async () => {
  const {former} = await enrolledTwice();
  const draft = await memoryDraft(former, cart({mug: {}}), []);
  await expect(completeSale(former, draft)).rejects.toMatchObject({code: 'enrolled-anew'});
  await expect(completeSale(former, draft)).rejects.toBeInstanceOf(LedgerWriteFailed);
});

test('an answer to the former enrolment brings no lease and no session, and clears what it acknowledges', async () => {
  const {former, till} = await enrolledTwice();
  const [row] = await till.ledger.operation.all();
  const {hash} = operationSchema.parse(JSON.parse(row?.bytes ?? ''));
  const answer = {
    acknowledgements: [{sequence: 1, hash, outcome: 'accepted' as const, detail: null}],
    appliedSequence: 7,
    leases: [usesLease('TWO', 2)],
    leaseVersion: 9,
    accounts: [],
    feedHead: 0,
    serverMs: epochMs(openingMs),
    session: 'of-epoch-1',
  };
  const request = await exchangeRequest({...former, identity: testIdentity()}, ask, openingMs);
  expect(await applyExchange(former, request, answer, openingMs)).toMatchObject({ok: true, acknowledged: 1});
  expect(await till.ledger.lease.all()).toEqual([]);
  expect((await exchangeRequest(till, ask, openingMs)).session).toBeNull();
});

test('a wiped ledger is given back its identity once, whatever windows ask', async () => {
  const ledger = memoryDisk().connect();
  const secrets = secretsOf(second);
  expect(await recoverIdentity(ledger, secrets)).toEqual(second);
  await ledger.meta.put({key: 'head', value: {sequence: 3, hash: null, receiptSequence: 8}});
  expect(await recoverIdentity(ledger, secrets)).toEqual(second);
  expect(await readHead(ledger)).toEqual({sequence: 3, hash: null, receiptSequence: 8});
});
