import type {LineFacts} from '../order/line-facts.ts';
import type {ChosenLine} from './chosen-line.ts';
import type {CompiledEntry} from './compiled-entry.ts';
import type {Selecting} from './selecting.ts';
import type {SelectionInput} from './selection-input.ts';
import {allUnits} from './unit-run.ts';

/** The lines that every rule selects and none excludes, with all their units, as they stand in the order. */
export function admittedLines(selecting: readonly Selecting[], input: SelectionInput): readonly ChosenLine[] {
  const {order, lines, touchable} = input;
  const admitted: ChosenLine[] = [];
  for (let lineIndex = 0; lineIndex < lines.length; lineIndex++) {
    const line = order.lines[lineIndex];
    const facts = lines[lineIndex];
    if (line === undefined || facts === undefined || line.quantity <= 0) continue;
    if (touchable !== undefined && !touchable(lineIndex)) continue;
    const governing = governingEntries(selecting, facts, input);
    if (governing !== null) admitted.push({lineIndex, line, units: allUnits(line.quantity), governing});
  }
  return admitted;
}

/** The entry of each rule that governs a line; null where some rule does not select the line. */
function governingEntries(
  selecting: readonly Selecting[],
  facts: LineFacts,
  {catalogue}: SelectionInput,
): ChosenLine['governing'] | null {
  const governing: (CompiledEntry | null)[] = [];
  for (const {applicable} of selecting) {
    if (applicable.excluded.governing(facts, catalogue) !== null) return null;
    const entry = applicable.included.governing(facts, catalogue);
    if (entry === null && !applicable.takesRest) return null;
    governing.push(entry);
  }
  return governing;
}
