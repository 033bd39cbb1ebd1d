import 'fake-indexeddb/auto';
import {scrypt} from '@noble/hashes/scrypt.js';
import {bytesToHex, hexToBytes, utf8ToBytes} from '@noble/hashes/utils.js';
import {expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {operationSchema} from '../../shared/protocol/operation.ts';
import type {Staff} from '../../shared/protocol/staff.ts';
import {openingMs} from '../../test/builders/facts.ts';
import {publishTo, testTill} from '../../test/tills/test-till.ts';
import {readLockout, tryPin} from './try-pin.ts';

const saltHex = '000102030405060708090a0b0c0d0e0f';
const hash = scrypt(utf8ToBytes('2468'), hexToBytes(saltHex), {N: 1024, r: 8, p: 1, dkLen: 32});
const ada: Staff = {
  kind: 'staff',
  id: 'staff_ada',
  version: 1,
  name: 'Ada',
  role: 'cashier',
  active: true,
  pin: {algorithm: 'scrypt', n: 1024, r: 8, p: 1, saltHex, hashHex: bytesToHex(hash)},
};

async function tillOfAda() {
  let nowMs: number = openingMs;
  const till = await testTill({nowMs: () => epochMs(nowMs)});
  await publishTo(till.db, [ada]);
  const pass = (ms: number) => {
    nowMs += ms;
  };
  const recorded = async () =>
    (await till.db.ledger.operation.toArray()).map(row => operationSchema.parse(JSON.parse(row.bytes)).body);
  return {till, pass, recorded};
}

test('the right PIN is right, and forgets what went wrong before', async () => {
  const {till} = await tillOfAda();
  expect((await tryPin(till, ada, '1111')).outcome).toBe('wrong');
  expect(await tryPin(till, ada, '2468')).toEqual({outcome: 'right', lockout: {}});
});

test('the fifth wrong try locks, and every lock stands in the till’s books', async () => {
  const {till, pass, recorded} = await tillOfAda();
  for (let n = 0; n < 5; n += 1) await tryPin(till, ada, '1111');
  expect(await recorded()).toEqual([{kind: 'lockout', staffId: 'staff_ada', failures: 5}]);
  expect((await tryPin(till, ada, '2468')).outcome).toBe('locked');
  pass(30_000);
  await tryPin(till, ada, '1111');
  expect(await recorded()).toHaveLength(2);
  pass(60_000);
  expect((await tryPin(till, ada, '2468')).outcome).toBe('right');
});

test('windows that try at once share one count', async () => {
  const {till} = await tillOfAda();
  const tries = await Promise.all(Array.from({length: 8}, () => tryPin(till, ada, '1111')));
  expect(tries.filter(({outcome}) => outcome === 'wrong')).toHaveLength(5);
  expect((await readLockout(till))['staff_ada']?.failed).toBe(5);
});

test('who left the shop is not let in once the till heard of it, whatever was on the screen', async () => {
  const {till} = await tillOfAda();
  await publishTo(till.db, [{...ada, version: 2, active: false}]);
  expect((await tryPin(till, ada, '2468')).outcome).toBe('inactive');
});

test('a new PIN counts as soon as it is here', async () => {
  const {till} = await tillOfAda();
  const changed = scrypt(utf8ToBytes('9999'), hexToBytes(saltHex), {N: 1024, r: 8, p: 1, dkLen: 32});
  await publishTo(till.db, [{...ada, version: 2, pin: {...ada.pin, hashHex: bytesToHex(changed)}}]);
  expect((await tryPin(till, ada, '2468')).outcome).toBe('wrong');
  expect((await tryPin(till, ada, '9999')).outcome).toBe('right');
});
