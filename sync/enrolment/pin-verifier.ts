import {type ScryptOptions, scrypt} from 'node:crypto';
import type {Random} from '../../shared/kernel/random.ts';
import type {PinVerifier} from '../../shared/protocol/staff.ts';

/** About 100 ms on a till, which checks one PIN at a time; a million guesses take a day per core. */
const cost = {n: 16_384, r: 8, p: 1} as const;
const saltBytes = 16;
const hashBytes = 32;

/** What replicates instead of the PIN. */
export async function makePinVerifier(pin: string, random: Random): Promise<PinVerifier> {
  const salt = Buffer.from(random.bytes(saltBytes));
  const hash = await derive(pin, salt, {N: cost.n, r: cost.r, p: cost.p});
  return {algorithm: 'scrypt', ...cost, saltHex: salt.toString('hex'), hashHex: hash.toString('hex')};
}

function derive(pin: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, hashBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
