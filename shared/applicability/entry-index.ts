/**
 * The entries of one list by what they name. A line that several entries match is *governed* by the most specific:
 * a SKU before a product, a product before a category, a category before a collection; among equals the first in the
 * list. Its limits, its price and its way of picking count for the line.
 *
 * What an entry means is for `selects` to say; names only spare asking a thousand entries about each line.
 */
import type {Catalogue} from '../catalog/catalogue.ts';
import type {CataloguedLine} from '../catalog/catalogued-line.ts';
import {selects} from '../rules/product-selector.ts';
import type {CompiledEntry} from './compiled-entry.ts';

export interface EntryIndex {
  readonly entries: readonly CompiledEntry[];
  readonly governing: (line: CataloguedLine, catalogue: Catalogue) => CompiledEntry | null;
}

/** Fewer entries than this are asked one by one. */
const worthAnIndex = 8;

export function indexEntries(entries: readonly CompiledEntry[]): EntryIndex {
  // Sorting is stable: among equals the first in the list stays first.
  const ranked = [...entries].sort((a, b) => rankOf(a) - rankOf(b));
  return {entries, governing: ranked.length < worthAnIndex ? askEach(ranked) : askNamed(ranked)};
}

function askEach(ranked: readonly CompiledEntry[]): EntryIndex['governing'] {
  if (ranked.length === 0) return () => null;
  return (line, catalogue) => {
    for (const one of ranked) if (selects(one.entry, line, catalogue)) return one;
    return null;
  };
}

function askNamed(ranked: readonly CompiledEntry[]): EntryIndex['governing'] {
  const byName = new Map<string, number[]>();
  const unnamed: CompiledEntry[] = [];
  for (const [rank, one] of ranked.entries()) {
    if (rankOf(one) > 1) unnamed.push(one);
    else for (const name of namesOf(one)) byName.set(name, [...(byName.get(name) ?? []), rank]);
  }
  const askUnnamed = askEach(unnamed);
  return (line, catalogue) => {
    let best = ranked.length;
    // Every name by which `selects` may know a line; a list of them would be made for each line of each question.
    const look = (name: string | null | undefined) => {
      if (name === null || name === undefined) return;
      for (const rank of byName.get(name) ?? noRanks) {
        const entry = ranked[rank]?.entry;
        if (rank < best && entry !== undefined && selects(entry, line, catalogue)) best = rank;
      }
    };
    look(line.skuId);
    look(line.sku?.sourceId);
    look(line.sku?.productId);
    look(line.productId);
    look(line.product?.sourceId);
    look(line.sourceId);
    return ranked[best] ?? askUnnamed(line, catalogue);
  };
}

const noRanks: readonly number[] = [];

const ranks = {sku: 0, product: 1, products_collection: 3} as const;

function rankOf({entry}: CompiledEntry): number {
  return entry.category === undefined ? ranks[entry.object] : 2;
}

function namesOf({entry}: CompiledEntry): Set<string> {
  return new Set([entry.id, entry.sourceId].filter(name => name !== null));
}
