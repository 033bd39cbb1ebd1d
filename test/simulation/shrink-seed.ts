/**
 * Makes a failing seed smaller: without each class of fault, with fewer tills, with fewer actions; what still fails stays
 * out. A smaller world fails for fewer reasons.
 */
import type {SeedResult} from './run-seed.ts';
import {allFaults, type Shrink} from './swarm.ts';

/** `run` runs the seed with a shrink. The result still fails. */
export async function shrinkSeed(
  failing: SeedResult,
  actions: number,
  run: (shrink: Shrink) => Promise<SeedResult>,
): Promise<{readonly shrink: Shrink; readonly result: SeedResult}> {
  let best: {shrink: Shrink; result: SeedResult} = {shrink: {without: []}, result: failing};
  const kind = kindOf(failing.violations[0] ?? '');
  const attempt = async (shrink: Shrink): Promise<boolean> => {
    const result = await run(shrink);
    if (!result.violations.some(one => kindOf(one) === kind)) return false;
    best = {shrink, result};
    return true;
  };
  for (const fault of allFaults) {
    await attempt({...best.shrink, without: [...best.shrink.without, fault]});
  }
  for (let tills = 1; tills < failing.tills; tills += 1) {
    if (await attempt({...best.shrink, tills})) break;
  }
  for (let most = Math.ceil(actions / 2); most >= 1; most = Math.floor(most / 2)) {
    if (!(await attempt({...best.shrink, mostActions: most}))) break;
  }
  return best;
}

/** A violation without the names and numbers in it. */
function kindOf(violation: string): string {
  return violation.replace(/[\w:]*\d[\w:/]*/g, '#').slice(0, 60);
}
