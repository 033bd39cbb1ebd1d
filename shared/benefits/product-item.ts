import {minor, zero} from '../money/minor.ts';
import {changeLines} from '../order/change-lines.ts';
import {type Benefit, benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {ExtraRewardOf} from './discount.ts';
import {nothing} from './in-turn.ts';
import {unitsBeyondCount} from './refused.ts';

/**
 * A generated product item (Vouchery): a line for what the catalogue does not have. It comes at its value with all of
 * it off; in an order without amounts it is only counted. A budget that does not cover it leaves it out.
 */
export function productItem(item: ExtraRewardOf<'PRODUCT_ITEM'>, input: BenefitInput): Benefit {
  const {order, budgetMinor} = input;
  const {name, sourceId, quantity} = item;
  const priceMinor = order.amountMinor === null ? null : item.valueMinor;
  const amount = (priceMinor ?? 0) * quantity;
  if (!Number.isSafeInteger(amount)) return unitsBeyondCount;
  if (budgetMinor !== null && amount > budgetMinor) return nothing(input);
  const after = changeLines(
    order,
    [],
    [
      {
        productId: null,
        sourceId,
        name,
        quantity,
        priceMinor,
        amountMinor: priceMinor === null ? null : minor(amount),
        discountMinor: priceMinor === null ? zero : minor(amount),
        discountQuantity: quantity,
      },
    ],
  );
  return after === null ? unitsBeyondCount : benefit(order, after, {hasEffect: true});
}
