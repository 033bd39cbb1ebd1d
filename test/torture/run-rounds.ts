/** Round after round, with checks in between and one report at the end. */
import {setTimeout as wait} from 'node:timers/promises';
import {seeded} from '../bench/seeded.ts';
import {type CheckedUpTo, checkAlways, checkAtRest} from './check-books.ts';
import {addLimitedThings, type LimitedThing} from './limited-things.ts';
import {planRound, type RoundPlan} from './plan-round.ts';
import {playRound} from './play-round.ts';
import {type Report, startReport} from './report.ts';
import {type Stage, setStage} from './stage.ts';

export interface TortureOptions {
  readonly folder: string;
  readonly chromiumPath: string;
  readonly logFile: string;
  /** Resolves when somebody asks it to stop; the round under way is then the last. */
  readonly stopped: Promise<void>;
  readonly tell: (line: string) => void;
}

interface RoundsOptions extends TortureOptions {
  readonly rounds: number;
  readonly seed: number;
  readonly tills: number;
}

/** Rounds between two full checks, and for which the limited things last. */
const roundsPerEra = 10;
const hearMs = 700;

/** Answers the number of violations. */
export async function runRounds(options: RoundsOptions): Promise<number> {
  const {rounds, seed, tell} = options;
  const report = startReport(seed, tell);
  let isStopped = false;
  void options.stopped.then(() => {
    isStopped = true;
  });
  const checkedUpTo: CheckedUpTo = new Map();
  const stage = await setStage(options);
  try {
    for (let first = 1; first <= rounds && !isStopped; first += roundsPerEra) {
      const last = Math.min(rounds, first + roundsPerEra - 1);
      await playEra(stage, report, {
        seed,
        first,
        last,
        checkedUpTo,
        isStopped: () => isStopped,
      });
    }
  } finally {
    await stage.clear();
  }
  return report.end();
}

interface Era {
  readonly seed: number;
  readonly first: number;
  readonly last: number;
  readonly checkedUpTo: CheckedUpTo;
  readonly isStopped: () => boolean;
}

async function playEra(stage: Stage, report: Report, era: Era): Promise<void> {
  const {seed, first, last, checkedUpTo, isStopped} = era;
  const things = await addLimitedThings(stage.view, `T${seed}-${first}`);
  // Most rounds should find tills that have heard of them.
  await Promise.all(stage.tills.map(till => till.wake()));
  await wait(hearMs);
  for (let round = first; round <= last && !isStopped(); round += 1) {
    const plan = planOf(stage, seed, round, things);
    report.round(round, plan, await playRound(stage, plan, things));
    report.violations(round, await checkAlways(stage, things));
  }
  report.violations(last, await checkAtRest(stage, checkedUpTo));
  report.violations(last, await checkAlways(stage, things));
}

/** Each round has numbers of its own, so that a round is planned alike wherever one starts. */
function planOf(stage: Stage, seed: number, round: number, things: readonly LimitedThing[]): RoundPlan {
  const size = {
    tills: stage.tills.length,
    things: things.length,
    canFillServerDisk: stage.serverDisk !== null,
  };
  return planRound(seeded(Math.imul(seed, 0x9e3779b1) ^ Math.imul(round, 0x85ebca6b)), size);
}
