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
  const better = (best: number, name: string, line: CataloguedLine, catalogue: Catalogue): number => {
    for (const rank of byName.get(name) ?? noRanks) {
      if (rank >= best) break;
      const entry = ranked[rank]?.entry;
      if (entry !== undefined && selects(entry, line, catalogue)) return rank;
    }
    return best;
  };
  return (line, catalogue) => {
    const {skuId, productId, sourceId, sku, product} = line;
    let best = ranked.length;
    // Every name by which `selects` may know a line; a list of them would be made for each line of each question.
    if (skuId !== null) best = better(best, skuId, line, catalogue);
    if (productId !== null) best = better(best, productId, line, catalogue);
    if (sourceId !== null) best = better(best, sourceId, line, catalogue);
    if (sku !== undefined) best = better(best, sku.productId, line, catalogue);
    const ofSku = sku?.sourceId ?? sourceId;
    if (ofSku !== null && ofSku !== sourceId) best = better(best, ofSku, line, catalogue);
    const ofProduct = product?.sourceId ?? sourceId;
    if (ofProduct !== null && ofProduct !== sourceId) best = better(best, ofProduct, line, catalogue);
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
