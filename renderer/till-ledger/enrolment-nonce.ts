import {bytesToHex} from '@noble/hashes/utils.js';
import {z} from 'zod';
import type {Random} from '../../shared/kernel/random.ts';
import type {LedgerStore} from './ledger-store.ts';
import {type MetaKey, putMeta, readMeta} from './meta.ts';

const enrolmentNonceSchema = z.object({serverUrl: z.string(), code: z.string(), nonce: z.string()});

export const enrolmentNonceKey: MetaKey<z.output<typeof enrolmentNonceSchema>> = {
  key: 'enrolment-nonce',
  schema: enrolmentNonceSchema,
};

/**
 * The nonce for enrolling with this code: made once and durable before it is sent, so that a lost answer can be
 * asked for again. Another code or server is another attempt and gets its own.
 */
export function enrolmentNonce(
  ledger: LedgerStore,
  attempt: {readonly serverUrl: string; readonly code: string},
  random: Random,
): Promise<string> {
  return ledger.write(['meta'], async rows => {
    const kept = await readMeta(rows, enrolmentNonceKey);
    if (kept?.serverUrl === attempt.serverUrl && kept.code === attempt.code) return kept.nonce;
    const nonce = bytesToHex(random.bytes(16));
    await putMeta(rows, enrolmentNonceKey, {...attempt, nonce});
    return nonce;
  });
}
