/**
 * What the answer tells of a selection (semantics.md B.7): each entry of each rule with the lines that it matches
 * among those selected, in the order of application, and the units taken where not simply all of a line are meant;
 * each excluding entry with the lines that it keeps out.
 */
import type {Application} from './application.ts';
import type {ChosenLine} from './chosen-line.ts';
import type {CompiledEntry} from './compiled-entry.ts';
import {linesMatching} from './lines-of-rule.ts';
import type {Selecting} from './selecting.ts';
import type {SelectionInput} from './selection-input.ts';
import {unitNumbers} from './unit-run.ts';

type AppliedEntry = Application['applicable'][number];

/** More units than this in the whole order, and none is listed. */
const mostUnitsListed = 1000;

export function applicationOf(
  selecting: readonly Selecting[],
  chosen: readonly ChosenLine[],
  input: SelectionInput,
): Application {
  const {lines, catalogue} = input;
  const isListed = countUnits(input) <= mostUnitsListed;
  const applicable: AppliedEntry[] = [];
  const inapplicable: AppliedEntry[] = [];
  let rule = 0;
  for (const {id, applicable: ofRule} of selecting) {
    for (const one of ofRule.included.entries) {
      const matches = linesMatching(one, ofRule, lines, catalogue);
      applicable.push(appliedEntry(id, one, matches, {chosen, rule, isListed}));
    }
    for (const one of ofRule.excluded.entries) {
      const matches = linesMatching(one, ofRule, lines, catalogue);
      const lineIndices: number[] = [];
      for (let at = 0; at < matches.length; at += 1) if (matches[at] === 1) lineIndices.push(at);
      inapplicable.push({ruleId: id, entry: one.index, lineIndices});
    }
    rule += 1;
  }
  return {applicable, inapplicable};
}

interface Seen {
  readonly chosen: readonly ChosenLine[];
  readonly rule: number;
  readonly isListed: boolean;
}

/** `matches`: the lines of the order that the entry means, chosen or not. */
function appliedEntry(
  ruleId: string,
  one: CompiledEntry,
  matches: ReturnType<typeof linesMatching>,
  {chosen, rule, isListed}: Seen,
): AppliedEntry {
  const entry: AppliedEntry = {ruleId, entry: one.index, lineIndices: []};
  const counted: ChosenLine[] = [];
  for (const candidate of chosen) {
    const {lineIndex, governing, line, units} = candidate;
    if (matches[lineIndex] !== 1) continue;
    entry.lineIndices.push(lineIndex);
    const isCounted = one.picking.byUnit || units.count < line.quantity;
    if (isCounted && governing[rule] === one) counted.push(candidate);
  }
  if (counted.length === 0) return entry;
  if (isListed) {
    entry.units = counted.map(({lineIndex, units}) => ({lineIndex, units: unitNumbers(units)}));
  } else {
    entry.unitsLimitExceeded = true;
  }
  return entry;
}

function countUnits({order}: SelectionInput): number {
  let units = 0;
  for (const {quantity} of order.lines) units += quantity;
  return units;
}
