/**
 * A till's key as the server sees it: ECDSA P-256 with SHA-256, signatures as 64 bytes (IEEE P1363) in base64url, which
 * is what WebCrypto makes. The private half never leaves the till's machine, not even as a copy in its own page.
 */
import {createPublicKey, type KeyObject, verify} from 'node:crypto';
import type {PublicKey} from '../../shared/protocol/enrol.ts';

/** Whether `key` is a point of the curve; anything else is refused at enrolment. */
export function isUsableKey(key: PublicKey): boolean {
  return readKey(key) !== null;
}

/** Whether `signature` is this key's over `text`. */
export function isSignedBy(key: PublicKey, text: string, signature: string): boolean {
  const known = readKey(key);
  if (known === null || !/^[A-Za-z0-9_-]{86}$/.test(signature)) return false;
  return verify(
    'sha256',
    Buffer.from(text, 'utf8'),
    {key: known, dsaEncoding: 'ieee-p1363'},
    Buffer.from(signature, 'base64url'),
  );
}

export function isSameKey(a: PublicKey | null, b: PublicKey | null): boolean {
  return a === null || b === null ? a === b : a.x === b.x && a.y === b.y;
}

function readKey({kty, crv, x, y}: PublicKey): KeyObject | null {
  try {
    return createPublicKey({key: {kty, crv, x, y}, format: 'jwk'});
  } catch {
    // Node throws for coordinates off the curve.
    return null;
  }
}
