/**
 * Discounts: what each kind of value takes off where it applies (semantics.md B.4). One file per type × effect;
 * this table joins them. A new effect is a file and a line.
 *
 * An order-level discount is worked out on what is still to be paid, an item-level one on each line's subtotal after
 * earlier item discounts. Nothing ends below zero.
 */
import {unreachable} from '../kernel/assert.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import {amountOffItems} from './amount-off-items.ts';
import {amountOffOrder} from './amount-off-order.ts';
import type {Benefit} from './benefit.ts';
import type {Discount, DiscountEffect, DiscountOf} from './discount.ts';
import {percentOffItems} from './percent-off-items.ts';
import {percentOffOrder} from './percent-off-order.ts';
import {namesProducts, selectLines} from './select-lines.ts';

type Effects<T extends Discount['type']> = Readonly<
  Record<
    DiscountEffect,
    (discount: DiscountOf<T>, order: PricedOrder, selected: readonly boolean[]) => Benefit
  >
>;

const percentEffects: Effects<'PERCENT'> = {APPLY_TO_ORDER: percentOffOrder, APPLY_TO_ITEMS: percentOffItems};
const amountEffects: Effects<'AMOUNT'> = {APPLY_TO_ORDER: amountOffOrder, APPLY_TO_ITEMS: amountOffItems};

/** `rules` are those assigned to the redeemable and its campaign: they say which lines an item discount may touch. */
export function applyDiscount(
  discount: Discount,
  order: PricedOrder,
  rules: readonly Pick<ValidationRule, 'applicableTo'>[],
): Benefit {
  const effect = discount.effect ?? defaultEffect(rules);
  const selected = selectLines(order.lines, rules);
  switch (discount.type) {
    case 'PERCENT':
      return percentEffects[effect](discount, order, selected);
    case 'AMOUNT':
      return amountEffects[effect](discount, order, selected);
    default:
      return unreachable(discount);
  }
}

/** Without an effect of its own a discount goes to the items where a rule names products, else to the order. */
function defaultEffect(rules: readonly Pick<ValidationRule, 'applicableTo'>[]): DiscountEffect {
  return rules.some(namesProducts) ? 'APPLY_TO_ITEMS' : 'APPLY_TO_ORDER';
}
