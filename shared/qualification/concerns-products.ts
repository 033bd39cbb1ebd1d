import {logicKeys, parseLogic} from '../rules/logic.ts';
import {familyOf} from '../rules/rule-name.ts';
import {findRuleName} from '../rules/rule-names.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import type {Offered} from './ask-listed.ts';

/** Whether it takes something off the products of the order, gives units of them, or says which of them it is for. */
export function discountsProducts({order, application}: Offered): boolean {
  const isTouched = order.lines.some(
    ({appliedDiscountMinor, appliedDiscountQuantity = 0}) =>
      appliedDiscountMinor > 0 || appliedDiscountQuantity > 0,
  );
  return isTouched || application()?.applicable.some(({lineIndices}) => lineIndices.length > 0) === true;
}

/** Whether it discounts products of the order, or needs them: by a rule about products, or by a bundle that has some. */
export function concernsProducts(offered: Offered, rules: readonly ValidationRule[]): boolean {
  if (discountsProducts(offered)) return true;
  if (offered.bundle !== undefined) return offered.bundle.identified.length > 0;
  return rules.some(needsProducts);
}

/** The rules are met, so what they need is there. */
function needsProducts({rules}: ValidationRule): boolean {
  const parsed = parseLogic(rules.logic);
  return (
    parsed.ok &&
    logicKeys(parsed.logic).some(key => {
      const name = findRuleName(rules.byKey[key]?.name ?? '');
      return name !== undefined && name.kind !== 'statement' && familyOf(name) === 'products';
    })
  );
}
