/**
 * The change feed, `GET /sync/v1/changes?after=<position>&limit=<1–2000>`: each document once, at its latest
 * position, in position order. Read from 0 it is everything a new till needs, and resumes after a cut by cursor.
 * Positions are given to committed rows only, so a reader that keeps the last one misses nothing (sync.md §4.3).
 *
 * Since protocol 2 a till may say more: `vouchersAfter`, the position of the snapshot it has (vouchers up to there are
 * left out); `feed`, the name of the history its cursor belongs to; `since`, the head when it began to read. A cursor
 * that is not of this history, lies beyond its head or before what is remembered of deletions is then refused with
 * `must_refetch`: the till starts again from 0.
 */
import {z} from 'zod';
import {documentSchema} from './document.ts';

export const feedPositionSchema = z.int().nonnegative();

export const changeSchema = z.discriminatedUnion('deleted', [
  z.object({deleted: z.literal(false), position: feedPositionSchema, document: documentSchema}),
  z.object({
    deleted: z.literal(true),
    position: feedPositionSchema,
    kind: z.string(),
    id: z.string(),
    version: z.int().positive(),
  }),
]);
export type Change = z.output<typeof changeSchema>;

export const changesPageSchema = z.object({
  changes: z.array(changeSchema),
  /** Cursor for the next page: the last position on this page, or the asked one when nothing came. */
  next: feedPositionSchema,
  /** The newest position there is; `next < head` says that there is more. */
  head: feedPositionSchema,
  /** Name of this history; another one after positions began anew. */
  feed: z.string().max(64).optional(),
  /** The position that was asked about: a page that answers another question must not move a cursor. */
  after: feedPositionSchema.optional(),
});
export type ChangesPage = z.output<typeof changesPageSchema>;
