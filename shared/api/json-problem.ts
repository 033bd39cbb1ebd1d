import {jsonFlaw} from '../kernel/json-flaw.ts';
import {type ApiProblem, apiError} from './error.ts';
import {propertyPath} from './payload-problem.ts';

/** The 400 for a body that holds what nothing behind it can keep, or null. `value` is parsed JSON. */
export function jsonProblem(value: unknown): ApiProblem | null {
  const flaw = jsonFlaw(value);
  if (flaw === null) return null;
  const subject = flaw.path.length === 0 ? 'Payload' : `Property ${propertyPath(flaw.path)}`;
  return apiError('invalid_payload', {details: `${subject} ${flaw.message}`});
}
