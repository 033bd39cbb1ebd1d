/**
 * What a rule says of each line by what the line sells, whatever its price or units. Kept with the rule for the lines
 * that it was asked about last: their facts stay the same while redeemables change the order.
 */
import type {Catalogue} from '../catalog/catalogue.ts';
import type {LineFacts} from '../order/line-facts.ts';
import {selects} from '../rules/product-selector.ts';
import type {CompiledApplicable, LinesOfRule} from './compile-applicable.ts';
import type {CompiledEntry} from './compiled-entry.ts';

/** The rule's answer for each of the lines. */
export function governedLines(
  rule: CompiledApplicable,
  lines: readonly LineFacts[],
  catalogue: Catalogue,
): LinesOfRule['governed'] {
  return linesOfRule(rule, lines, catalogue).governed;
}

/** By line 1 where an entry of the rule matches it, else 0. */
export function linesMatching(
  one: CompiledEntry,
  rule: CompiledApplicable,
  lines: readonly LineFacts[],
  catalogue: Catalogue,
): Readonly<Uint8Array> {
  const ofRule = linesOfRule(rule, lines, catalogue);
  ofRule.matching ??= new Map();
  const known = ofRule.matching.get(one);
  if (known !== undefined) return known;
  const matches = new Uint8Array(lines.length);
  for (let lineIndex = 0; lineIndex < lines.length; lineIndex += 1) {
    const line = lines[lineIndex];
    if (line !== undefined && selects(one.entry, line, catalogue)) matches[lineIndex] = 1;
  }
  ofRule.matching.set(one, matches);
  return matches;
}

function linesOfRule(
  rule: CompiledApplicable,
  lines: readonly LineFacts[],
  catalogue: Catalogue,
): LinesOfRule {
  const known = rule.lastAsked;
  if (known?.lines === lines && known.catalogue === catalogue) return known;
  const governed: (CompiledEntry | null | undefined)[] = [];
  for (const line of lines) governed.push(governing(rule, line, catalogue));
  rule.lastAsked = {lines, catalogue, governed, matching: null};
  return rule.lastAsked;
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
