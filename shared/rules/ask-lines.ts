import type {Check} from '../reasons/refusal.ts';
import type {Asking, Blocking} from './asking.ts';
import type {Compiled} from './compiled-rule.ts';
import {valueKey} from './facet.ts';
import type {Moment} from './moment.ts';
import type {Picked} from './picked.ts';
import type {RuleLine} from './rule-line.ts';

/**
 * Asks nested rules about each picked line, or about none so that the trace shows them anyway. The trace gets one
 * check for each nested condition instead of one per line: `actual` lists what each line has, unless all have the
 * same. With `needsEach` it passed when it did on each line, otherwise when on one.
 */
export function askLines(
  nested: Compiled<Picked>,
  picked: readonly RuleLine[],
  moment: Moment,
  needsEach: boolean,
  asking: Asking,
): readonly Blocking[] {
  const lines = picked.length > 0 ? picked : [null];
  const rounds = lines.map(line => {
    const own: Asking = {checks: [], causes: null};
    return {blocking: nested.blocking({line, all: picked, moment}, own), checks: own.checks};
  });
  const [first, ...others] = rounds;
  // Each round comes from the same compiled rules, so the checks of all lines stand in one order.
  first?.checks.forEach((check, index) => {
    const same = [check, ...others.flatMap(({checks}) => checks[index] ?? [])];
    asking.checks.push(merged(same, check, needsEach));
  });
  return picked.length > 0 ? rounds.map(({blocking}) => blocking) : [];
}

function merged(checks: readonly Check[], check: Check, needsEach: boolean): Check {
  const passed = needsEach ? checks.every(c => c.passed) : checks.some(c => c.passed);
  const actuals = checks.map(c => c.actual);
  const isSame = new Set(actuals.map(actual => `${typeof actual} ${valueKey(actual)}`)).size === 1;
  const remedy = passed ? null : (checks.find(c => c.remedy !== null)?.remedy ?? null);
  return {...check, actual: isSame ? check.actual : actuals, passed, remedy};
}
