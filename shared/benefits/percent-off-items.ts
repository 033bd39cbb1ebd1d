import {allocate} from '../money/allocate.ts';
import {type Minor, minor, smaller} from '../money/minor.ts';
import type {Ppm} from '../money/rate.ts';
import type {Benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {DiscountOf} from './discount.ts';
import {percentValue} from './discount-value.ts';
import {baseWorth, percentageBase, sumOverBase} from './line-base.ts';
import {offLines, selectionProblem} from './off-lines.ts';
import {percentOf, taxOfLine, taxOfLines} from './tax-base.ts';

/**
 * A percentage of each selected line, rounded where convention `roundingLevel` says: per line, per unit, or once over
 * all lines and then shared. `amountLimitMinor` caps each line.
 */
export function percentOffItems(discount: DiscountOf<'PERCENT'>, input: BenefitInput): Benefit {
  const problem = selectionProblem(input);
  if (problem !== null) return problem;
  const {value: rate, isDynamic} = percentValue(input, discount.percent, discount.percentFormula);
  const {amountLimitMinor: limit} = discount;
  const wanted = percentages(input, rate);
  return offLines(input, {
    amounts: limit === null ? wanted : wanted.map(amount => smaller(amount, limit)),
    togetherMinor: discount.aggregatedAmountLimitMinor,
    isDynamic,
  });
}

function percentages(input: BenefitInput, rate: Ppm): readonly Minor[] {
  const {rounding, roundingLevel} = input.conventions;
  if (roundingLevel === 'order') return percentageTogether(input, rate);
  return input.selection.lines.map(selected => {
    const base = percentageBase(input, selected);
    const tax = taxOfLine(input, selected.lineIndex);
    return roundingLevel === 'unit'
      ? sumOverBase(base, worth => percentOf(worth, rate, tax, rounding))
      : percentOf(baseWorth(base), rate, tax, rounding);
  });
}

/** Rounded once, then shared over the lines by what each is worth. */
function percentageTogether(input: BenefitInput, rate: Ppm): readonly Minor[] {
  const {order, selection, conventions} = input;
  const worths = selection.lines.map(selected => baseWorth(percentageBase(input, selected)));
  let sum = 0;
  for (const worth of worths) sum += worth;
  if (sum === 0) return worths;
  const together = minor(Math.min(sum, Number.MAX_SAFE_INTEGER));
  const indices = selection.lines.map(({lineIndex}) => lineIndex);
  const off = percentOf(together, rate, taxOfLines(input, indices), conventions.rounding);
  const prices = indices.map(index => order.lines[index]?.priceMinor ?? 0);
  return allocate(off, worths, conventions.oddCent, prices);
}
