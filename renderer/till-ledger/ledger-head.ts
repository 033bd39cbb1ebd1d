import {z} from 'zod';
import {contentHashSchema} from '../../shared/kernel/content-hash.ts';
import type {MetaRows} from './ledger-store.ts';
import {type MetaKey, readMeta} from './meta.ts';

/** Where the chain of operations ends. Whoever adds one does it on the head they read, or reads again. */
const ledgerHeadSchema = z.object({
  /** Last used; 0 before the first operation of an enrolment. */
  sequence: z.int().nonnegative(),
  hash: contentHashSchema.nullable(),
  /** Last used number of a receipt. Survives enrolments: a number is never printed twice. */
  receiptSequence: z.int().nonnegative(),
});
export type LedgerHead = z.output<typeof ledgerHeadSchema>;

export const ledgerHeadKey: MetaKey<LedgerHead> = {key: 'head', schema: ledgerHeadSchema};

export async function readHead(rows: MetaRows): Promise<LedgerHead> {
  return (await readMeta(rows, ledgerHeadKey)) ?? {sequence: 0, hash: null, receiptSequence: 0};
}
