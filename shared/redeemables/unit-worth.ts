import type {Discount, ExtraReward} from '../benefits/discount.ts';
import type {Voucher} from './voucher.ts';

/**
 * What one use of a voucher, or one credit of a gift card, is worth at worst, in minor units; null where nothing bounds
 * it but the cart (V8).
 */
export function unitWorthMinor(benefit: Voucher['benefit']): number | null {
  switch (benefit.type) {
    case 'GIFT_VOUCHER':
      return 1;
    case 'LOYALTY_CARD':
      return null;
    case 'DISCOUNT_VOUCHER': {
      let worth = discountWorth(benefit.discount);
      for (const extra of benefit.extras ?? []) worth = sum(worth, extraWorth(extra));
      return worth;
    }
  }
}

function discountWorth(discount: Discount): number | null {
  switch (discount.type) {
    case 'AMOUNT':
      if (discount.amountFormula !== undefined) return null;
      if (discount.aggregatedAmountLimitMinor !== null) return discount.aggregatedAmountLimitMinor;
      return discount.effect === null || discount.effect === 'APPLY_TO_ORDER' ? discount.amountMinor : null;
    case 'PERCENT':
      return discount.effect === 'APPLY_TO_ITEMS'
        ? discount.aggregatedAmountLimitMinor
        : discount.amountLimitMinor;
    case 'SHIPPING':
      return discount.amountMinor;
    case 'FIXED':
    case 'UNIT':
    case 'SAME_UNITS':
    case 'REPLACE':
      return null;
  }
}

function extraWorth(extra: ExtraReward): number | null {
  switch (extra.type) {
    case 'DISCOUNT':
      return discountWorth(extra.discount);
    case 'PRODUCT_ITEM':
      return extra.valueMinor * extra.quantity;
    case 'POINTS':
      return null;
    case 'ADD_TO_SEGMENT':
    case 'DRAW_ENTRY':
      return 0;
  }
}

function sum(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}
