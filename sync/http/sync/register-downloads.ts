/** What a till replicates: the feed, the snapshot of vouchers before it, and single codes that it does not hold. */

import {z} from 'zod';
import {ApiError, notFound} from '../../../shared/api/error.ts';
import {lookupRequestSchema} from '../../../shared/protocol/lookup.ts';
import {manifestSchema} from '../../../shared/protocol/snapshot.ts';
import {readChanges} from '../../changes/read-changes.ts';
import {pgFeedBook} from '../../storage/documents/pg-feed-book.ts';
import {findChunk, findSnapshot} from '../../storage/snapshots/find-snapshot.ts';
import {lookUpVoucher} from '../../vouchers/look-up-voucher.ts';
import {answerOf} from '../answer-of.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {tillOf} from '../caller.ts';
import {atMost} from '../limits.ts';

const positionQuery = z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const changesQuerySchema = z.object({
  after: positionQuery.default(0),
  limit: z.coerce.number().int().min(1).max(2000).default(500),
  vouchersAfter: positionQuery.optional(),
  since: positionQuery.optional(),
  feed: z.string().max(64).optional(),
});

/** A cashier scans a code every second or two; whoever asks more often is guessing. */
const lookupsPerMinute = 60;
/** The chunks of ten million vouchers, twice. */
const chunksPerMinute = 1_500;

const config = {access: 'till'} as const;
const tags = ['Tills'];

export function registerDownloads(app: App, deps: AppDeps): void {
  app.get(
    '/sync/v1/changes',
    {
      config,
      // Documents were checked when they were published; checking a page of 2,000 again costs more than reading it.
      schema: {tags, summary: 'What changed after a position', querystring: changesQuerySchema},
    },
    async request =>
      answerOf(
        await readChanges({feed: pgFeedBook(deps.db), stamper: deps.stamper}, tillOf(request), request.query),
      ),
  );
  app.post(
    '/sync/v1/lookup',
    {
      config: {...config, ...atMost(lookupsPerMinute)},
      // No schema of the answer either: it is documents again.
      schema: {
        tags,
        summary: 'A code that this till does not hold, with its campaign and rules',
        body: lookupRequestSchema,
      },
    },
    async request => answerOf(await lookUpVoucher(deps.db, tillOf(request).projectId, request.body.code)),
  );
  registerSnapshot(app, deps);
}

function registerSnapshot(app: App, {db}: AppDeps): void {
  app.get(
    '/sync/v1/snapshot',
    {
      config,
      schema: {tags, summary: 'The packed vouchers there are', response: {200: manifestSchema}},
    },
    async (request, reply) => {
      const manifest = await findSnapshot(db, tillOf(request).projectId);
      if (manifest === null) throw new ApiError(notFound('snapshot', 'vouchers'));
      void reply.header('cache-control', 'no-store');
      return manifest;
    },
  );
  app.get(
    '/sync/v1/chunks/:sha256',
    {
      config: {...config, ...atMost(chunksPerMinute)},
      schema: {
        tags,
        summary: 'A chunk of the snapshot: gzip of lines of packed vouchers',
        params: z.object({sha256: z.string().regex(/^[0-9a-f]{64}$/)}),
      },
    },
    async (request, reply) => {
      const {sha256} = request.params;
      const body = await findChunk(db, tillOf(request).projectId, sha256);
      if (body === null) throw new ApiError(notFound('chunk', sha256));
      // Private: what a token opened stays with who has it. Its name is its content, so it never changes.
      void reply.header('cache-control', 'private, max-age=31536000, immutable');
      void reply.header('etag', `"${sha256}"`);
      return reply.type('application/octet-stream').send(body);
    },
  );
}
