/**
 * The change feed, `GET /sync/v1/changes?after=<position>&limit=<1–2000>`: each document once, at its latest
 * position, in position order. Read from 0 it is the snapshot for a new till, and resumes after a cut by cursor.
 * Positions are given to committed rows only, so a reader that keeps the last one misses nothing (sync.md §4.3).
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
});
export type ChangesPage = z.output<typeof changesPageSchema>;
