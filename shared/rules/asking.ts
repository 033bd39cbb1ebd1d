import type {Check, Refusal} from '../reasons/refusal.ts';
import type {Lack} from './lack.ts';

/** One round of questions with a full trace, filled as rules are asked. */
export interface Asking {
  /** Every check made, in the order of keys. */
  readonly checks: Check[];
  /**
   * Failed checks that are more than a condition not met: something is lacking, or a limit says no. null where
   * nobody wants to know.
   */
  readonly causes: Map<Check, Lack | Refusal> | null;
}

/** The failed checks that would have to pass; empty when the rule is met. */
export type Blocking = readonly Check[];

export const nothingBlocks: Blocking = [];

/** The failed checks among those made from a place on. */
export function failedSince({checks}: Asking, at: number): Blocking {
  const failed: Check[] = [];
  for (let index = at; index < checks.length; index += 1) {
    const check = checks[index];
    if (check !== undefined && !check.passed) failed.push(check);
  }
  return failed;
}
