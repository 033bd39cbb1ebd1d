/**
 * How many points a rule gives: its points, or what its formula comes to, once or for every full step of what it
 * counts; then what the holder's tier makes of it. One rounding at the end, to the nearest point, halves up.
 */
import {evaluateFormula} from '../formula/evaluate-formula.ts';
import {wholeFrom} from '../formula/formula-amount.ts';
import type {FormulaContext} from '../formula/formula-context.ts';
import {parseFormula} from '../formula/parse-formula.ts';
import {isImpossible, multiply, type Rational, wholeRational} from '../formula/rational.ts';
import type {PointsMapping} from '../loyalty/points-mapping.ts';
import type {EarningRule} from './earning-rule.ts';

/** More than a card can hold. */
const mostPoints = 1_000_000_000_000;

export interface RulePoints {
  readonly points: number;
  /** A formula worked them out. */
  readonly isDynamic: boolean;
}

/**
 * Points for `measured` of the base (null for a FIXED rule's one time). null: too many to be true. Less than nothing is
 * nothing.
 */
export function pointsOfRule(
  {points: terms}: EarningRule,
  measured: number | null,
  mapping: PointsMapping | undefined,
  formulaContext: () => FormulaContext,
): RulePoints | null {
  const steps = terms.type === 'FIXED' ? 1 : Math.floor(Math.max(0, measured ?? 0) / terms.every);
  const isCustom = mapping?.type === 'CUSTOM';
  const dynamic = isCustom || terms.formula === undefined ? null : worked(terms.formula, formulaContext());
  const factor = dynamic ?? wholeRational(isCustom ? mapping.points : terms.points);
  const once = Number.isSafeInteger(steps) ? multiply(factor, wholeRational(steps)) : 'too_large';
  if (isImpossible(once)) return null;
  const mapped = mapping?.type === 'MULTIPLY' ? times(once, mapping.multiplier) : once;
  const points = isImpossible(mapped) ? null : wholeFrom(mapped);
  if (points === null || points > mostPoints) return null;
  return {points: Math.max(0, points), isDynamic: dynamic !== null};
}

/** What the formula comes to; null where it cannot be worked out: the static points count then. */
function worked(text: string, context: FormulaContext): Rational | null {
  const parsed = parseFormula(text);
  if (!parsed.ok) return null;
  const result = evaluateFormula(parsed.formula, context);
  return result.ok ? result.value : null;
}

/** A multiplier has at most four decimals. */
function times(value: Rational, multiplier: number) {
  return multiply(value, {top: BigInt(Math.round(multiplier * 10_000)), bottom: 10_000n});
}
