import {createDecipheriv} from 'node:crypto';
import type {CustomerId} from '../../shared/kernel/id.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** The text a till sealed with the customer's key; null where the box was not made with it, or for somebody else. */
export function openBox(key: Uint8Array, customerId: CustomerId, box: string): string | null {
  const bytes = Buffer.from(box, 'base64url');
  if (bytes.length < nonceBytes + tagBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(customerId, 'utf8'));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
  try {
    const text = decipher.update(bytes.subarray(nonceBytes, bytes.length - tagBytes));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
