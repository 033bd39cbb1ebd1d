/**
 * Vouchers for a new till, packed. `GET /sync/v1/snapshot` answers the manifest: chunks named by the SHA-256 of their
 * bytes, each holding the blocks of a range of buckets. `GET /sync/v1/chunks/<sha256>` answers one; it never changes and
 * may be kept by any cache. A till keeps the names of the chunks it has, so a cut costs one chunk; then it follows the
 * feed, whose vouchers it asks for after `position` only.
 */
import {z} from 'zod';
import {feedPositionSchema} from './changes.ts';

const chunkSchema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
  vouchers: z.int().nonnegative(),
  firstBucket: z.int().nonnegative(),
  lastBucket: z.int().nonnegative(),
});
export type Chunk = z.output<typeof chunkSchema>;

export const manifestSchema = z.object({
  /** Raised when blocks are built differently; a till that does not know it pulls the feed instead. */
  format: z.int().positive(),
  buckets: z.int().positive(),
  /** Every voucher published up to here is in the chunks. */
  position: feedPositionSchema,
  chunks: z.array(chunkSchema),
  /** Name of the history that the position belongs to: changes.ts. */
  feed: z.string().max(64).optional(),
});
export type Manifest = z.output<typeof manifestSchema>;
