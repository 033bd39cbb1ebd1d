/**
 * `GET /sync/v1/live`: a stream of server-sent events that only say that there is more. Data is always pulled, so a lost
 * one is harmless. `event: more` carries this; a comment line every 20 s says that the line is alive.
 */
import {z} from 'zod';
import {feedPositionSchema} from './changes.ts';

export const moreSchema = z.object({
  feedHead: feedPositionSchema,
  /** Of this till: when it is above the one taken in, its leases changed (granted, asked back). */
  leaseVersion: z.int().nonnegative(),
  /** Many listen: wait a random part of this before pulling the feed, so that not all come at once. Absent: 0. */
  spreadMs: z.int().nonnegative().optional(),
});
export type More = z.output<typeof moreSchema>;
