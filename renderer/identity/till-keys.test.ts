import 'fake-indexeddb/auto';
import {createPublicKey, verify} from 'node:crypto';
import {expect, test} from 'vitest';
import {present} from '../../shared/kernel/assert.ts';
import type {PublicKey} from '../../shared/protocol/enrol.ts';
import {freshName} from '../../test/tills/test-till.ts';
import {tillKeys} from './till-keys.ts';

/** As the server checks it. */
function isSigned(key: PublicKey, text: string, signature: string): boolean {
  return verify(
    'sha256',
    Buffer.from(text),
    {key: createPublicKey({key, format: 'jwk'}), dsaEncoding: 'ieee-p1363'},
    Buffer.from(signature, 'base64url'),
  );
}

test('what a kept key signs, its public half confirms, also after a restart', async () => {
  const name = freshName();
  const publicKey = present(await tillKeys(name).make('nonce-1'), 'a key');
  const sign = present(await tillKeys(name).signer('nonce-1'), 'its signer');
  const signature = await sign('Größe\n42');
  expect(signature).toMatch(/^[A-Za-z0-9_-]{86}$/);
  expect(isSigned(publicKey, 'Größe\n42', signature)).toBe(true);
  expect(isSigned(publicKey, 'Größe\n43', signature)).toBe(false);
});

test('asked again, an attempt has the same key; another attempt has another', async () => {
  const keys = tillKeys(freshName());
  const first = await keys.make('nonce-1');
  expect(await keys.make('nonce-1')).toEqual(first);
  expect(await keys.make('nonce-2')).not.toEqual(first);
});

test('two windows that make it at once get one key', async () => {
  const name = freshName();
  const [one, two] = await Promise.all([tillKeys(name).make('nonce-1'), tillKeys(name).make('nonce-1')]);
  expect(one).toEqual(two);
});

test('the private half cannot be taken out', async () => {
  const name = freshName();
  await tillKeys(name).make('nonce-1');
  const db = await new Promise<IDBDatabase>(resolve => {
    const opened = indexedDB.open(`${name}-key`);
    opened.onsuccess = () => resolve(opened.result);
  });
  const pair = await new Promise<CryptoKeyPair>(resolve => {
    const found = db.transaction('key').objectStore('key').get('nonce-1');
    found.onsuccess = () => resolve(found.result as CryptoKeyPair);
  });
  await expect(crypto.subtle.exportKey('pkcs8', pair.privateKey)).rejects.toThrow();
});

test('enrolled, a till keeps the key of that enrolment and no other', async () => {
  const keys = tillKeys(freshName());
  await keys.make('nonce-1');
  await keys.make('nonce-2');
  await keys.keepOnly('nonce-2');
  expect(await keys.signer('nonce-1')).toBeNull();
  expect(await keys.signer('nonce-2')).not.toBeNull();
});

test('a key that is gone is gone: nothing is signed in its place', async () => {
  expect(await tillKeys(freshName()).signer('nonce-of-a-wiped-till')).toBeNull();
});
