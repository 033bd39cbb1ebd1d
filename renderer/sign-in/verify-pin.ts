import {scryptAsync} from '@noble/hashes/scrypt.js';
import {bytesToHex, hexToBytes, utf8ToBytes} from '@noble/hashes/utils.js';
import type {PinVerifier} from '../../shared/protocol/staff.ts';

/** Lets the page breathe while the hash is worked out. */
const longestBlockMs = 12;

/** Whether this is the PIN, checked on this machine alone. Takes about a tenth of a second, on purpose. */
export async function verifyPin(pin: string, verifier: PinVerifier): Promise<boolean> {
  const {n: N, r, p, saltHex, hashHex} = verifier;
  const options = {N, r, p, dkLen: hashHex.length / 2, asyncTick: longestBlockMs};
  const hash = await scryptAsync(utf8ToBytes(pin), hexToBytes(saltHex), options);
  return equalInConstantTime(bytesToHex(hash), hashHex);
}

function equalInConstantTime(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let place = 0; place < a.length; place += 1) difference |= a.charCodeAt(place) ^ b.charCodeAt(place);
  return difference === 0;
}
