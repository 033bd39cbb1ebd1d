import {zero} from '../money/minor.ts';
import {takeOffOrder} from '../order/running-order.ts';
import {applyDiscount} from './apply-discount.ts';
import {type Benefit, benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {Discount, ExtraReward} from './discount.ts';
import {inTurn} from './in-turn.ts';
import {productItem} from './product-item.ts';

/**
 * A discount and what is given besides (Vouchery: multiple rewards) as one benefit: further discounts and product
 * items in turn, each on what the former left; all of them or none. Points, segments and draw entries do nothing to
 * the order, but are an effect: the decision grants them.
 */
export function applyRewards(
  discount: Discount,
  extras: readonly ExtraReward[],
  input: BenefitInput,
): Benefit {
  if (extras.length === 0) return applyDiscount(discount, input);
  return inTurn(input, [
    running => applyDiscount(discount, running),
    ...extras.map(extra => (running: BenefitInput) => applyExtra(extra, running)),
  ]);
}

function applyExtra(extra: ExtraReward, input: BenefitInput): Benefit {
  switch (extra.type) {
    case 'DISCOUNT':
      return applyDiscount(extra.discount, input);
    case 'PRODUCT_ITEM':
      return productItem(extra, input);
    case 'ADD_TO_SEGMENT':
    case 'POINTS':
    case 'DRAW_ENTRY':
      return benefit(input.order, takeOffOrder(input.order, zero), {hasEffect: true});
  }
}
