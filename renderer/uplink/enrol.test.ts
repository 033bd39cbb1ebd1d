import 'fake-indexeddb/auto';
import {expect, test} from 'vitest';
import {z} from 'zod';
import type {CounterfoilBridge} from '../../shared/protocol/bridge.ts';
import {publicKeySchema} from '../../shared/protocol/enrol.ts';
import {openingMs} from '../../test/builders/facts.ts';
import {type Fault, faultyNetwork} from '../../test/tills/faulty-network.ts';
import {saveTestEnrolment} from '../../test/tills/save-test-enrolment.ts';
import {json, syncServerDouble} from '../../test/tills/sync-server-double.ts';
import {testIdentity} from '../../test/tills/test-identity.ts';
import {freshName} from '../../test/tills/test-till.ts';
import {dexieLedger} from '../till-db/dexie-ledger.ts';
import {enrolmentSecrets} from '../till-db/enrolment-secrets.ts';
import {openTillContext} from '../till-db/open-till-context.ts';
import {openTillDatabases} from '../till-db/open-till-databases.ts';
import {readIdentity} from '../till-ledger/identity.ts';
import {ledgerHeadKey, readHead} from '../till-ledger/ledger-head.ts';
import {putMeta} from '../till-ledger/meta.ts';
import {demoOffer, enrol, serverAddress} from './enrol.ts';

const open = () => openTillDatabases(freshName());

test('a code makes this machine a till, and its token is kept where it is found again', async () => {
  const db = await open();
  const server = syncServerDouble(openingMs);
  const answer = await enrol(db, 'http://server.test/', 'ab12-cd34', {fetch: server.fetch});
  expect(answer).toMatchObject({
    ok: true,
    identity: {deviceId: 'till_AB12CD34', serverUrl: 'http://server.test'},
  });
  expect(await readIdentity(db.ledger)).toEqual(answer.ok ? answer.identity : null);
  const kept = await enrolmentSecrets(db.ledger, null).read();
  expect(kept?.token).toContain(server.enrolments[0]?.nonce);
});

test('a lost answer is asked for again with the same nonce, also after a restart', async () => {
  const db = await open();
  const server = syncServerDouble(openingMs);
  const faults: Fault[] = ['answer-lost', 'request-lost'];
  const fetch = faultyNetwork(server.fetch, () => faults.shift() ?? 'none');
  const first = await enrol(db, 'http://server.test', 'AB12', {fetch});
  expect(first).toMatchObject({ok: false, code: 'unreachable'});
  expect(await readIdentity(db.ledger)).toBeNull();
  db.ledger.close();
  await db.ledger.open();
  await enrol(db, 'http://server.test', 'ab-12', {fetch});
  expect(await enrol(db, 'http://server.test', 'AB 12', {fetch})).toMatchObject({ok: true});
  expect(server.enrolments.length).toBe(1);
});

test('another code is another attempt, with a nonce of its own', async () => {
  const db = await open();
  const server = syncServerDouble(openingMs);
  let lose = true;
  const fetch = faultyNetwork(server.fetch, () => (lose ? 'answer-lost' : 'none'));
  await enrol(db, 'http://server.test', 'AAAA', {fetch});
  lose = false;
  await enrol(db, 'http://server.test', 'BBBB', {fetch});
  const [first, second] = server.enrolments;
  expect(second?.nonce).not.toBe(first?.nonce);
});

test.each([
  ['enrolment_code_unknown', 404, 'code_unknown'],
  ['enrolment_code_used', 409, 'code_used'],
  ['enrolment_code_expired', 410, 'code_expired'],
  ['too_many_requests', 429, 'too_many_tries'],
  ['not_found', 404, 'wrong_server'],
  ['internal_error', 500, 'server_error'],
])('the server’s %s (%i) is %s', async (key, status, code) => {
  const answer = await enrol(await open(), 'http://server.test', 'AB12', {
    fetch: async () => json(status, {code: status, key, message: ''}),
  });
  expect(answer).toMatchObject({ok: false, code});
});

test('a web site that is no sync server, and an address that is none', async () => {
  const db = await open();
  const site = async () => new Response('<html>', {headers: {'content-type': 'text/html'}});
  expect(await enrol(db, 'https://shop.example', 'AB12', {fetch: site})).toMatchObject({
    code: 'wrong_server',
  });
  expect(await enrol(db, 'http://', 'AB12', {fetch: site})).toMatchObject({code: 'wrong_server'});
  expect(await enrol(db, 'http://server.test', '-', {fetch: site})).toMatchObject({code: 'code_unknown'});
});

test.each([
  ['https://Shop.Example/path?x', 'https://shop.example'],
  ['shop.example:8443', 'https://shop.example:8443'],
  ['127.0.0.1:4100', 'http://127.0.0.1:4100'],
  [' localhost:4100/ ', 'http://localhost:4100'],
  ['', null],
  ['ht tp://x', null],
])('the address %s is %s', (typed, address) => {
  expect(serverAddress(typed)).toBe(address);
});

test('a demo server offers a code; any other answer is no offer', async () => {
  const offer = {enrolmentCode: 'DEMO-1', staff: [{name: 'Ada', role: 'cashier', pin: '1234'}]};
  expect(await demoOffer('http://server.test', {fetch: async () => json(200, offer)})).toEqual(offer);
  expect(
    await demoOffer('http://server.test', {fetch: async () => json(404, {key: 'not_found'})}),
  ).toBeNull();
});

test('enrolled again, receipts go on, and saving it twice begins no second chain', async () => {
  const db = await open();
  await saveTestEnrolment(dexieLedger(db.ledger), testIdentity());
  await putMeta(db.ledger, ledgerHeadKey, {sequence: 4, hash: null, receiptSequence: 17});
  await saveTestEnrolment(dexieLedger(db.ledger), {...testIdentity(), epoch: 2});
  expect(await readHead(db.ledger)).toEqual({sequence: 0, hash: null, receiptSequence: 17});
  await putMeta(db.ledger, ledgerHeadKey, {sequence: 1, hash: null, receiptSequence: 18});
  await saveTestEnrolment(dexieLedger(db.ledger), {...testIdentity(), epoch: 2});
  expect((await readHead(db.ledger)).sequence).toBe(1);
});

test('a till that lost its books goes on after the last receipt the server has, never before its own', async () => {
  const emptied = await open();
  await saveTestEnrolment(dexieLedger(emptied.ledger), testIdentity(), 41);
  expect((await readHead(emptied.ledger)).receiptSequence).toBe(41);
  await putMeta(emptied.ledger, ledgerHeadKey, {sequence: 9, hash: null, receiptSequence: 50});
  await saveTestEnrolment(dexieLedger(emptied.ledger), {...testIdentity(), epoch: 2}, 45);
  expect((await readHead(emptied.ledger)).receiptSequence).toBe(50);
});

/** A bridge with a key store and a journal that is empty. */
function bridgeDouble(store: Map<string, string>, isBroken = false): CounterfoilBridge {
  const answers = {
    'app:info': () => ({
      version: '1',
      packaged: false,
      platform: 'linux',
      bootId: 'boot',
      uptimeMs: 60_000,
      serverUrl: null,
    }),
    'secret:get': ({key}: {key: string}) => ({ok: true, weak: false, value: store.get(key) ?? null}),
    'secret:set': ({key, value}: {key: string; value: string}) => {
      store.set(key, value);
      return isBroken ? {ok: false, code: 'no-key-store', message: 'no keyring'} : {ok: true, weak: true};
    },
    'journal:read': () => ({ok: true, records: [], more: false, headSeq: null, damage: []}),
  };
  return {
    platform: 'electron',
    invoke: async (channel, input) =>
      (answers as Record<string, (given: unknown) => unknown>)[channel]?.(input),
  };
}

test('on the desktop the token lies in the key store, and brings a wiped till back', async () => {
  const store = new Map<string, string>();
  const bridge = bridgeDouble(store);
  const server = syncServerDouble(openingMs);
  const db = await open();
  const answer = await enrol(db, 'http://server.test', 'AB12', {fetch: server.fetch, bridge});
  expect(answer).toMatchObject({ok: true, weakSecret: true});
  expect(JSON.stringify(await db.ledger.meta.toArray())).not.toContain('token-');
  const wiped = await open();
  expect(await openTillContext(wiped, null)).toBeNull();
  const opened = await openTillContext(wiped, bridge);
  expect(opened).toMatchObject({recovered: true, till: {identity: {deviceId: 'till_AB12'}}});
});

test('enrolled again and then wiped, before it sold: receipts go on after the former enrolment’s', async () => {
  const bridge = bridgeDouble(new Map());
  const {fetch} = syncServerDouble(openingMs);
  const db = await open();
  await saveTestEnrolment(dexieLedger(db.ledger), testIdentity());
  await putMeta(db.ledger, ledgerHeadKey, {sequence: 9, hash: null, receiptSequence: 17});
  expect(await enrol(db, 'http://server.test', 'AB12', {fetch, bridge})).toMatchObject({ok: true});
  const wiped = await open();
  await openTillContext(wiped, bridge);
  expect((await readHead(wiped.ledger)).receiptSequence).toBe(17);
});

test('a key store that refuses leaves the machine unenrolled, with the reason', async () => {
  const db = await open();
  const {fetch} = syncServerDouble(openingMs);
  const bridge = bridgeDouble(new Map(), true);
  expect(await enrol(db, 'http://server.test', 'AB12', {fetch, bridge})).toEqual({
    ok: false,
    code: 'secret_store',
    message: 'no keyring',
  });
  expect(await readIdentity(db.ledger)).toBeNull();
});

test('the till enrols with a key of its own, and signs with it from then on', async () => {
  const db = await open();
  const {fetch} = syncServerDouble(openingMs);
  const asked: unknown[] = [];
  const spy: typeof fetch = (url, init) => {
    asked.push(JSON.parse(String(init.body)));
    return fetch(url, init);
  };
  expect(await enrol(db, 'http://server.test', 'AB12', {fetch: spy})).toMatchObject({ok: true});
  const {publicKey} = z.object({publicKey: publicKeySchema}).parse(asked[0]);
  const opened = await openTillContext(db, null);
  const signature = (await opened?.till.sign?.('a text')) ?? '';
  const key = await crypto.subtle.importKey('jwk', publicKey, {name: 'ECDSA', namedCurve: 'P-256'}, false, [
    'verify',
  ]);
  const isSigned = await crypto.subtle.verify(
    {name: 'ECDSA', hash: 'SHA-256'},
    key,
    Buffer.from(signature, 'base64url'),
    new TextEncoder().encode('a text'),
  );
  expect(isSigned).toBe(true);
});

test('a wiped till knows who it is and has lost its key: it signs nothing, and must be enrolled again', async () => {
  const bridge = bridgeDouble(new Map());
  const {fetch} = syncServerDouble(openingMs);
  await enrol(await open(), 'http://server.test', 'AB12', {fetch, bridge});
  const opened = await openTillContext(await open(), bridge);
  expect(opened?.till.identity.deviceId).toBe('till_AB12');
  expect(opened?.till.sign).toBeUndefined();
});
