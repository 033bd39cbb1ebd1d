import {bytesToHex} from '@noble/hashes/utils.js';
import {z} from 'zod';
import type {Random} from '../../shared/kernel/random.ts';
import type {LedgerDb} from './ledger-db.ts';
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
  ledger: LedgerDb,
  attempt: {readonly serverUrl: string; readonly code: string},
  random: Random,
): Promise<string> {
  return ledger.transaction('rw', ledger.meta, async () => {
    const kept = await readMeta(ledger, enrolmentNonceKey);
    if (kept?.serverUrl === attempt.serverUrl && kept.code === attempt.code) return kept.nonce;
    const nonce = bytesToHex(random.bytes(16));
    await putMeta(ledger, enrolmentNonceKey, {...attempt, nonce});
    return nonce;
  });
}
