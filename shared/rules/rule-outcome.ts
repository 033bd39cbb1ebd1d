import type {Check, Refusal} from '../reasons/refusal.ts';
import type {Blocking} from './asking.ts';
import type {Lack} from './lack.ts';

/** What became of a rule set, with every check made. */
export interface RuleOutcome {
  readonly passed: boolean;
  readonly checks: readonly Check[];
}

/**
 * Why a rule set is not met: the failed checks that would have to pass. Where any of several would do, those that can
 * be mended stand for the rest. `causes` says what a failed check is besides a condition not met.
 */
export interface Blocked {
  readonly blocking: Blocking;
  readonly causes: ReadonlyMap<Check, Lack | Refusal>;
}
