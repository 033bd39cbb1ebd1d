/**
 * Free units (semantics.md B.6). ADD_MISSING_ITEMS: so many units are free, those in the cart first, and only what is
 * missing is added; units that are free already do not count. ADD_NEW_ITEMS: so many are added, whatever is there.
 *
 * A unit of Voucherify's shipping product is the order's shipping, where the order says what that costs.
 */
import {smaller, zero} from '../money/minor.ts';
import {takeOffOrder} from '../order/running-order.ts';
import {type Benefit, benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {DiscountOf, FreeUnits} from './discount.ts';
import {unitsValue} from './discount-value.ts';
import {giveUnits} from './give-units.ts';
import {inTurn} from './in-turn.ts';
import {shippingLeft} from './off-order.ts';
import {broken} from './refused.ts';
import {countUnits, takeUnits} from './take-units.ts';
import {isOf, unitGoods} from './unit-goods.ts';

/** Voucherify's built-in product that stands for shipping. */
const shippingProduct = {productId: 'prod_5h1pp1ng', skuId: null, sourceId: '5h1pp1ng'} as const;

/** Every entry in turn: units that one made free do not count for the next. */
export function freeUnits(discount: DiscountOf<'UNIT'>, input: BenefitInput): Benefit {
  return inTurn(
    input,
    discount.units.map(units => running => freeUnitsOf(units, running)),
  );
}

function freeUnitsOf(units: FreeUnits, input: BenefitInput): Benefit {
  const {productId, skuId, sourceId} = units.product;
  if (productId === null && skuId === null && sourceId === null) return broken('Free units name no product.');
  const {value: wanted, isDynamic} = unitsValue(input, units.unitOff, units.unitOffFormula);
  if (wanted > 0 && meansShipping(units, input)) return freeShipping(input, isDynamic);
  const goods = unitGoods(units.product, input);
  const taken =
    units.effect === 'ADD_MISSING_ITEMS' ? takeUnits(input, wanted, line => isOf(line, goods)) : [];
  return giveUnits(input, {goods, taken, added: wanted - countUnits(taken), isDynamic});
}

function meansShipping({product}: FreeUnits, {order}: BenefitInput): boolean {
  const {productId, sourceId} = product;
  const isShipping = productId === shippingProduct.productId || sourceId === shippingProduct.sourceId;
  return isShipping && order.shipping !== undefined && !order.lines.some(line => isOf(line, shippingProduct));
}

function freeShipping({order, budgetMinor}: BenefitInput, isDynamic: boolean): Benefit {
  const left = shippingLeft(order);
  const off = budgetMinor === null ? left : smaller(left, budgetMinor);
  return benefit(order, takeOffOrder(order, zero, off), {isDynamic});
}
