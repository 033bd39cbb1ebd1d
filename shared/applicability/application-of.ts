/**
 * What the answer tells of a selection (semantics.md B.7): each entry of each rule with the lines that it matches
 * among those selected, in the order of application, and the units taken where not simply all of a line are meant;
 * each excluding entry with the lines that it keeps out.
 */
import {selects} from '../rules/product-selector.ts';
import type {Application} from './application.ts';
import type {ChosenLine} from './chosen-line.ts';
import type {CompiledEntry} from './compiled-entry.ts';
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
  const inOrder = input.order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const isListed = inOrder <= mostUnitsListed;
  return {
    applicable: selecting.flatMap(({id, applicable}, rule) =>
      applicable.included.entries.map(one => appliedEntry(id, one, {chosen, rule, input, isListed})),
    ),
    inapplicable: selecting.flatMap(({id, applicable}) =>
      applicable.excluded.entries.map(one => ({
        ruleId: id,
        entry: one.index,
        lineIndices: matchedLines(one, input),
      })),
    ),
  };
}

interface Seen {
  readonly chosen: readonly ChosenLine[];
  readonly rule: number;
  readonly input: SelectionInput;
  readonly isListed: boolean;
}

function appliedEntry(
  ruleId: string,
  one: CompiledEntry,
  {chosen, rule, input, isListed}: Seen,
): AppliedEntry {
  const matched = chosen.filter(({lineIndex}) => matches(one, lineIndex, input));
  const counted = matched.filter(
    ({governing, line, units}) =>
      governing[rule] === one && (one.picking.byUnit || units.count < line.quantity),
  );
  const lineIndices = matched.map(({lineIndex}) => lineIndex);
  if (counted.length === 0) return {ruleId, entry: one.index, lineIndices};
  if (!isListed) return {ruleId, entry: one.index, lineIndices, unitsLimitExceeded: true};
  const units = counted.map(({lineIndex, units: run}) => ({lineIndex, units: unitNumbers(run)}));
  return {ruleId, entry: one.index, lineIndices, units};
}

function matchedLines(one: CompiledEntry, input: SelectionInput): number[] {
  return input.lines.flatMap((_, lineIndex) => (matches(one, lineIndex, input) ? [lineIndex] : []));
}

function matches({entry}: CompiledEntry, lineIndex: number, {lines, catalogue}: SelectionInput): boolean {
  const facts = lines[lineIndex];
  return facts !== undefined && selects(entry, facts, catalogue);
}
