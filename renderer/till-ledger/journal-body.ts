import {z} from 'zod';
import {leaseSchema} from '../../shared/ledger/lease.ts';
import type {JournalRecord} from '../../shared/protocol/bridge.ts';
import type {OperationRow} from './operation-row.ts';
import {saleSurroundingsSchema} from './sale-surroundings.ts';

/** What a record of the journal holds: enough to put operation, sale and leases back into an empty ledger. */
export const journalBodySchema = z.object({
  bytes: z.string(),
  surroundings: saleSurroundingsSchema.nullable(),
  leases: z.array(leaseSchema),
});
export type JournalBody = z.output<typeof journalBodySchema>;

export function journalRecord(row: OperationRow, body: JournalBody): JournalRecord {
  return {seq: row.sequence, hash: row.hash, body: JSON.stringify(body)};
}
