import type {CustomerId} from '../../shared/kernel/id.ts';
import type {Random} from '../../shared/kernel/random.ts';
import {fromBase64Url, toBase64Url} from '../identity/base64-url.ts';

const nonceBytes = 12;

/**
 * Seals a text with a customer's key, for that customer only: AES-256-GCM as shared/protocol/sealed-sale.ts has it. The
 * key is `key` of a customer_key document. Await it before a transaction, never within one.
 */
export function webSeal(random: Random) {
  return async (key: string, customerId: CustomerId, text: string): Promise<string> => {
    const nonce = new Uint8Array(random.bytes(nonceBytes));
    const imported = await crypto.subtle.importKey('raw', fromBase64Url(key), 'AES-GCM', false, ['encrypt']);
    const additionalData = new TextEncoder().encode(customerId);
    const sealed = await crypto.subtle.encrypt(
      {name: 'AES-GCM', iv: nonce, additionalData},
      imported,
      new TextEncoder().encode(text),
    );
    const box = new Uint8Array(nonceBytes + sealed.byteLength);
    box.set(nonce);
    box.set(new Uint8Array(sealed), nonceBytes);
    return toBase64Url(box);
  };
}
