/**
 * Makes units free: some that are in the cart, some that are added. Added units come at their price and with all of
 * it off, so that the customer pays the same and the receipt says what they are worth. A unit without a price is only
 * counted. Nobody is made to pay for a unit that was added: one that cannot be free is not added at all.
 */
import {type Minor, minor, subtract, zero} from '../money/minor.ts';
import {unitsWorth} from '../money/unit-worth.ts';
import {changeLines, type LineChange, type NewLine} from '../order/change-lines.ts';
import type {PricedLine} from '../order/priced-order.ts';
import {type Benefit, benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import {shareWithin} from './off-lines.ts';
import {unitsBeyondCount} from './refused.ts';
import {aboveFloors, paidUnits, roomOfOrder} from './room.ts';
import {countUnits, type TakenUnits} from './take-units.ts';
import {isOf, type UnitGoods} from './unit-goods.ts';

/** What is given: units of the cart that become free, and so many units added. */
interface UnitsGiven {
  readonly goods: UnitGoods;
  readonly taken: readonly TakenUnits[];
  readonly added: number;
  readonly isDynamic: boolean;
}

export function giveUnits(input: BenefitInput, given: UnitsGiven): Benefit {
  const {goods, isDynamic} = given;
  const taken = takenWithinBudget(given.taken, input.budgetMinor);
  const offs = offsOf(input, taken);
  const mergedInto = lineToMergeInto(input, goods);
  const priceMinor = mergedInto === null ? goods.priceMinor : mergedInto.priceMinor;
  const added =
    goods.floorMinor > 0 ? 0 : addedWithinBudget(given.added, priceMinor, input.budgetMinor, offs);
  if (!Number.isSafeInteger((priceMinor ?? 0) * added)) return unitsBeyondCount;
  const changes = taken.map(({lineIndex, units}, at) => ({
    lineIndex,
    offMinor: offs[at] ?? 0,
    freedUnits: units,
  }));
  const order =
    added === 0 || mergedInto === null
      ? changeLines(input.order, changes, added === 0 ? [] : [freeLine(goods, added)])
      : changeLines(input.order, merged(changes, mergedInto, added));
  if (order === null) return unitsBeyondCount;
  const hasEffect = added + countUnits(taken) > 0;
  return benefit(input.order, order, {hasEffect, isDynamic});
}

/** What the units in the cart still cost, within what may come off their lines and the order. */
function offsOf(input: BenefitInput, taken: readonly TakenUnits[]): readonly Minor[] {
  const worths = taken.map(({lineIndex, line, units}) =>
    aboveFloors(input, lineIndex, units, worthOf(line, units)),
  );
  return shareWithin(input, taken, worths, roomOfOrder(input));
}

function worthOf(line: PricedLine, units: number): Minor {
  return line.subtotalMinor === null ? zero : unitsWorth(line.subtotalMinor, paidUnits(line), units);
}

/** As many whole units as the budget pays for. */
function takenWithinBudget(taken: readonly TakenUnits[], budget: Minor | null): readonly TakenUnits[] {
  if (budget === null) return taken;
  let left = budget;
  const within: TakenUnits[] = [];
  for (const one of taken) {
    const dearest = worthOf(one.line, 1);
    const units = dearest === 0 ? one.units : Math.min(one.units, Math.floor(left / dearest));
    if (units === 0) continue;
    within.push({...one, units});
    left = subtract(left, worthOf(one.line, units));
  }
  return within;
}

function addedWithinBudget(
  wanted: number,
  priceMinor: Minor | null,
  budget: Minor | null,
  offs: readonly Minor[],
): number {
  if (budget === null || priceMinor === null || priceMinor === 0) return wanted;
  let left = budget as number;
  for (const off of offs) left -= off;
  return Math.min(wanted, Math.floor(left / priceMinor));
}

/** The line that added units join, and what one costs there. */
interface MergedInto {
  readonly lineIndex: number;
  readonly priceMinor: Minor | null;
}

/** Convention `addedUnits: merged`: the first line of exactly these goods that may be touched, priced where they are. */
function lineToMergeInto({order, conventions, touchable}: BenefitInput, goods: UnitGoods): MergedInto | null {
  if (conventions.addedUnits === 'own_line') return null;
  for (const [lineIndex, line] of order.lines.entries()) {
    if (touchable?.(lineIndex) === false) continue;
    const isSame = isOf(line, goods) && (line.skuId ?? null) === goods.skuId;
    const priceMinor = line.amountMinor === null ? null : line.priceMinor;
    if (isSame && (priceMinor === null) === (goods.priceMinor === null)) return {lineIndex, priceMinor};
  }
  return null;
}

function merged(
  changes: readonly LineChange[],
  {lineIndex, priceMinor}: MergedInto,
  added: number,
): readonly LineChange[] {
  const {offMinor = 0, freedUnits = 0} = changes.find(change => change.lineIndex === lineIndex) ?? {};
  const amount = (priceMinor ?? 0) * added;
  return [
    ...changes.filter(change => change.lineIndex !== lineIndex),
    {
      lineIndex,
      offMinor: offMinor + amount,
      freedUnits: freedUnits + added,
      units: added,
      unitsMinor: amount,
    },
  ];
}

function freeLine({productId, skuId, sourceId, priceMinor}: UnitGoods, quantity: number): NewLine {
  const amountMinor = priceMinor === null ? null : minor(priceMinor * quantity);
  return {
    productId,
    sourceId,
    ...(skuId === null ? {} : {skuId}),
    quantity,
    priceMinor,
    amountMinor,
    discountMinor: amountMinor ?? zero,
    discountQuantity: quantity,
  };
}
