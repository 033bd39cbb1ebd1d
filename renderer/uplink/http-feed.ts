import {sha256} from '@noble/hashes/sha2.js';
import {bytesToHex} from '@noble/hashes/utils.js';
import {z} from 'zod';
import {changesPageSchema} from '../../shared/protocol/changes.ts';
import {manifestSchema} from '../../shared/protocol/snapshot.ts';
import {splitLine} from '../../shared/protocol/voucher-block.ts';
import type {ChangesAsked, FeedLine} from '../till-replica/feed-line.ts';
import type {ImportedBlock} from '../till-replica/import-chunk.ts';
import {requestBytes} from './request-bytes.ts';
import {type Fetch, requestJson} from './request-json.ts';

export interface FeedAddress {
  readonly serverUrl: string;
  readonly token: string;
}

const pageTimeoutMs = 30_000;
const snapshotTimeoutMs = 60_000;

/** Documents of a newer server that this till cannot read yet are left out; they must not hold up the others. */
const pageSchema = changesPageSchema.extend({changes: z.array(z.unknown())});

/** The feed and the snapshot of a sync server. */
export function httpFeed(fetch: Fetch, {serverUrl, token}: FeedAddress): FeedLine {
  const url = `${serverUrl}/sync/v1`;
  const get = {method: 'GET', token} as const;
  return {
    changes: asked =>
      requestJson(fetch, {
        ...get,
        url: `${url}/changes?${queryOf(asked)}`,
        timeoutMs: pageTimeoutMs,
        schema: pageSchema,
      }),
    manifest: () =>
      requestJson(fetch, {
        ...get,
        url: `${url}/snapshot`,
        timeoutMs: snapshotTimeoutMs,
        schema: manifestSchema,
      }),
    async blocks(chunk) {
      const asked = {url: `${url}/chunks/${chunk.sha256}`, token, timeoutMs: snapshotTimeoutMs};
      const answer = await requestBytes(fetch, asked);
      if (!answer.ok) return answer;
      const isWhole = bytesToHex(sha256(answer.value)) === chunk.sha256;
      return {ok: true, value: isWhole ? blocksOf(await unzipped(answer.value)) : null};
    },
  };
}

function queryOf({after, limit, feed, since, vouchersAfter}: ChangesAsked): string {
  const query = new URLSearchParams({after: String(after), limit: String(limit), feed});
  if (since !== undefined) query.set('since', String(since));
  if (vouchersAfter !== undefined) query.set('vouchersAfter', String(vouchersAfter));
  return query.toString();
}

function unzipped(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}

function blocksOf(text: string): ImportedBlock[] {
  return text.split('\n').flatMap(line => splitLine(line) ?? []);
}
