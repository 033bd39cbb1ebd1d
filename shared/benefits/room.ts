/**
 * How much may come off at most. Nothing ends below zero, and discounts (not payments by gift card or points) leave
 * what the conventions guard: the order's floor and the price floors of its products.
 */
import type {SelectedLine} from '../applicability/selection.ts';
import {larger, type Minor, minor, smaller, subtract, zero} from '../money/minor.ts';
import {unitsWorth} from '../money/unit-worth.ts';
import type {PricedLine} from '../order/priced-order.ts';
import type {BenefitInput} from './benefit-input.ts';

/** What all the units of a line must still cost. */
export function floorOfLine({conventions, lines, order}: BenefitInput, lineIndex: number): Minor {
  const floor = conventions.respectPriceFloors ? lines[lineIndex]?.product?.priceFloorMinor : undefined;
  if (floor === undefined || floor === 0) return zero;
  return minor(Math.min(floor * (order.lines[lineIndex]?.quantity ?? 0), Number.MAX_SAFE_INTEGER));
}

/** Most that discounts may take off the order in all; null where nobody knows what it costs. */
export function roomOfOrder(input: BenefitInput): Minor | null {
  const {order, conventions} = input;
  if (order.totalMinor === null) return null;
  let floors = 0;
  for (let line = 0; line < order.lines.length; line += 1) floors += floorOfLine(input, line);
  return minor(Math.max(0, order.totalMinor - Math.max(floors, conventions.orderFloorMinor)));
}

/** Most that a discount may take off the units selected on a line; zero where the line has no amount. */
export function roomOfLine(input: BenefitInput, selected: SelectedLine): Minor {
  const line = input.order.lines[selected.lineIndex];
  if (line === undefined || line.subtotalMinor === null) return zero;
  const floor = floorOfLine(input, selected.lineIndex);
  const aboveFloor = floor === 0 ? line.subtotalMinor : larger(zero, subtract(line.subtotalMinor, floor));
  return smaller(aboveFloor, worthOfUnits(line, selected));
}

/** What the units selected on a line still cost, its own limit included. */
export function worthOfUnits(line: PricedLine, selected: SelectedLine): Minor {
  const subtotal = line.subtotalMinor ?? zero;
  const paid = paidUnits(line);
  const worth = selected.whole ? subtotal : unitsWorth(subtotal, paid, Math.min(selected.units, paid));
  return selected.amountLimitMinor === null ? worth : smaller(worth, selected.amountLimitMinor);
}

/** The units a line's subtotal is made of: those not yet free. Where all are free it is what little is left of them. */
export function paidUnits(line: PricedLine): number {
  const paid = line.quantity - (line.discountQuantity ?? 0);
  return paid > 0 ? paid : line.quantity;
}
