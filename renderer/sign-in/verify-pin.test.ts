import {scryptSync} from 'node:crypto';
import {expect, test} from 'vitest';
import type {PinVerifier} from '../../shared/protocol/staff.ts';
import {verifyPin} from './verify-pin.ts';

function verifierOf(pin: string): PinVerifier {
  const saltHex = '000102030405060708090a0b0c0d0e0f';
  const hash = scryptSync(pin, Buffer.from(saltHex, 'hex'), 32, {N: 1024, r: 8, p: 1});
  return {algorithm: 'scrypt', n: 1024, r: 8, p: 1, saltHex, hashHex: hash.toString('hex')};
}

test('agrees with another implementation of scrypt', async () => {
  const verifier = verifierOf('2468');
  expect(await verifyPin('2468', verifier)).toBe(true);
  for (const wrong of ['2467', '', '24680', ' 2468']) expect(await verifyPin(wrong, verifier)).toBe(false);
});
