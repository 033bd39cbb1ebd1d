import type {SelectedLine} from '../applicability/selection.ts';
import {larger, type Minor, subtract, zero} from '../money/minor.ts';
import type {Benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {DiscountOf} from './discount.ts';
import {moneyValue, type Worked} from './discount-value.ts';
import {lineBase, sumOverBase} from './line-base.ts';
import {offLines, selectionProblem} from './off-lines.ts';
import {valueMissing} from './refused.ts';
import {grossOf, taxOfLine} from './tax-base.ts';

/**
 * A new price for every selected unit: the price of the entry that selected the line, or else the discount's own. A
 * unit that is already cheaper keeps its price. Bundles never multiply a price.
 */
export function fixedUnitPrices(discount: DiscountOf<'FIXED'>, input: BenefitInput): Benefit {
  const problem = selectionProblem(input);
  if (problem !== null) return problem;
  const {lines} = input.selection;
  const prices = lines.map(selected => newPrice(discount, input, selected));
  if (lines.length > 0 && prices.every(price => price.value === null)) return valueMissing;
  const amounts = lines.map((selected, at) => {
    const price = prices[at]?.value ?? null;
    return price === null ? zero : offUnits(input, selected, price);
  });
  const isDynamic = prices.some(price => price.isDynamic);
  return offLines(input, {amounts, togetherMinor: null, isDynamic});
}

function offUnits(input: BenefitInput, selected: SelectedLine, price: Minor): Minor {
  const gross = grossOf(price, taxOfLine(input, selected.lineIndex), input.conventions.rounding);
  return sumOverBase(lineBase(input, selected), worth => larger(zero, subtract(worth, gross)));
}

function newPrice(
  discount: DiscountOf<'FIXED'>,
  input: BenefitInput,
  {entry, lineIndex}: SelectedLine,
): Worked<Minor | null> {
  return entry?.priceMinor === undefined && entry?.priceFormula === undefined
    ? moneyValue(input, discount.fixedMinor, discount.fixedFormula, lineIndex)
    : moneyValue(input, entry.priceMinor ?? null, entry.priceFormula, lineIndex);
}
