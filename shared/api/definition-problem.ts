import type {Problem} from '../rules/problem.ts';
import {type ApiProblem, apiError} from './error.ts';

/** The 400 for a validation rule that cannot be read: what the engine says, with its place unless it names the rule. */
export function definitionProblem({where, message}: Problem): ApiProblem {
  const details = message.startsWith('Rule ') ? message : `Property .${where} ${message}`;
  return apiError('invalid_validation_rules', {details});
}
