import type {CompiledApplicable} from './compile-applicable.ts';
import {governedLines} from './lines-of-rule.ts';
import type {SelectedLine} from './selection.ts';
import type {SelectionInput} from './selection-input.ts';

/**
 * What a single rule selects that neither picks nor limits units, nor money over several lines: each line for itself,
 * whole. The answer is the one that the long way gives; most rules are such, and a till asks them at every scan.
 */
export function plainLines(
  rule: CompiledApplicable,
  {order, lines, catalogue, touchable}: SelectionInput,
): readonly SelectedLine[] {
  const selected: SelectedLine[] = [];
  const governed = governedLines(rule, lines, catalogue);
  for (let lineIndex = 0; lineIndex < lines.length; lineIndex++) {
    const governing = governed[lineIndex];
    const units = order.lines[lineIndex]?.quantity ?? 0;
    if (governing === undefined || units <= 0 || touchable?.(lineIndex) === false) continue;
    const entry = governing?.entry ?? null;
    const amountLimitMinor = entry?.amountLimitMinor ?? null;
    selected.push({lineIndex, units, whole: true, amountLimitMinor, entry, group: 0});
  }
  return selected;
}
