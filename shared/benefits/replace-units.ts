/**
 * REPLACE_ITEMS (semantics.md B.6): sets of source units go, target units come, and what the target costs more than
 * the sources did is taken off it. A cheaper target simply makes the order cheaper. What earlier redeemables took off
 * the sources moves along to the target, so that nobody pays more for having been upgraded.
 */
import {type Minor, minor, zero} from '../money/minor.ts';
import {unitsWorth} from '../money/unit-worth.ts';
import {changeLines, type LineChange, type NewLine} from '../order/change-lines.ts';
import type {PricedLine} from '../order/priced-order.ts';
import {type Benefit, benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {DiscountOf} from './discount.ts';
import {countBundles} from './discount-value.ts';
import {nothing} from './in-turn.ts';
import {amountMissing, unitsBeyondCount} from './refused.ts';
import {paidUnits} from './room.ts';
import {countUnits, type TakenUnits, takeUnits} from './take-units.ts';
import {isOf, type UnitGoods, unitGoods} from './unit-goods.ts';

export function replaceUnits(discount: DiscountOf<'REPLACE'>, input: BenefitInput): Benefit {
  const {sourceQuantity, targetQuantity} = discount;
  const target = unitGoods(discount.target, input);
  if (target.priceMinor === null) return amountMissing;
  const sources = discount.sources.map(source => unitGoods(source, input));
  const isSource = (line: PricedLine) =>
    line.amountMinor !== null && !isOf(line, target) && sources.some(source => isOf(line, source));
  const available = countUnits(takeUnits(input, Number.MAX_SAFE_INTEGER, isSource));
  const times = Math.min(Math.floor(available / sourceQuantity), timesLimit(discount, input));
  if (times === 0) return nothing(input);
  const amount = target.priceMinor * times * targetQuantity;
  if (!Number.isSafeInteger(amount)) return unitsBeyondCount;
  const leaving = takeUnits(input, times * sourceQuantity, isSource).map(leave);
  const goods = newLine(input, target, times * targetQuantity, minor(amount), leaving);
  if (goods === null) return nothing(input);
  const order = changeLines(input.order, leaving, [goods]);
  return order === null ? nothing(input) : benefit(input.order, order, {hasEffect: true});
}

/** What goes of a line: its units, their amount, and the part of its discount that they had. */
type Leaving = Required<Omit<LineChange, 'freedUnits'>>;

function leave({lineIndex, line, units}: TakenUnits): Leaving {
  const worth = unitsWorth(line.subtotalMinor ?? zero, paidUnits(line), units);
  const amount = unitsWorth(line.amountMinor ?? zero, line.quantity, units);
  const carried = Math.min(Math.max(0, amount - worth), line.discountMinor);
  return {lineIndex, units: -units, unitsMinor: -(worth + carried), offMinor: -carried};
}

/** The target's line; null where it would take more off than the target can bear or the budget has. */
function newLine(
  {budgetMinor}: BenefitInput,
  target: UnitGoods,
  quantity: number,
  amountMinor: Minor,
  leaving: readonly Leaving[],
): NewLine | null {
  let carried = 0;
  let gone = 0;
  for (const {offMinor, unitsMinor} of leaving) {
    carried -= offMinor;
    gone -= unitsMinor;
  }
  const {productId, skuId, sourceId, priceMinor, floorMinor} = target;
  const bearable = amountMinor - floorMinor * quantity - carried;
  const off = Math.min(Math.max(0, amountMinor - gone), Math.max(0, bearable));
  if (amountMinor < carried || (budgetMinor !== null && off > budgetMinor)) return null;
  const discountMinor = minor(carried + off);
  return {
    productId,
    sourceId,
    ...(skuId === null ? {} : {skuId}),
    quantity,
    priceMinor,
    amountMinor,
    discountMinor,
    replaces: leaving.map(({lineIndex, units, unitsMinor}) => {
      return {lineIndex, units: -units, amountMinor: minor(-unitsMinor)};
    }),
  };
}

function timesLimit({timesLimit: limit}: DiscountOf<'REPLACE'>, input: BenefitInput): number {
  return limit === null ? Number.MAX_SAFE_INTEGER : countBundles(input, limit);
}
