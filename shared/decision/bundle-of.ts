import type {BundleResult} from '../applicability/application.ts';
import {identifyBundle} from '../applicability/identify-bundle.ts';
import {lineFactsOf} from '../order/line-facts-of.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import type {Situation} from './situation.ts';

export interface FoundBundle {
  readonly result: BundleResult;
  /** Whether the benefit counts once per set. */
  readonly multiplies: boolean;
}

/**
 * How often the bundle of the rules is in the cart as the customer filled it; null where no rule has one. Where several
 * have one, that with the fewest sets counts, the first of equals: all of them must be there (DE13).
 */
export function bundleOf(rules: readonly ValidationRule[], situation: Situation): FoundBundle | null {
  let least: FoundBundle | null = null;
  for (const {bundle} of rules) {
    if (bundle === undefined) continue;
    const {cart, initial, facts} = situation;
    const result = identifyBundle(bundle, {
      order: initial,
      lines: lineFactsOf(initial, cart, facts.catalogue),
      catalogue: facts.catalogue,
      incompleteSets: facts.conventions.incompleteSets,
    });
    if (least !== null && least.result.quantity <= result.quantity) continue;
    least = {result, multiplies: bundle.multiply ?? true};
  }
  return least;
}
