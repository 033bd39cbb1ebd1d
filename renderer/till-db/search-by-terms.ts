import type {Table} from 'dexie';
import {exactTerm, searchTerms} from './search-terms.ts';

interface FoundByTerms {
  readonly id: string;
  readonly terms: readonly string[];
}

/** So many are looked at to find the best `limit`; a search this wide is still being typed. */
const WIDEST = 500;

/**
 * Rows in which every word typed begins some term, or whose one term begins with the whole text as typed.
 * The longest word asks the index, the others filter what it finds.
 */
export async function searchByTerms<R extends FoundByTerms>(
  table: Table<R, string>,
  text: string,
): Promise<R[]> {
  const exact = exactTerm(text);
  const words = searchTerms(text);
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best), '');
  if (exact === '') return [];
  const prefixes = [...new Set([exact, longest].filter(Boolean))];
  const matches = (row: R) =>
    row.terms.some(term => term.startsWith(exact)) ||
    (words.length > 0 && words.every(word => row.terms.some(term => term.startsWith(word))));
  return table.where('terms').startsWithAnyOf(prefixes).distinct().filter(matches).limit(WIDEST).toArray();
}
