import type {EvaluateFormula} from '../benefits/benefit-input.ts';
import {evaluateFormula} from '../formula/evaluate-formula.ts';
import {unroundedMinorFrom} from '../formula/formula-amount.ts';
import {parseFormula} from '../formula/parse-formula.ts';
import {numberFrom} from '../formula/rational.ts';
import type {Fallback} from './decision.ts';
import {type FormulaGround, formulaContextOf} from './formula-context-of.ts';
import type {Situation} from './situation.ts';

/**
 * Works out the formulas of one redeemable. Where a text is no formula or cannot be worked out, its fallback counts,
 * and `fallbacks` gets the reason, of each formula the first.
 */
export function evaluatorOf(
  ground: FormulaGround,
  situation: Situation,
  fallbacks: Fallback[],
): EvaluateFormula {
  const fallBack = (formula: string, reason: string, value: number | null) => {
    if (!fallbacks.some(known => known.formula === formula)) fallbacks.push({formula, reason});
    return {value, isDynamic: false};
  };
  return (text, unit, fallback, lineIndex) => {
    const parsed = parseFormula(text);
    if (!parsed.ok) return fallBack(text, parsed.message, fallback);
    const context = formulaContextOf(ground, situation, lineIndex ?? null);
    const result = evaluateFormula(parsed.formula, context);
    if (!result.ok) return fallBack(text, result.message, fallback);
    const value =
      unit === 'minor'
        ? unroundedMinorFrom(result.value, context.currencyExponent)
        : numberFrom(result.value);
    return {value, isDynamic: true};
  };
}
