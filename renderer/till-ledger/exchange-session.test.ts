/** Sessions, standing and signatures: how a till and its double are told apart. */
import {expect, test} from 'vitest';
import {type ExchangeResponse, signedText} from '../../shared/protocol/exchange.ts';
import {cart} from '../../test/builders/cart.ts';
import {openingMs} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {memoryDisk} from '../../test/simulation/memory-ledger-store.ts';
import {memoryDraft, memoryTill} from '../../test/tills/memory-till.ts';
import {sold, usesLease} from '../../test/tills/sale-draft.ts';
import {applyExchange} from './apply-exchange.ts';
import {completeSale} from './complete-sale.ts';
import {type Asked, exchangeRequest} from './exchange-request.ts';
import {returnAllLeases, returnRecalledLeases} from './return-lease.ts';
import {readSyncState} from './sync-state.ts';
import type {Till} from './till.ts';

const two = percent('TWO', 10, {usesLimit: 2});
const uses = 'v:v_TWO:uses' as const;
const quiet: Asked = {wants: [], preposition: false, upload: true};

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
const ask = (till: Till, asked = quiet) => exchangeRequest(till, asked, openingMs);
async function hear(till: Till, given: Partial<ExchangeResponse>) {
  return applyExchange(till, await ask(till), answer(given), openingMs);
}

test('[AE5] the session of an answer is shown with the next exchange, after a power cut too', async () => {
  const disk = memoryDisk();
  const till = await memoryTill({disk});
  expect((await ask(till)).session).toBeNull();
  await hear(till, {session: 'first'});
  expect((await ask(till)).session).toBe('first');
  disk.powerCut();
  expect((await readSyncState(disk.connect())).session).toBe('first');
});

test('[AE5] an answer that arrives late never brings back an older session', async () => {
  const till = await memoryTill();
  const slow = await ask(till);
  await hear(till, {session: 'first'});
  await hear(till, {session: 'second'});
  await applyExchange(till, slow, answer({session: 'of the slow one'}), openingMs);
  expect((await ask(till)).session).toBe('second');
});

test('a server of protocol 1 has no sessions; a quiet exchange with it writes nothing', async () => {
  const disk = memoryDisk();
  const till = await memoryTill({disk});
  disk.failNextCommit('before');
  expect(await hear(till, {})).toEqual({ok: true, acknowledged: 0, recalled: 0, standing: 'good'});
  expect((await ask(till)).session).toBeNull();
});

test('a newer server that comes back after an older one finds the session it gave', async () => {
  const till = await memoryTill();
  await hear(till, {session: 'first'});
  await hear(till, {leases: [], leaseVersion: 2});
  expect((await ask(till)).session).toBe('first');
});

test('[AE6] a fenced till spends and asks for nothing, keeps what it holds in doubt, and goes on selling', async () => {
  const till = await memoryTill();
  await till.ledger.lease.put(usesLease('TWO', 2));
  const priced = await memoryDraft(till, cart({mug: {}}), [two]);
  expect(await hear(till, {session: 'x', standing: 'fenced'})).toMatchObject({standing: 'fenced'});
  expect(await completeSale(till, priced)).toMatchObject({code: 'lease-short', account: uses});
  expect(await returnRecalledLeases(till)).toBe(0);
  expect(await returnAllLeases(till)).toBe(0);
  const asked = await ask(till, {...quiet, preposition: true, wants: [{account: uses, need: 1, level: 2}]});
  expect(asked).toMatchObject({wants: [], preposition: false});
  const plain = sold(await completeSale(till, await memoryDraft(till, cart({mug: {}}), [])));
  expect(plain.receiptNumber).toBe('03-000001');
  expect((await ask(till)).operations).toHaveLength(1);
});

test('[AE6] a lease that comes with the fence is not spent either', async () => {
  const till = await memoryTill();
  await hear(till, {standing: 'fenced', leases: [usesLease('TWO', 2)], leaseVersion: 2});
  expect(await till.ledger.lease.all()).toMatchObject([{recalled: true}]);
});

test('a revoked till gives back what it holds, and drains', async () => {
  const till = await memoryTill();
  await till.ledger.lease.put(usesLease('TWO', 2));
  await hear(till, {standing: 'revoked'});
  expect(await returnRecalledLeases(till)).toBe(1);
  expect((await ask(till)).operations).toMatchObject([{body: {kind: 'lease-return', amount: 2}}]);
});

test('at the close of a shift everything goes back', async () => {
  const till = await memoryTill();
  await till.ledger.lease.putMany([usesLease('TWO', 2), usesLease('NONE', 0), usesLease('ONE', 1)]);
  expect(await returnAllLeases(till)).toBe(2);
  expect(await returnAllLeases(till)).toBe(0);
});

test('a till with a key signs all that it sends', async () => {
  const till = await memoryTill();
  const signing: Till = {...till, sign: async text => `signed ${text}`};
  const {signature, ...request} = await ask(signing);
  expect(signature).toBe(`signed ${signedText(request)}`);
  expect((await ask(till)).signature).toBeUndefined();
});
