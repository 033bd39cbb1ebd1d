/**
 * What a rule says of each line by what the line sells, whatever its price or units. Kept with the rule for the lines
 * that it was asked about last: their facts stay the same while redeemables change the order.
 */
import type {Catalogue} from '../catalog/catalogue.ts';
import type {LineFacts} from '../order/line-facts.ts';
import {selects} from '../rules/product-selector.ts';
import type {CompiledApplicable} from './compile-applicable.ts';
import type {CompiledEntry} from './compiled-entry.ts';

/** By line: the entry that governs it; null where the rule takes it without naming it, undefined where it does not take it. */
type Governed = readonly (CompiledEntry | null | undefined)[];

interface LinesOfRule {
  readonly lines: readonly LineFacts[];
  readonly catalogue: Catalogue;
  readonly governed: Governed;
  /** Filled by `linesMatching`. */
  readonly matching: Map<CompiledEntry, Uint8Array>;
}

const kept = new WeakMap<CompiledApplicable, LinesOfRule>();

/** The rule's answer for each of the lines. */
export function governedLines(
  rule: CompiledApplicable,
  lines: readonly LineFacts[],
  catalogue: Catalogue,
): Governed {
  return linesOfRule(rule, lines, catalogue).governed;
}

/** By line 1 where an entry of the rule matches it, else 0. */
export function linesMatching(
  one: CompiledEntry,
  rule: CompiledApplicable,
  lines: readonly LineFacts[],
  catalogue: Catalogue,
): Readonly<Uint8Array> {
  const {matching} = linesOfRule(rule, lines, catalogue);
  const known = matching.get(one);
  if (known !== undefined) return known;
  const matches = new Uint8Array(lines.length);
  for (let lineIndex = 0; lineIndex < lines.length; lineIndex += 1) {
    const line = lines[lineIndex];
    if (line !== undefined && selects(one.entry, line, catalogue)) matches[lineIndex] = 1;
  }
  matching.set(one, matches);
  return matches;
}

function linesOfRule(
  rule: CompiledApplicable,
  lines: readonly LineFacts[],
  catalogue: Catalogue,
): LinesOfRule {
  const known = kept.get(rule);
  if (known?.lines === lines && known.catalogue === catalogue) return known;
  const governed: (CompiledEntry | null | undefined)[] = [];
  for (const line of lines) governed.push(governing(rule, line, catalogue));
  const made = {lines, catalogue, governed, matching: new Map<CompiledEntry, Uint8Array>()};
  kept.set(rule, made);
  return made;
}

/** Excluded beats included. */
function governing(
  {included, excluded, takesRest}: CompiledApplicable,
  line: LineFacts,
  catalogue: Catalogue,
): CompiledEntry | null | undefined {
  const entry = included.governing(line, catalogue);
  if (entry === null && !takesRest) return undefined;
  return excluded.governing(line, catalogue) === null ? entry : undefined;
}
