import {ApiError, type Outcome} from '../../shared/api/error.ts';

/** A command's value; its refusal leaves as the error it is. */
export function answerOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new ApiError(outcome.problem);
  return outcome.value;
}
