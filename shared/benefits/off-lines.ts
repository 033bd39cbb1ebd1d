/**
 * Takes what is wanted off each selected line, within every limit; the smallest wins. What several lines share (an
 * aggregated limit, what is still to be paid, a budget) is split in proportion to what each would have got.
 */

import {noGroups} from '../applicability/money-groups.ts';
import type {SelectedLine} from '../applicability/selection.ts';
import {allocate} from '../money/allocate.ts';
import {type Minor, minor, smaller, zero} from '../money/minor.ts';
import {takeOffLines} from '../order/running-order.ts';
import {type Benefit, benefit, type UsedLine} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import {itemsAmountMissing, itemsMissing, productsUnmatched} from './refused.ts';
import {roomOfLine, roomOfOrder} from './room.ts';

/** What an item-level discount wants: an amount for each of the selection's lines, and the most for all together. */
export interface Wanted {
  readonly amounts: readonly Minor[];
  readonly togetherMinor: Minor | null;
  readonly isDynamic: boolean;
}

/** Why nothing can be worked out on the selected lines; null where it can, be it nothing. */
export function selectionProblem({order, selection, conventions}: BenefitInput): Benefit | null {
  if (order.lines.length === 0) return itemsMissing;
  if (selection.lines.length === 0) {
    return selection.isMade && conventions.unmatchedProducts === 'refuse' ? productsUnmatched : null;
  }
  for (const {lineIndex} of selection.lines) {
    if (order.lines[lineIndex]?.subtotalMinor !== null) return null;
  }
  return itemsAmountMissing;
}

export function offLines(input: BenefitInput, {amounts, togetherMinor, isDynamic}: Wanted): Benefit {
  const {lines} = input.selection;
  const within: Minor[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line !== undefined) within.push(smaller(amounts[at] ?? zero, roomOfLine(input, line)));
  }
  const shared = withinGroups(input, within);
  const most = lowest(togetherMinor, roomOfOrder(input), input.budgetMinor);
  return takeOff(input, lines, shareWithin(input, lines, shared, most), isDynamic);
}

/** Takes exactly these amounts off the selected lines. */
export function takeOff(
  {order}: BenefitInput,
  lines: readonly SelectedLine[],
  offs: readonly Minor[],
  isDynamic: boolean,
): Benefit {
  const byLine = order.lines.map(() => zero);
  const selectionUsed: UsedLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const selected = lines[at];
    const offMinor = offs[at] ?? zero;
    if (selected === undefined || offMinor === 0) continue;
    byLine[selected.lineIndex] = offMinor;
    selectionUsed.push({selected, offMinor});
  }
  return benefit(order, takeOffLines(order, byLine), {selectionUsed, isDynamic});
}

/** The amounts, each group's together at most its aggregated limit. */
function withinGroups(input: BenefitInput, amounts: readonly Minor[]): readonly Minor[] {
  const {lines, groups} = input.selection;
  let shared = amounts;
  if (groups === noGroups) return shared;
  for (const [group, {aggregatedAmountLimitMinor}] of groups.entries()) {
    if (aggregatedAmountLimitMinor === null) continue;
    const ofGroup = shared.map((amount, at) => (lines[at]?.group === group ? amount : zero));
    const capped = shareWithin(input, lines, ofGroup, aggregatedAmountLimitMinor);
    shared = shared.map((amount, at) => (lines[at]?.group === group ? (capped[at] ?? zero) : amount));
  }
  return shared;
}

/** The amounts, or where they are above `most` together, `most` in their proportion. */
export function shareWithin(
  {order, conventions}: BenefitInput,
  lines: readonly Pick<SelectedLine, 'lineIndex'>[],
  amounts: readonly Minor[],
  most: Minor | null,
): readonly Minor[] {
  // A plain sum: beyond 2^53 it is rounded, but then it is above every limit anyway.
  let together = 0;
  for (const amount of amounts) together += amount;
  if (most === null || together <= most) return amounts;
  const prices = lines.map(({lineIndex}) => order.lines[lineIndex]?.priceMinor ?? 0);
  return allocate(most, amounts, conventions.oddCent, prices);
}

/** The lowest of the limits that are set. */
export function lowest(...limits: readonly (Minor | null)[]): Minor | null {
  let least: number | null = null;
  for (const limit of limits) if (limit !== null && (least === null || limit < least)) least = limit;
  return least === null ? null : minor(least);
}
