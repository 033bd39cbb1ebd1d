/**
 * What became of a rule: the checks made, and of the failed ones those that would have to pass.
 * Where any of several would do, those that can be mended stand for the rest.
 */
import type {Check} from '../reasons/refusal.ts';
import type {Logic} from './logic.ts';

export interface RuleOutcome {
  readonly passed: boolean;
  readonly checks: readonly Check[];
  /** Empty when passed. */
  readonly blocking: readonly Check[];
}

type Folded = Pick<RuleOutcome, 'passed' | 'blocking'>;

export function outcomeOf(checks: readonly Check[]): RuleOutcome {
  const blocking = checks.filter(check => !check.passed);
  return {passed: blocking.length === 0, checks, blocking};
}

/** All of them together. */
export function allOf(outcomes: readonly RuleOutcome[]): RuleOutcome {
  return {
    passed: outcomes.every(outcome => outcome.passed),
    checks: outcomes.flatMap(outcome => outcome.checks),
    blocking: outcomes.flatMap(outcome => outcome.blocking),
  };
}

/** A rule set's outcome from those of its rules, which were all evaluated. */
export function joinByLogic(logic: Logic, outcomes: ReadonlyMap<string, RuleOutcome>): RuleOutcome {
  const {passed, blocking} = fold(logic, outcomes);
  const checks = [...outcomes.values()].flatMap(outcome => outcome.checks);
  return {passed, checks, blocking: passed ? [] : [...new Set(blocking)]};
}

/** Of several ways to pass, the first that can be mended in full; otherwise the first. */
export function closest<T extends {readonly blocking: readonly Check[]}>(ways: readonly T[]): T | undefined {
  return ways.find(isMendable) ?? ways[0];
}

function isMendable(way: {readonly blocking: readonly Check[]}): boolean {
  return way.blocking.every(check => check.remedy !== null);
}

function fold(logic: Logic, outcomes: ReadonlyMap<string, RuleOutcome>): Folded {
  if (logic.kind === 'always') return {passed: true, blocking: []};
  if (logic.kind === 'rule') return outcomes.get(logic.key) ?? {passed: false, blocking: []};
  const parts = logic.parts.map(part => fold(part, outcomes));
  const failed = parts.filter(part => !part.passed);
  if (logic.kind === 'and') return {passed: failed.length === 0, blocking: failed.flatMap(p => p.blocking)};
  const mendable = failed.filter(isMendable);
  const ways = mendable.length > 0 ? mendable : failed;
  return {passed: failed.length < parts.length, blocking: ways.flatMap(part => part.blocking)};
}
