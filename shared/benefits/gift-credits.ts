/**
 * Paying with gift credits (semantics.md B.8): what was asked for, or as much as fits; never more than is there or
 * still to be paid. A payment is no discount: price floors and the order's floor do not hold it back.
 */
import {type Minor, minor, smaller, subtract, zero} from '../money/minor.ts';
import type {Benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import {takeOff} from './off-lines.ts';
import {offOrder} from './off-order.ts';
import {itemsAmountMissing, itemsMissing} from './refused.ts';
import {worthOfUnits} from './room.ts';

export interface CreditsPaid {
  readonly effect: 'APPLY_TO_ORDER' | 'APPLY_TO_ITEMS';
  /** null: as much as fits. */
  readonly wantedMinor: Minor | null;
  readonly availableMinor: Minor;
}

export function payWithCredits(
  input: BenefitInput,
  {effect, wantedMinor, availableMinor}: CreditsPaid,
): Benefit {
  const credits = smaller(wantedMinor ?? availableMinor, availableMinor);
  if (effect === 'APPLY_TO_ITEMS') return payLines(input, credits);
  return offOrder(input, credits, input.order.totalMinor, {limitMinor: null, isDynamic: false});
}

/** Fills the selected lines one after the other in cart order, each as far as its limits allow. */
function payLines(input: BenefitInput, credits: Minor): Benefit {
  const {order, selection, budgetMinor} = input;
  const lines = [...selection.lines].sort((a, b) => a.lineIndex - b.lineIndex);
  if (order.lines.length === 0) return itemsMissing;
  if (order.totalMinor === null || lines.every(one => order.lines[one.lineIndex]?.subtotalMinor === null)) {
    return itemsAmountMissing;
  }
  let left = smaller(smaller(credits, order.totalMinor), budgetMinor ?? credits);
  const leftOfGroups = selection.groups.map(group => group.aggregatedAmountLimitMinor);
  const paid = lines.map(selected => {
    const line = order.lines[selected.lineIndex];
    if (line === undefined || line.subtotalMinor === null) return zero;
    const ofGroup = leftOfGroups[selected.group] ?? null;
    const worth = smaller(worthOfUnits(line, selected), left);
    const amount = ofGroup === null ? worth : smaller(worth, ofGroup);
    if (ofGroup !== null) leftOfGroups[selected.group] = minor(ofGroup - amount);
    left = subtract(left, amount);
    return amount;
  });
  return takeOff(input, lines, paid, false);
}
