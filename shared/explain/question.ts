import {decide} from '../decision/decide.ts';
import type {Decision, Verdict} from '../decision/decision.ts';
import type {Facts} from '../decision/facts.ts';
import type {DecisionRequest} from '../decision/request.ts';
import type {DecideOptions} from '../decision/situation-of.ts';
import {minor, zero} from '../money/minor.ts';
import {savedBy} from '../qualification/best-deal.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {Assumption, MendedOutcome} from './explanation.ts';

/** One question to `decide`, and what was taken for granted in it. */
export interface Question {
  readonly facts: Facts;
  readonly request: DecisionRequest;
  readonly unasked?: DecideOptions['unasked'];
  readonly assumed: readonly Assumption[];
}

export interface Answer {
  readonly outcome: MendedOutcome;
  readonly verdict: Verdict | undefined;
}

/** Decides again, up to a number of times, and compares with what is decided now. */
export class Decider {
  readonly #before: Decision;
  #left: number;
  isCut = false;

  constructor(before: Decision, most: number) {
    this.#before = before;
    this.#left = most;
  }

  /** What would become of the redeemable of `verdict`; null where enough was decided already. */
  ask({facts, request, unasked, assumed}: Question, verdict: Verdict): Answer | null {
    if (this.#left === 0) {
      this.isCut = true;
      return null;
    }
    this.#left -= 1;
    const decision = decide(facts, request, {trace: false, ...(unasked === undefined ? {} : {unasked})});
    const after = decision.verdicts.find(({foundId}) => foundId === verdict.foundId);
    const isApplied = after?.status === 'applied' && decision.valid;
    const outcome: MendedOutcome = {
      isApplied,
      discountMinor: isApplied ? after.discountMinor : zero,
      differenceMinor: minor(savedBy(decision) - savedBy(this.#before)),
      totalMinor: decision.order.totalMinor,
      refusal: isApplied ? null : refusalIn(decision, after),
      assumed,
    };
    return {outcome, verdict: after};
  }
}

/** Its own, or that of whatever else makes the request fail. */
function refusalIn({verdicts}: Decision, after: Verdict | undefined): Refusal | null {
  if (after !== undefined && after.status !== 'applied') return after.refusal;
  const other = verdicts.find(({status}) => status === 'inapplicable');
  return other === undefined || other.status === 'applied' ? null : other.refusal;
}
