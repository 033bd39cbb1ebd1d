/** What an explanation is made of; the words are the screens' (SPEC.md says which field feeds which). */
import type {Verdict} from '../decision/decision.ts';
import type {VerdictState} from '../decision/verdict-state.ts';
import type {Minor} from '../money/minor.ts';
import type {Check, Refusal, Remedy} from '../reasons/refusal.ts';

/** A remedy, or to ask for less of a card: gift credits in minor units, or points. */
export type Mend = Remedy | {readonly kind: 'use_less'; readonly amount: number};

/** What was taken for granted, because the till cannot know it. */
export type Assumption =
  /** Whoever is attached meets the rules about the customer, and has used none of their share. */
  | 'customer_fits'
  /** At that time limits are as they are now. */
  | 'limits_stay';

/** What the request would come to after a remedy: it was decided again. */
export interface MendedOutcome {
  readonly isApplied: boolean;
  /** What this redeemable would then take off. */
  readonly discountMinor: Minor;
  /** How much more than now all redeemables together would take off; below zero: less. */
  readonly differenceMinor: Minor;
  /** To be paid then; null where nobody knows. */
  readonly totalMinor: Minor | null;
  /** Why it would still not be used: its own refusal, or in ALL that of another which makes the request fail. */
  readonly refusal: Refusal | null;
  readonly assumed: readonly Assumption[];
}

export interface Mending {
  /** What it takes in all: where one round did not do, the sum of the rounds. */
  readonly mend: Mend;
  /** The check it mends; null: the refusal itself. */
  readonly check: Check | null;
  /** Of a product that is to be added: how many units. */
  readonly units: number | null;
  /** null: it cannot be worked out here, for want of a product or a price. */
  readonly outcome: MendedOutcome | null;
}

export interface ExplainedVerdict {
  readonly verdict: Verdict;
  readonly state: VerdictState;
  /** null: it is used. */
  readonly refusal: Refusal | null;
  /** Every condition with what was needed and what was there. */
  readonly conditions: readonly Check[];
  readonly mendings: readonly Mending[];
  /** All remedies at once, where it takes several. */
  readonly together: MendedOutcome | null;
}

export interface Explanation {
  readonly verdicts: readonly ExplainedVerdict[];
  /** Whether so much was to be explained that some outcomes are left out. */
  readonly isCut: boolean;
}
