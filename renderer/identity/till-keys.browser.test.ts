/** The browser's own keys in its own storage. */
import {expect, test} from 'vitest';
import {present} from '../../shared/kernel/assert.ts';
import {tillKeys} from './till-keys.ts';

const freshName = () => `test-${crypto.randomUUID()}`;
const ecdsa = {name: 'ECDSA', hash: 'SHA-256'} as const;

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, character => character.charCodeAt(0));
}

async function isSigned(publicKey: JsonWebKey, text: string, signature: string): Promise<boolean> {
  const curve = {name: 'ECDSA', namedCurve: 'P-256'};
  const key = await crypto.subtle.importKey('jwk', publicKey, curve, false, ['verify']);
  return crypto.subtle.verify(ecdsa, key, bytesOf(signature), new TextEncoder().encode(text));
}

async function storedPair(name: string, id: string): Promise<CryptoKeyPair> {
  const db = await new Promise<IDBDatabase>(resolve => {
    const opened = indexedDB.open(`${name}-key`);
    opened.onsuccess = () => resolve(opened.result);
  });
  return new Promise(resolve => {
    const found = db.transaction('key').objectStore('key').get(id);
    found.onsuccess = () => {
      db.close();
      resolve(found.result as CryptoKeyPair);
    };
  });
}

test('a pair made here signs after it was put away and taken out again', async () => {
  const name = freshName();
  const publicKey = present(await tillKeys(name).make('nonce-1'), 'a key');
  const sign = present(await tillKeys(name).signer('nonce-1'), 'its signer');
  expect(await isSigned(publicKey, 'Größe\n42', await sign('Größe\n42'))).toBe(true);
  expect(await isSigned(publicKey, 'Größe\n43', await sign('Größe\n42'))).toBe(false);
});

test('the private half cannot be taken out of the browser', async () => {
  const name = freshName();
  await tillKeys(name).make('nonce-1');
  const {privateKey} = await storedPair(name, 'nonce-1');
  expect(privateKey.extractable).toBe(false);
  for (const format of ['jwk', 'pkcs8'] as const)
    await expect(crypto.subtle.exportKey(format, privateKey)).rejects.toThrow();
});

test('with its database the key is gone, and nothing is signed in its place', async () => {
  const name = freshName();
  await tillKeys(name).make('nonce-1');
  await new Promise(resolve => {
    indexedDB.deleteDatabase(`${name}-key`).onsuccess = resolve;
  });
  expect(await tillKeys(name).signer('nonce-1')).toBeNull();
});
