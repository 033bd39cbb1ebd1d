import {canonicalJson} from '../kernel/canonical-json.ts';
import type {Check} from '../reasons/refusal.ts';
import type {RuleOutcome} from './rule-outcome.ts';

/**
 * One check for each nested condition instead of one per line: `actual` lists what each line has, unless all have
 * the same. With `needsEach` it passed when it did on each line, otherwise when it did on one.
 */
export function mergeLineChecks(perLine: readonly RuleOutcome[], needsEach: boolean): readonly Check[] {
  const [first, ...others] = perLine;
  if (first === undefined) return [];
  // Each outcome comes from the same compiled rules, so the checks of all lines stand in one order.
  return first.checks.map((check, index) => {
    const all = [check, ...others.flatMap(other => other.checks[index] ?? [])];
    const passed = needsEach ? all.every(c => c.passed) : all.some(c => c.passed);
    const actuals = all.map(c => c.actual);
    const same = new Set(actuals.map(canonicalJson)).size === 1;
    const remedy = passed ? null : (all.find(c => c.remedy !== null)?.remedy ?? null);
    return {...check, actual: same ? check.actual : actuals, passed, remedy};
  });
}
