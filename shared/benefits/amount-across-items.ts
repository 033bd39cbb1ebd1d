import {allocateWithin} from '../money/allocate-within.ts';
import {smaller} from '../money/minor.ts';
import type {Benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {DiscountOf} from './discount.ts';
import {moneyValue, timesBundle} from './discount-value.ts';
import {baseWorth, lineBase} from './line-base.ts';
import {lowest, offLines, selectionProblem} from './off-lines.ts';
import {roomOfLine} from './room.ts';
import {grossOf, taxOfLines} from './tax-base.ts';

/**
 * One amount over all selected lines: in proportion to what each is worth, or to its selected units. What a line
 * cannot take goes to the others.
 */
export function amountAcrossItems(
  discount: DiscountOf<'AMOUNT'>,
  input: BenefitInput,
  by: 'worth' | 'units',
): Benefit {
  const problem = selectionProblem(input);
  if (problem !== null) return problem;
  const {value, isDynamic} = moneyValue(input, discount.amountMinor, discount.amountFormula);
  const {order, selection, conventions} = input;
  const {lines} = selection;
  const indices = lines.map(({lineIndex}) => lineIndex);
  const amount = grossOf(timesBundle(input, value), taxOfLines(input, indices), conventions.rounding);
  const bases = lines.map(selected => lineBase(input, selected));
  const rooms = lines.map(selected => roomOfLine(input, selected));
  // A line that can take nothing (no amount, all of it off already) has no part in the split.
  const weights = bases.map((base, at) => {
    if (rooms[at] === 0) return 0;
    return by === 'worth' ? baseWorth(base) : base.units;
  });
  const {aggregatedAmountLimitMinor} = discount;
  const split = smaller(amount, lowest(aggregatedAmountLimitMinor, amount) ?? amount);
  const prices = indices.map(index => order.lines[index]?.priceMinor ?? 0);
  const amounts = allocateWithin(split, weights, rooms, conventions.oddCent, prices);
  return offLines(input, {amounts, togetherMinor: null, isDynamic});
}
