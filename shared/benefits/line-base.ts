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
 * The line's subtotal after earlier item discounts; in INITIAL_AMOUNT mode its amount before the first redeemable
 * (nothing for lines that one added).
 */
export function lineBase(input: BenefitInput, selected: SelectedLine): LineBase {
  return selectedOf(wholeBase(input, selected.lineIndex), selected);
}

/** What a percentage is of: the line's base, or with convention `percentBase: amount` its amount before any discount. */
export function percentageBase(input: BenefitInput, selected: SelectedLine): LineBase {
  const {order, calculationMode, conventions} = input;
  if (calculationMode === 'INITIAL_AMOUNT' || conventions.percentBase === 'subtotal') {
    return lineBase(input, selected);
  }
  const line = order.lines[selected.lineIndex];
  return selectedOf({amountMinor: line?.amountMinor ?? zero, quantity: line?.quantity ?? 0}, selected);
}

/** What the selected units of the base are worth. */
export function baseWorth({amountMinor, quantity, units}: LineBase): Minor {
  return unitsWorth(amountMinor, quantity, units);
}

/** The sum of `value` over the selected units of the base, each given its worth. */
export function sumOverBase({amountMinor, quantity, units}: LineBase, value: (worth: Minor) => Minor): Minor {
  return sumOverUnits(amountMinor, quantity, units, value);
}

type WholeBase = Omit<LineBase, 'units'>;

function selectedOf({amountMinor, quantity}: WholeBase, {whole, units}: SelectedLine): LineBase {
  return {amountMinor, quantity, units: whole ? quantity : Math.min(units, quantity)};
}

function wholeBase({order, initial, calculationMode}: BenefitInput, lineIndex: number): WholeBase {
  if (calculationMode === 'INITIAL_AMOUNT') {
    const line = initial.lines[lineIndex];
    const amount = line?.initialAmountMinor === undefined ? line?.amountMinor : line.initialAmountMinor;
    return {amountMinor: amount ?? zero, quantity: line?.initialQuantity ?? line?.quantity ?? 0};
  }
  const line = order.lines[lineIndex];
  return line === undefined
    ? {amountMinor: zero, quantity: 0}
    : {amountMinor: line.subtotalMinor ?? zero, quantity: paidUnits(line)};
}
