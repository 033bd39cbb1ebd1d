import {smaller} from '../money/minor.ts';
import type {Benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {DiscountOf} from './discount.ts';
import {moneyValue} from './discount-value.ts';
import {lineBase, sumOverBase} from './line-base.ts';
import {offLines, selectionProblem} from './off-lines.ts';
import {grossOf, taxOfLine} from './tax-base.ts';

/**
 * An amount off every selected unit, each capped by what the unit is worth. Bundles multiply how many units are
 * selected (`multipliesUnitLimits`), not the amount.
 */
export function amountOffUnits(discount: DiscountOf<'AMOUNT'>, input: BenefitInput): Benefit {
  const problem = selectionProblem(input);
  if (problem !== null) return problem;
  const {value, isDynamic} = moneyValue(input, discount.amountMinor, discount.amountFormula);
  const amounts = input.selection.lines.map(selected => {
    const off = grossOf(value, taxOfLine(input, selected.lineIndex), input.conventions.rounding);
    return sumOverBase(lineBase(input, selected), worth => smaller(worth, off));
  });
  return offLines(input, {amounts, togetherMinor: discount.aggregatedAmountLimitMinor, isDynamic});
}
