import type {CompiledApplicable} from './compile-applicable.ts';
import type {SelectedLine} from './selection.ts';
import type {SelectionInput} from './selection-input.ts';

/**
 * What a single rule selects that neither picks nor limits units, nor money over several lines: each line for itself,
 * whole. The answer is the one that the long way gives; most rules are such, and a till asks them at every scan.
 */
export function plainLines(
  {included, excluded, takesRest}: CompiledApplicable,
  {order, lines, catalogue, touchable}: SelectionInput,
): readonly SelectedLine[] {
  const selected: SelectedLine[] = [];
  for (let lineIndex = 0; lineIndex < lines.length; lineIndex++) {
    const facts = lines[lineIndex];
    const units = order.lines[lineIndex]?.quantity ?? 0;
    if (facts === undefined || units <= 0 || touchable?.(lineIndex) === false) continue;
    const entry = included.governing(facts, catalogue)?.entry ?? null;
    if (entry === null && !takesRest) continue;
    if (excluded.governing(facts, catalogue) !== null) continue;
    const amountLimitMinor = entry?.amountLimitMinor ?? null;
    selected.push({lineIndex, units, whole: true, amountLimitMinor, entry, group: 0});
  }
  return selected;
}
