/**
 * Discounts: what each kind of value takes off where it applies (semantics.md B.4). One file per type × effect; this
 * table joins them. A new effect is a file and a line.
 *
 * An order-level discount is worked out on what is still to be paid, an item-level one on each line's subtotal after
 * earlier item discounts. Nothing ends below zero. Rules in SPEC.md (B…); where shops differ, conventions/SPEC.md.
 */
import {unreachable} from '../kernel/assert.ts';
import {amountAcrossItems} from './amount-across-items.ts';
import {amountOffItems} from './amount-off-items.ts';
import {amountOffOrder} from './amount-off-order.ts';
import {amountOffUnits} from './amount-off-units.ts';
import type {Benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {
  AmountEffect,
  Discount,
  DiscountEffect,
  DiscountOf,
  FixedEffect,
  PercentEffect,
} from './discount.ts';
import {defaultEffect} from './effect-of.ts';
import {fixedOrderTotal} from './fixed-order-total.ts';
import {fixedUnitPrices} from './fixed-unit-prices.ts';
import {freeUnits} from './free-units.ts';
import {offShipping} from './off-shipping.ts';
import {percentOffItems} from './percent-off-items.ts';
import {percentOffOrder} from './percent-off-order.ts';
import {replaceUnits} from './replace-units.ts';
import {sameUnits} from './same-units.ts';

type Effects<T extends Discount['type'], Effect extends DiscountEffect> = Readonly<
  Record<Effect, (discount: DiscountOf<T>, input: BenefitInput) => Benefit>
>;

const percentEffects: Effects<'PERCENT', PercentEffect> = {
  APPLY_TO_ORDER: percentOffOrder,
  APPLY_TO_ITEMS: percentOffItems,
};

const fixedEffects: Effects<'FIXED', FixedEffect> = {
  APPLY_TO_ORDER: fixedOrderTotal,
  APPLY_TO_ITEMS: fixedUnitPrices,
};

const amountEffects: Effects<'AMOUNT', AmountEffect> = {
  APPLY_TO_ORDER: amountOffOrder,
  APPLY_TO_ITEMS: (discount, input) => amountPer[input.conventions.amountOffItems](discount, input),
  APPLY_TO_ITEMS_BY_QUANTITY: amountOffUnits,
  APPLY_TO_ITEMS_PROPORTIONALLY: (discount, input) => amountAcrossItems(discount, input, 'worth'),
  APPLY_TO_ITEMS_PROPORTIONALLY_BY_QUANTITY: (discount, input) => amountAcrossItems(discount, input, 'units'),
};

/** Convention `amountOffItems`: what an amount off items is an amount for. */
const amountPer = {
  per_line: amountOffItems,
  per_unit: amountOffUnits,
  across: amountEffects.APPLY_TO_ITEMS_PROPORTIONALLY,
};

/** What a discount does to the running order, or why it cannot be worked out. Never throws on anything a user can send. */
export function applyDiscount(discount: Discount, input: BenefitInput): Benefit {
  switch (discount.type) {
    case 'PERCENT':
      return percentEffects[discount.effect ?? defaultEffect(input.selection)](discount, input);
    case 'AMOUNT':
      return amountEffects[discount.effect ?? defaultEffect(input.selection)](discount, input);
    case 'FIXED':
      return fixedEffects[discount.effect ?? defaultEffect(input.selection)](discount, input);
    case 'UNIT':
      return freeUnits(discount, input);
    case 'SAME_UNITS':
      return sameUnits(discount, input);
    case 'REPLACE':
      return replaceUnits(discount, input);
    case 'SHIPPING':
      return offShipping(discount, input);
    default:
      return unreachable(discount);
  }
}
