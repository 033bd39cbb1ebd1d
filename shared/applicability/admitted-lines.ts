import type {ChosenLine} from './chosen-line.ts';
import type {CompiledEntry} from './compiled-entry.ts';
import {governedLines} from './lines-of-rule.ts';
import type {Selecting} from './selecting.ts';
import type {SelectionInput} from './selection-input.ts';
import {allUnits} from './unit-run.ts';

/** The lines that every rule selects and none excludes, with all their units, as they stand in the order. */
export function admittedLines(selecting: readonly Selecting[], input: SelectionInput): readonly ChosenLine[] {
  const {order, lines, catalogue, touchable} = input;
  const ofRules = selecting.map(({applicable}) => governedLines(applicable, lines, catalogue));
  const admitted: ChosenLine[] = [];
  for (let lineIndex = 0; lineIndex < lines.length; lineIndex++) {
    const line = order.lines[lineIndex];
    if (line === undefined || line.quantity <= 0) continue;
    if (touchable !== undefined && !touchable(lineIndex)) continue;
    const governing = governingEntries(ofRules, lineIndex);
    if (governing !== null) admitted.push({lineIndex, line, units: allUnits(line.quantity), governing});
  }
  return admitted;
}

/** The entry of each rule that governs a line; null where some rule does not select the line. */
function governingEntries(
  ofRules: readonly ReturnType<typeof governedLines>[],
  lineIndex: number,
): ChosenLine['governing'] | null {
  const governing: (CompiledEntry | null)[] = [];
  for (const governed of ofRules) {
    const entry = governed[lineIndex];
    if (entry === undefined) return null;
    governing.push(entry);
  }
  return governing;
}
