import type {ChosenLine} from './chosen-line.ts';
import {limitUnits} from './limit-units.ts';
import {pickUnits} from './pick-units.ts';
import type {Picking} from './picking.ts';
import {rankLines} from './rank-lines.ts';
import type {SelectionInput} from './selection-input.ts';

/** Lines that are picked from together. */
interface Pool {
  /** Null for lines that the rule takes without naming them. */
  readonly picking: Picking | null;
  /** The first place in the rule's list of an entry that governs one of them. */
  place: number;
  readonly lines: ChosenLine[];
}

/**
 * What one rule leaves of the lines: those that pick alike pick together, then each line's entry limits its units.
 * Where the rule names an order the lines come out in it, its ways of picking one after the other; else as they came.
 */
export function narrow(
  chosen: readonly ChosenLine[],
  rule: number,
  input: SelectionInput,
): readonly ChosenLine[] {
  if (chosen.every(({governing}) => governing[rule]?.isPlain !== false)) return chosen;
  const pools = poolsOf(chosen, rule);
  const left = pools.flatMap(pool => pickFrom(pool, rule, input));
  return pools.some(pool => sortingOf(pool, input) !== 'none') ? left : asTheyCame(left, chosen);
}

function poolsOf(chosen: readonly ChosenLine[], rule: number): Pool[] {
  const pools: Pool[] = [];
  for (const one of chosen) {
    const {picking = null, index: place = Number.POSITIVE_INFINITY} = one.governing[rule] ?? {};
    const pool = pools.find(other => other.picking === picking);
    if (pool === undefined) pools.push({picking, place, lines: [one]});
    else {
      pool.lines.push(one);
      pool.place = Math.min(pool.place, place);
    }
  }
  return pools.sort((a, b) => (a.place < b.place ? -1 : 1));
}

function pickFrom(pool: Pool, rule: number, input: SelectionInput): readonly ChosenLine[] {
  if (pool.picking === null) return pool.lines;
  const sorting = sortingOf(pool, input);
  const ranked = sorting === 'none' ? pool.lines : rankLines(pool.lines, sorting);
  return limitUnits(pickUnits(ranked, pool.picking), rule, input);
}

/** Entries that name no order take the one that the shop is used to (convention `freeUnits`). */
function sortingOf({picking}: Pool, {freeUnits = 'cart_order'}: SelectionInput): Picking['sorting'] {
  if (picking === null) return 'none';
  return picking.sorting === 'none' && freeUnits !== 'cart_order' ? freeUnits : picking.sorting;
}

function asTheyCame(left: readonly ChosenLine[], before: readonly ChosenLine[]): readonly ChosenLine[] {
  const places = new Map(before.map(({lineIndex}, place) => [lineIndex, place]));
  return [...left].sort((a, b) => (places.get(a.lineIndex) ?? 0) - (places.get(b.lineIndex) ?? 0));
}
