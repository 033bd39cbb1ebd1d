import type {PricedLine} from '../order/priced-order.ts';
import {selects} from '../rules/product-selector.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';

type Selection = Pick<ValidationRule, 'applicableTo'>;

/**
 * Which lines an item discount may touch (semantics.md B.7): each rule that makes a selection must select the line,
 * and excluded beats included. A rule that only excludes selects the rest. Where no rule selects, no line is touched.
 */
export function selectLines(lines: readonly PricedLine[], rules: readonly Selection[]): readonly boolean[] {
  const selections = rules.filter(rule => rule.applicableTo.includedAll || namesProducts(rule));
  return lines.map(line => selections.length > 0 && selections.every(rule => isSelected(line, rule)));
}

/** Whether the rule names products at all. */
export function namesProducts({applicableTo}: Selection): boolean {
  return applicableTo.included.length > 0 || applicableTo.excluded.length > 0;
}

function isSelected(line: PricedLine, {applicableTo}: Selection): boolean {
  const {includedAll, included, excluded} = applicableTo;
  if (excluded.some(selector => selects(selector, line))) return false;
  return includedAll || included.length === 0 || included.some(selector => selects(selector, line));
}
