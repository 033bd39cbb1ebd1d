/**
 * What a rule says of products, read once: its entries by name, how each picks, and whether it makes a selection.
 */
import type {Catalogue} from '../catalog/catalogue.ts';
import type {LineFacts} from '../order/line-facts.ts';
import type {ApplicableEntry, ApplicableTo} from '../rules/validation-rule.ts';
import type {CompiledEntry} from './compiled-entry.ts';
import {type EntryIndex, indexEntries} from './entry-index.ts';
import {type Picking, pickingOf, picksAlike, takesAll} from './picking.ts';

export interface CompiledApplicable {
  /** It says which products a benefit is for: names some, or includes all. */
  readonly isMade: boolean;
  readonly namesProducts: boolean;
  /** Lines that no entry matches are selected too: all are included, or only what is left out is named. */
  readonly takesRest: boolean;
  /** No entry picks, limits units or limits money over several lines: each line can be selected on its own. */
  readonly isPlain: boolean;
  readonly included: EntryIndex;
  readonly excluded: EntryIndex;
  /** Filled by lines-of-rule.ts. */
  lastAsked: LinesOfRule | null;
}

/** What the rule says of each of these lines. */
export interface LinesOfRule {
  readonly lines: readonly LineFacts[];
  readonly catalogue: Catalogue;
  /** The entry that governs it; null: the rule takes it without naming it; undefined: it does not take it. */
  readonly governed: readonly (CompiledEntry | null | undefined)[];
  /** By entry, of each line whether the entry means it (1) or not (0). */
  matching: Map<CompiledEntry, Uint8Array> | null;
}

const compiled = new WeakMap<ApplicableTo, CompiledApplicable>();

export function compileApplicable(applicableTo: ApplicableTo): CompiledApplicable {
  const known = compiled.get(applicableTo);
  if (known !== undefined) return known;
  const {includedAll, included, excluded} = applicableTo;
  const entries = compileEntries(included);
  const namesProducts = included.length > 0 || excluded.length > 0;
  const result: CompiledApplicable = {
    isMade: includedAll || namesProducts,
    namesProducts,
    takesRest: includedAll || included.length === 0,
    isPlain: entries.every(one => one.isPlain && one.entry.aggregatedAmountLimitMinor === undefined),
    included: indexEntries(entries),
    excluded: indexEntries(compileEntries(excluded)),
    lastAsked: null,
  };
  compiled.set(applicableTo, result);
  return result;
}

function compileEntries(entries: readonly ApplicableEntry[]): CompiledEntry[] {
  const pickings: Picking[] = [];
  return entries.map((entry, index) => {
    const own = pickingOf(entry);
    const picking = pickings.find(one => picksAlike(one, own)) ?? own;
    if (picking === own) pickings.push(own);
    return {entry, index, picking, isPlain: takesAll(picking) && !limitsUnits(entry)};
  });
}

function limitsUnits({quantityLimit, aggregatedQuantityLimit, unitLimits = []}: ApplicableEntry): boolean {
  return quantityLimit !== undefined || aggregatedQuantityLimit !== undefined || unitLimits.length > 0;
}
