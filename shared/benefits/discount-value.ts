/**
 * The value a discount counts with: worked out by its formula where it has one, brought into its bounds, and counted
 * once per bundle where bundles multiply it (semantics.md B.9, B.10).
 *
 * Bounds: nothing is below zero, a percentage is at most 100 and has four decimals, units are whole (rounded down).
 */
import {type Minor, minor} from '../money/minor.ts';
import {type Ppm, percentToPpm, ppm} from '../money/rate.ts';
import {portion, roundMinor} from '../money/rounding.ts';
import type {BenefitInput} from './benefit-input.ts';

/** A value, and whether a formula worked it out. */
export interface Worked<T> {
  readonly value: T;
  readonly isDynamic: boolean;
}

type Formulas = Pick<BenefitInput, 'formula' | 'conventions'>;

/** Money by the formula, or as it stands; null where there is neither. `lineIndex` is the line the formula is about. */
export function moneyValue<Stated extends Minor | null>(
  {formula, conventions}: Formulas,
  stated: Stated,
  text: string | undefined,
  lineIndex?: number,
): Worked<Minor | Stated> {
  if (text === undefined) return {value: stated, isDynamic: false};
  const {value, isDynamic} = formula(text, 'minor', stated, lineIndex);
  if (value === null || Number.isNaN(value)) return {value: stated, isDynamic: false};
  const amount = bounded(value, Number.MAX_SAFE_INTEGER);
  return {value: roundMinor(amount, conventions.rounding), isDynamic};
}

/** A percentage, multiplied by the bundles in the cart. */
export function percentValue(input: BenefitInput, stated: number, text: string | undefined): Worked<Ppm> {
  const {value, isDynamic} = plainValue(input, stated, text);
  const rate = percentToPpm(bounded(value, 100));
  return {value: ppm(Math.min(countBundles(input, rate), 1_000_000)), isDynamic};
}

/** A count of units, multiplied by the bundles in the cart. */
export function unitsValue(input: BenefitInput, stated: number, text: string | undefined): Worked<number> {
  const {value, isDynamic} = plainValue(input, stated, text);
  const units = Math.floor(bounded(value, Number.MAX_SAFE_INTEGER));
  return {value: Math.min(countBundles(input, units), Number.MAX_SAFE_INTEGER), isDynamic};
}

/** An amount, multiplied by the bundles in the cart. */
export function timesBundle(input: BenefitInput, amount: Minor): Minor {
  const {sets, of} = bundleCount(input);
  if (sets === of) return amount;
  const most = Number.MAX_SAFE_INTEGER;
  return amount * (sets / of) >= most ? minor(most) : portion(amount, sets, of, input.conventions.rounding);
}

/** `count` as often as there are bundles; of a started bundle its share, rounded down. */
export function countBundles(input: BenefitInput, count: number): number {
  const {sets, of} = bundleCount(input);
  return sets === of ? count : Math.floor((count * sets) / of);
}

/** How often the value counts: `sets / of`; a whole number unless a started set counts in part. */
function bundleCount({bundle, multiplyByBundle}: BenefitInput): {readonly sets: number; readonly of: number} {
  if (bundle === null || !multiplyByBundle) return {sets: 1, of: 1};
  const {quantity, started} = bundle;
  if (started === undefined) return {sets: quantity, of: 1};
  return {sets: quantity * started.of + started.units, of: started.of};
}

function plainValue({formula}: Formulas, stated: number, text: string | undefined): Worked<number> {
  if (text === undefined) return {value: stated, isDynamic: false};
  const {value, isDynamic} = formula(text, 'number', stated);
  return value === null || Number.isNaN(value) ? {value: stated, isDynamic: false} : {value, isDynamic};
}

function bounded(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}
