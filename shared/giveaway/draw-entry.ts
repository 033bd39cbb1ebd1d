import {z} from 'zod';
import type {ContentHash} from '../kernel/content-hash.ts';
import {contentHash} from '../kernel/content-hash.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';

/** An entry as it was recorded: the redemption that made it. */
export const drawEntrySchema = z.object({
  redemptionId: idSchema('r'),
  customerId: idSchema('cust').nullable(),
  /** Tickets in the draw. */
  entries: z.int().positive().max(1000),
  /** When it was made, by the till's trusted clock; it may arrive later. */
  atMs: epochMsSchema,
});
export type DrawEntry = z.output<typeof drawEntrySchema>;

export interface SortedEntries {
  /** In canonical order: by redemption id. Whoever has the same entries has the same list. */
  readonly entries: readonly DrawEntry[];
  readonly hash: ContentHash;
  /** Left out: made at the cut-off or later, or rolled back since. */
  readonly late: readonly DrawEntry[];
  readonly withdrawn: readonly DrawEntry[];
}

/**
 * The entries that take part, each redemption once. What a till made in time and sends after the draw comes too late
 * for it all the same: the list is closed by drawing.
 */
export function closeEntries(
  recorded: readonly DrawEntry[],
  closesAtMs: EpochMs | null,
  isRolledBack: (entry: DrawEntry) => boolean,
): SortedEntries {
  const byId = new Map(recorded.map(entry => [entry.redemptionId, entry]));
  const all = [...byId.values()].sort((a, b) => (a.redemptionId < b.redemptionId ? -1 : 1));
  const late = all.filter(entry => closesAtMs !== null && entry.atMs >= closesAtMs);
  const inTime = all.filter(entry => closesAtMs === null || entry.atMs < closesAtMs);
  const entries = inTime.filter(entry => !isRolledBack(entry));
  return {entries, hash: entriesHash(entries), late, withdrawn: inTime.filter(isRolledBack)};
}

/** Of the entries in canonical order. */
export function entriesHash(entries: readonly DrawEntry[]): ContentHash {
  return contentHash(entries);
}
