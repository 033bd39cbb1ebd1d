import type {ValidationRule} from '../rules/validation-rule.ts';
import {type CompiledApplicable, compileApplicable} from './compile-applicable.ts';

/** A rule that says which products a benefit is for, read. */
export interface Selecting {
  readonly id: string;
  readonly applicable: CompiledApplicable;
}

/** Those of the rules that make a selection; the same rule assigned twice counts once. */
export function selectingRules(rules: readonly Pick<ValidationRule, 'id' | 'applicableTo'>[]): Selecting[] {
  const selecting: Selecting[] = [];
  for (const {id, applicableTo} of rules) {
    const applicable = compileApplicable(applicableTo);
    if (applicable.isMade && !selecting.some(one => one.id === id)) selecting.push({id, applicable});
  }
  return selecting;
}
