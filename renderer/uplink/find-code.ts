import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {lookupAnswerSchema} from '../../shared/protocol/lookup.ts';
import type {CacheDb} from '../till-db/cache-db.ts';
import {dexieReplicaStore} from '../till-db/dexie-replica-store.ts';
import {pinDocuments} from '../till-replica/apply-changes.ts';
import type {FeedAddress} from './http-feed.ts';
import {type Fetch, requestJson} from './request-json.ts';

/** A customer waits: after this the till goes on with what it knows. */
const timeoutMs = 4_000;

/**
 * Asks the server for a code that this till does not replicate (another store's, or made a moment ago) and keeps what
 * came for the sale at hand. Answers whether anything came; a till that hears nothing sells on without it.
 */
export async function findCode(
  fetch: Fetch,
  cache: CacheDb,
  {serverUrl, token}: FeedAddress,
  code: string,
  nowMs: EpochMs,
): Promise<boolean> {
  const answer = await requestJson(fetch, {
    method: 'POST',
    url: `${serverUrl}/sync/v1/lookup`,
    token,
    body: {code},
    timeoutMs,
    schema: lookupAnswerSchema,
  });
  if (!answer.ok) return false;
  await pinDocuments(dexieReplicaStore(cache), answer.value.documents, nowMs);
  return true;
}
