import type {SelectedLine} from '../applicability/selection.ts';
import {type Minor, zero} from '../money/minor.ts';
import {sumOverUnits, unitsWorth} from '../money/unit-worth.ts';
import type {BenefitInput} from './benefit-input.ts';
import {paidUnits} from './room.ts';

/** What a line's discount is worked out on: an amount over so many units, of which so many are selected. */
interface LineBase {
  readonly amountMinor: Minor;
  readonly quantity: number;
  readonly units: number;
}

/**
 * The line's subtotal after earlier item discounts, or with convention `percentBase: amount` its amount before any;
 * in INITIAL_AMOUNT mode its amount before the first redeemable (nothing for lines that one added).
 */
export function lineBase(input: BenefitInput, selected: SelectedLine): LineBase {
  const {amountMinor, quantity} = wholeBase(input, selected.lineIndex);
  return {amountMinor, quantity, units: selected.whole ? quantity : Math.min(selected.units, quantity)};
}

/** What the selected units of the base are worth. */
export function baseWorth({amountMinor, quantity, units}: LineBase): Minor {
  return unitsWorth(amountMinor, quantity, units);
}

/** The sum of `value` over the selected units of the base, each given its worth. */
export function sumOverBase({amountMinor, quantity, units}: LineBase, value: (worth: Minor) => Minor): Minor {
  return sumOverUnits(amountMinor, quantity, units, value);
}

function wholeBase({order, initial, calculationMode, conventions}: BenefitInput, lineIndex: number) {
  if (calculationMode === 'INITIAL_AMOUNT') {
    const line = initial.lines[lineIndex];
    const amount = line?.initialAmountMinor === undefined ? line?.amountMinor : line.initialAmountMinor;
    return {amountMinor: amount ?? zero, quantity: line?.initialQuantity ?? line?.quantity ?? 0};
  }
  const line = order.lines[lineIndex];
  if (line === undefined) return {amountMinor: zero, quantity: 0};
  return conventions.percentBase === 'amount'
    ? {amountMinor: line.amountMinor ?? zero, quantity: line.quantity}
    : {amountMinor: line.subtotalMinor ?? zero, quantity: paidUnits(line)};
}
