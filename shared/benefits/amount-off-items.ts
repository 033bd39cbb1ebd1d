import type {Benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {DiscountOf} from './discount.ts';
import {moneyValue, timesBundle} from './discount-value.ts';
import {offLines, selectionProblem} from './off-lines.ts';
import {grossOf, taxOfLine} from './tax-base.ts';

/** An amount off each selected line: once per line, whatever its quantity. */
export function amountOffItems(discount: DiscountOf<'AMOUNT'>, input: BenefitInput): Benefit {
  const problem = selectionProblem(input);
  if (problem !== null) return problem;
  const {value, isDynamic} = moneyValue(input, discount.amountMinor, discount.amountFormula);
  const amount = timesBundle(input, value);
  const {rounding} = input.conventions;
  return offLines(input, {
    amounts: input.selection.lines.map(({lineIndex}) =>
      grossOf(amount, taxOfLine(input, lineIndex), rounding),
    ),
    togetherMinor: discount.aggregatedAmountLimitMinor,
    isDynamic,
  });
}
