/**
 * How much may come off at most. Nothing ends below zero, and discounts (not payments by gift card or points) leave
 * what the conventions guard: the order's floor and the price floors of its products.
 */
import type {SelectedLine} from '../applicability/selection.ts';
import {type Minor, minor, smaller, zero} from '../money/minor.ts';
import {unitsWorth} from '../money/unit-worth.ts';
import type {PricedLine} from '../order/priced-order.ts';
import type {BenefitInput} from './benefit-input.ts';

/** What so many units of a line must still cost. */
function floorOf({conventions, lines}: BenefitInput, lineIndex: number, units: number): Minor {
  const floor = conventions.respectPriceFloors ? lines[lineIndex]?.product?.priceFloorMinor : undefined;
  if (floor === undefined || floor === 0) return zero;
  return minor(Math.min(floor * units, Number.MAX_SAFE_INTEGER));
}

/** What of `worthMinor`, so many units of a line together, is above their floors; the line as a whole keeps its own. */
export function aboveFloors(input: BenefitInput, lineIndex: number, units: number, worthMinor: Minor): Minor {
  const line = input.order.lines[lineIndex];
  const floorOfAll = floorOf(input, lineIndex, line?.quantity ?? 0);
  if (floorOfAll === 0) return worthMinor;
  const ofUnits = worthMinor - floorOf(input, lineIndex, units);
  return minor(Math.max(0, Math.min(ofUnits, (line?.subtotalMinor ?? 0) - floorOfAll)));
}

/** Most that discounts may take off the order in all; null where nobody knows what it costs. */
export function roomOfOrder(input: BenefitInput): Minor | null {
  const {order, conventions} = input;
  if (order.totalMinor === null) return null;
  let floors = 0;
  for (let at = 0; at < order.lines.length; at += 1) {
    floors += floorOf(input, at, order.lines[at]?.quantity ?? 0);
  }
  return minor(Math.max(0, order.totalMinor - Math.max(floors, conventions.orderFloorMinor)));
}

/** Most that a discount may take off the units selected on a line; zero where the line has no amount. */
export function roomOfLine(input: BenefitInput, selected: SelectedLine): Minor {
  const line = input.order.lines[selected.lineIndex];
  if (line === undefined || line.subtotalMinor === null) return zero;
  const {lineIndex, whole} = selected;
  const units = whole ? line.quantity : Math.min(selected.units, line.quantity);
  const above = aboveFloors(input, lineIndex, units, unlimitedWorth(line, selected));
  return withinLimit(above, selected);
}

/** What the units selected on a line still cost, its own limit included. */
export function worthOfUnits(line: PricedLine, selected: SelectedLine): Minor {
  return withinLimit(unlimitedWorth(line, selected), selected);
}

function unlimitedWorth(line: PricedLine, selected: SelectedLine): Minor {
  const subtotal = line.subtotalMinor ?? zero;
  const paid = paidUnits(line);
  return selected.whole ? subtotal : unitsWorth(subtotal, paid, Math.min(selected.units, paid));
}

function withinLimit(amount: Minor, {amountLimitMinor}: SelectedLine): Minor {
  return amountLimitMinor === null ? amount : smaller(amount, amountLimitMinor);
}

/** The units a line's subtotal is made of: those not yet free. Where all are free it is what little is left of them. */
export function paidUnits(line: PricedLine): number {
  const paid = line.quantity - (line.discountQuantity ?? 0);
  return paid > 0 ? paid : line.quantity;
}
