import {z} from 'zod';
import {epochMsSchema} from '../../shared/kernel/epoch.ts';
import type {LedgerDb} from './ledger-db.ts';
import {type MetaKey, readMeta} from './meta.ts';

/** What the till remembers of its talk with the server in this enrolment. */
const syncStateSchema = z.object({
  /** Of the newest set of leases taken in; an answer with an older one changes no lease. */
  leaseVersion: z.int().nonnegative(),
  lastContactMs: epochMsSchema.nullable(),
  /** Exchanges that left something in the queue. */
  attempts: z.int().nonnegative(),
  nextTryMs: epochMsSchema.nullable(),
  lastError: z.string().nullable(),
});
export type SyncState = z.output<typeof syncStateSchema>;

export const syncStateKey: MetaKey<SyncState> = {key: 'sync', schema: syncStateSchema};

export async function readSyncState(ledger: LedgerDb): Promise<SyncState> {
  return (await readMeta(ledger, syncStateKey)) ?? fresh;
}

const fresh: SyncState = {
  leaseVersion: 0,
  lastContactMs: null,
  attempts: 0,
  nextTryMs: null,
  lastError: null,
};
