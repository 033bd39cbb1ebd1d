import type {Selection} from '../applicability/selection.ts';
import type {Conventions} from '../conventions/conventions.ts';
import type {Discount} from './discount.ts';
import {effectOf} from './effect-of.ts';

/**
 * Whether bundles multiply the unit limits of a rule (semantics.md B.10): where a discount is so much per unit or a
 * new unit price, more bundles mean more units; elsewhere they multiply the value and the limits stay.
 */
export function multipliesUnitLimits(
  discount: Discount,
  selection: Pick<Selection, 'namesProducts'>,
  {amountOffItems}: Pick<Required<Conventions>, 'amountOffItems'>,
): boolean {
  const effect = effectOf(discount, selection);
  if (effect === 'APPLY_TO_ITEMS_BY_QUANTITY') return true;
  if (effect !== 'APPLY_TO_ITEMS') return false;
  return discount.type === 'FIXED' || (discount.type === 'AMOUNT' && amountOffItems === 'per_unit');
}
