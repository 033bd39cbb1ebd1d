import {createHash, timingSafeEqual} from 'node:crypto';

/** What is kept of a token: it cannot be turned back, and tokens are random, so no salt is needed. */
export function sha256(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

/** Compares two digests in constant time. */
export function sameSecret(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
