import type {Selection} from '../applicability/selection.ts';
import type {Discount, DiscountEffect} from './discount.ts';

/** Where a discount applies; units and shipping go where they are named. */
type EffectOfDiscount = DiscountEffect | 'UNITS' | 'SHIPPING';

type Named = Pick<Selection, 'namesProducts'>;

/** Without an effect of its own a discount goes to the items where a rule names products, else to the order. */
export function defaultEffect({namesProducts}: Named): 'APPLY_TO_ITEMS' | 'APPLY_TO_ORDER' {
  return namesProducts ? 'APPLY_TO_ITEMS' : 'APPLY_TO_ORDER';
}

export function effectOf(discount: Discount, selection: Named): EffectOfDiscount {
  switch (discount.type) {
    case 'PERCENT':
    case 'AMOUNT':
    case 'FIXED':
      return discount.effect ?? defaultEffect(selection);
    case 'UNIT':
    case 'SAME_UNITS':
    case 'REPLACE':
      return 'UNITS';
    case 'SHIPPING':
      return 'SHIPPING';
  }
}
