import type {EvaluateFormula} from '../benefits/benefit-input.ts';
import {evaluateFormula} from '../formula/evaluate-formula.ts';
import {unroundedMinorFrom} from '../formula/formula-amount.ts';
import {parseFormula} from '../formula/parse-formula.ts';
import {numberFrom} from '../formula/rational.ts';
import {type FormulaGround, formulaContextOf} from './formula-context-of.ts';
import type {Situation} from './situation.ts';

/** Works out the formulas of one redeemable. Where a text is no formula or cannot be worked out, its fallback counts. */
export function evaluatorOf(ground: FormulaGround, situation: Situation): EvaluateFormula {
  return (text, unit, fallback, lineIndex) => {
    const parsed = parseFormula(text);
    if (!parsed.ok) return {value: fallback, isDynamic: false};
    const context = formulaContextOf(ground, situation, lineIndex ?? null);
    const result = evaluateFormula(parsed.formula, context);
    if (!result.ok) return {value: fallback, isDynamic: false};
    const value =
      unit === 'minor'
        ? unroundedMinorFrom(result.value, context.currencyExponent)
        : numberFrom(result.value);
    return {value, isDynamic: true};
  };
}
