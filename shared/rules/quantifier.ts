import type {Check} from '../reasons/refusal.ts';
import type {RuleLine} from './rule-context.ts';
import type {LinesName} from './rule-name.ts';
import {closest, type RuleOutcome} from './rule-outcome.ts';

/** The cart's lines, those picked, and what the nested rules said of each picked one. */
export interface Pool {
  readonly lines: readonly RuleLine[];
  readonly picked: readonly RuleLine[];
  readonly outcomes: readonly RuleOutcome[];
}

/** How many of the picked lines must pass. */
export interface Quantifier {
  readonly picksEnough: (pool: Pool) => boolean;
  readonly passes: (pool: Pool) => boolean;
  /** Of the nested checks, those that would have to pass. */
  readonly blocking: (pool: Pool) => readonly Check[];
  /** Whether one more of the named products would make it pick enough. */
  readonly moreHelps: (pool: Pool) => boolean;
  /** Whether a nested check counts as passed only when it does on each line. */
  readonly needsEach: boolean;
}

export const quantifiers: Readonly<Record<LinesName['quantifier'], Quantifier>> = {
  /** A picked line passes. */
  any: {
    picksEnough: pool => pool.picked.length > 0,
    passes: pool => pool.outcomes.some(outcome => outcome.passed),
    blocking: pool => closest(pool.outcomes)?.blocking ?? [],
    moreHelps: () => true,
    needsEach: false,
  },
  /** There are lines, all are picked, and each passes. */
  every: {
    picksEnough: pool => pool.lines.length > 0 && pool.picked.length === pool.lines.length,
    passes: pool => pool.outcomes.every(outcome => outcome.passed),
    blocking: pool => pool.outcomes.flatMap(outcome => outcome.blocking),
    moreHelps: pool => pool.lines.length === 0,
    needsEach: true,
  },
  /** No picked line passes; an empty cart has none. */
  none: {
    picksEnough: pool => !pool.outcomes.some(outcome => outcome.passed),
    passes: () => true,
    blocking: () => [],
    moreHelps: () => false,
    needsEach: false,
  },
};
