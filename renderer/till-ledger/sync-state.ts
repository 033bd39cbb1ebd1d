import {z} from 'zod';
import {epochMsSchema} from '../../shared/kernel/epoch.ts';
import type {MetaRows} from './ledger-store.ts';
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
  /** Of the last answer, to be shown with the next exchange; null before the first, and from a server of protocol 1. */
  session: z.string().nullable().default(null),
  /** What the server last said of this till; `fenced` is also what a till without its memory holds itself to. */
  standing: z.enum(['good', 'fenced', 'revoked']).default('good'),
});
export type SyncState = z.output<typeof syncStateSchema>;

export const syncStateKey: MetaKey<SyncState> = {key: 'sync', schema: syncStateSchema};

export async function readSyncState(rows: MetaRows): Promise<SyncState> {
  return (await readMeta(rows, syncStateKey)) ?? fresh;
}

const fresh: SyncState = {
  leaseVersion: 0,
  lastContactMs: null,
  attempts: 0,
  nextTryMs: null,
  lastError: null,
  session: null,
  standing: 'good',
};
