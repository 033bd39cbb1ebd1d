import {expect, test} from 'vitest';
import {fromBase64Url, toBase64Url} from '../identity/base64-url.ts';
import {cryptoRandom} from './crypto-random.ts';
import {webSeal} from './web-seal.ts';

const key = toBase64Url(Uint8Array.from({length: 32}, (_, i) => i * 7));

async function open(box: string, customerId: string): Promise<string> {
  const bytes = fromBase64Url(box);
  const imported = await crypto.subtle.importKey('raw', fromBase64Url(key), 'AES-GCM', false, ['decrypt']);
  const algorithm = {
    name: 'AES-GCM',
    iv: bytes.slice(0, 12),
    additionalData: new TextEncoder().encode(customerId),
  };
  return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, imported, bytes.slice(12)));
}

test('a text comes back with the key and the customer it was sealed for, and not for another', async () => {
  const seal = webSeal(cryptoRandom);
  const box = await seal(key, 'cust_ada', 'Ada Lovelace, née Byron');
  expect(box).toMatch(/^[\w-]+$/);
  expect(await open(box, 'cust_ada')).toBe('Ada Lovelace, née Byron');
  await expect(open(box, 'cust_eve')).rejects.toThrow();
});

test('the same text is never sealed alike', async () => {
  const seal = webSeal(cryptoRandom);
  expect(await seal(key, 'cust_ada', 'x')).not.toBe(await seal(key, 'cust_ada', 'x'));
});

test('bytes survive as text, whatever they are', () => {
  const bytes = Uint8Array.from({length: 256}, (_, i) => i);
  expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
});
