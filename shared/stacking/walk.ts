/**
 * Stacking: which of the redeemables asked for are used together, in what sequence, and why each of the others is
 * not. What one redeemable does is the business of `use`; this walk only knows its verdict and the state after it.
 *
 * Words: a redeemable of an *exclusive* category keeps *common* ones out, one of a *joint* category goes with
 * everything. A *pass* tries a sequence once; where there are exclusive ones, a probe without the common ones finds
 * out first whether any of them is good.
 *
 * Always true (all rules are in SPEC.md): ST2 the same redeemable counts once. ST4 only used redeemables count towards
 * a limit. ST5 ALL stops at the first refusal. ST7 a skip is no refusal. ST11 a common and an exclusive one are never
 * used together. Equal input gives an equal walk, as `use` depends on its arguments alone.
 */
import type {Refusal} from '../reasons/refusal.ts';
import {deniedExclusives, type ExclusiveChoice} from './denied-exclusives.ts';
import {type Pass, pass, type Use, type Walk} from './pass.ts';
import {type Entry, type Ranked, sequenceOf} from './sequence.ts';
import type {StackingSettings} from './stacking-settings.ts';

export interface WalkOptions<Used> extends ExclusiveChoice<Used> {
  /** The candidates are a promotion stack: they keep their order (ST17). */
  readonly isStack: boolean;
}

const plain: WalkOptions<unknown> = {twoExclusives: 'first', gainOf: () => 0, isStack: false};

/** `use` must be pure: where there are exclusive ones it may be asked about a candidate more than once. */
export function walk<Candidate extends Ranked, State, Used, Refused>(
  candidates: readonly Candidate[],
  settings: StackingSettings,
  start: State,
  use: (candidate: Candidate, state: State) => Use<State, Used, Refused>,
  options: WalkOptions<Used> = plain,
): Walk<Candidate, State, Used, Refused> {
  const entries = sequenceOf(candidates, settings, options.isStack);
  const run: Pass<Candidate, State, Used, Refused> = {
    settings,
    mode: settings.applicationMode,
    start,
    use: (entry, state) => use(entry.candidate, state),
    denied: null,
  };
  return entries.some(isExclusive) ? walkWithExclusives(entries, run, options) : pass(entries, run);
}

/** Common ones get their turn only where no exclusive one is used without them. */
function walkWithExclusives<Candidate extends Ranked, State, Used, Refused>(
  entries: readonly Entry<Candidate>[],
  run: Pass<Candidate, State, Used, Refused>,
  options: WalkOptions<Used>,
): Walk<Candidate, State, Used, Refused> {
  const denied = new Map(deniedExclusives(entries, run, options));
  const others = entries.filter(({role}) => role !== 'common');
  const outcomes = new Map<Entry<Candidate>, Use<State, Used, Refused>>();
  const {steps} = pass(others, {...run, mode: 'PARTIAL', denied, use: remembering(run, outcomes)});
  const winner = others.find((entry, place) => isExclusive(entry) && steps[place]?.status === 'applied');
  if (winner === undefined) {
    // ST13: an exclusive one that was no good without the common ones does not become good by them.
    for (const [place, entry] of others.entries()) {
      const step = steps[place];
      if (isExclusive(entry) && step?.status === 'skipped') denied.set(entry, step.refusal);
      if (!isExclusive(entry)) outcomes.delete(entry);
    }
  } else {
    const refusal: Refusal = {code: 'excluded_by_exclusive', byId: winner.candidate.identity};
    for (const entry of entries) if (entry.role === 'common') denied.set(entry, refusal);
  }
  return pass(entries, {
    ...run,
    denied,
    use: (entry, state) => outcomes.get(entry) ?? run.use(entry, state),
  });
}

/** Asks, and keeps the answer: the state it was given in is the same when it is looked up. */
function remembering<Candidate, State, Used, Refused>(
  run: Pass<Candidate, State, Used, Refused>,
  outcomes: Map<Entry<Candidate>, Use<State, Used, Refused>>,
): Pass<Candidate, State, Used, Refused>['use'] {
  return (entry, state) => {
    const outcome = run.use(entry, state);
    outcomes.set(entry, outcome);
    return outcome;
  };
}

function isExclusive({role}: Entry<Ranked>): boolean {
  return role === 'exclusive';
}
