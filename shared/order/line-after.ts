import {type Minor, subtract} from '../money/minor.ts';
import type {PricedLine} from './priced-order.ts';

/**
 * The line with this much taken off it in all, this much of it by the last step, which moved no units of it.
 * Written out field by field: lines are copied after every redeemable, and a spread costs several times as much.
 */
export function lineAfter(line: PricedLine, discountMinor: Minor, appliedDiscountMinor: Minor): PricedLine {
  const {productId, sourceId, quantity, priceMinor, amountMinor} = line;
  const after: PricedLine = {
    productId,
    sourceId,
    quantity,
    priceMinor,
    amountMinor,
    discountMinor,
    appliedDiscountMinor,
    subtotalMinor: amountMinor === null ? null : subtract(amountMinor, discountMinor),
  };
  const {skuId, name, initialQuantity, initialAmountMinor, discountQuantity, replaces} = line;
  if (skuId !== undefined) after.skuId = skuId;
  if (name !== undefined) after.name = name;
  if (initialQuantity !== undefined) after.initialQuantity = initialQuantity;
  if (initialAmountMinor !== undefined) after.initialAmountMinor = initialAmountMinor;
  if (discountQuantity !== undefined) after.discountQuantity = discountQuantity;
  if (replaces !== undefined) after.replaces = replaces;
  return after;
}
