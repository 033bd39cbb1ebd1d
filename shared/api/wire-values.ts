/**
 * The values that request bodies are made of, with the bounds that keep arithmetic exact: a price of at most 10^11
 * minor units times at most 10^4 pieces stays far below 2^53.
 */
import {z} from 'zod';
import type {Metadata} from '../kernel/metadata.ts';

/** A price or a limit in minor units. */
export const priceBody = z.int().min(0).max(100_000_000_000);
/** The value of a line or an order in minor units. */
export const amountBody = z.int().min(0).max(1_000_000_000_000_000);
/** A whole number of pieces; SDKs also send it as text. */
export const quantityBody = z
  .union([z.int(), z.string().regex(/^\d{1,6}$/)], {error: 'should be integer'})
  .refine(value => Number(value) >= 1 && Number(value) <= 10_000, {
    error: 'should be an integer from 1 to 10000',
  });
/** A moment (`2026-11-20T09:00:00Z`) or a day (`2026-11-20`, its first moment in UTC). */
export const dateBody = z.union([z.iso.datetime({offset: true}), z.iso.date()], {
  error: 'cannot be recognized as a ISO-8601 compliant date',
});
/** Ids, codes, names and other short text. What cannot be kept at all is refused before (json-problem.ts). */
export const shortText = z.string().max(200);
export const nonEmptyText = shortText.min(1);
export const longText = z.string().max(2000);
/** A body was JSON, so its members are JSON values. */
export const metadataBody = z.record(z.string().max(200), z.unknown());

/** Metadata of a body, null or absent as none. */
export function toMetadata(body: Readonly<Record<string, unknown>> | null | undefined): Metadata {
  return (body ?? {}) as Metadata;
}

/** Voucherify merges: keys that are not sent stay as they are. */
export function mergeMetadata(
  kept: Metadata,
  sent: Readonly<Record<string, unknown>> | null | undefined,
): Metadata {
  return {...kept, ...toMetadata(sent)};
}
