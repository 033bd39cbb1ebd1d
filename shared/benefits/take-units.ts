/**
 * Which units of the order's lines are taken where a benefit needs some: those not yet free, of lines it may touch,
 * line by line in cart order, or cheapest or dearest first (convention `freeUnits`; a tie goes to the earlier line).
 */
import type {PricedLine} from '../order/priced-order.ts';
import type {BenefitInput} from './benefit-input.ts';

export interface TakenUnits {
  readonly lineIndex: number;
  readonly line: PricedLine;
  readonly units: number;
}

/** At most `wanted` units of the lines that `isWanted`. */
export function takeUnits(
  {order, conventions, touchable}: BenefitInput,
  wanted: number,
  isWanted: (line: PricedLine) => boolean,
): readonly TakenUnits[] {
  const found: TakenUnits[] = [];
  let lineIndex = 0;
  for (const line of order.lines) {
    const units = line.quantity - (line.discountQuantity ?? 0);
    if (units > 0 && isWanted(line) && (touchable?.(lineIndex) ?? true)) found.push({lineIndex, line, units});
    lineIndex += 1;
  }
  if (conventions.freeUnits !== 'cart_order') {
    const sign = conventions.freeUnits === 'cheapest' ? 1 : -1;
    found.sort((a, b) => sign * (priceOf(a) - priceOf(b)) || a.lineIndex - b.lineIndex);
  }
  const taken: TakenUnits[] = [];
  let left = wanted;
  for (const one of found) {
    if (left <= 0) break;
    taken.push({lineIndex: one.lineIndex, line: one.line, units: Math.min(one.units, left)});
    left -= one.units;
  }
  return taken;
}

/** How many units were taken together. */
export function countUnits(taken: readonly TakenUnits[]): number {
  let units = 0;
  for (const one of taken) units += one.units;
  return units;
}

function priceOf({line}: TakenUnits): number {
  return line.priceMinor ?? 0;
}
