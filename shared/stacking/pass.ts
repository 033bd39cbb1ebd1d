import type {Refusal} from '../reasons/refusal.ts';
import {categoryPolicyOf} from './category-policy.ts';
import type {Entry, Ranked} from './sequence.ts';
import type {StackingSettings} from './stacking-settings.ts';
import {Tally} from './tally.ts';

/** What using one redeemable came to. `after` is the state the next one meets. */
export type Use<State, Used, Refused> =
  | {readonly ok: true; readonly after: State; readonly used: Used; readonly hasEffect: boolean}
  | {readonly ok: false; readonly refused: Refused};

type Step<Candidate, Used, Refused> = {readonly candidate: Candidate} & (
  | {readonly status: 'applied'; readonly used: Used}
  | {readonly status: 'inapplicable'; readonly refused: Refused}
  | {readonly status: 'skipped'; readonly refusal: Refusal}
);

export interface Walk<Candidate, State, Used, Refused> {
  /** One per candidate, in the order in which they were tried. */
  readonly steps: readonly Step<Candidate, Used, Refused>[];
  /** After the last step; in a failed ALL walk the state at the start. */
  readonly state: State;
  /** Whether something was refused that makes the whole request fail. */
  readonly failed: boolean;
}

/** What a pass works with. */
export interface Pass<Candidate, State, Used, Refused> {
  readonly settings: StackingSettings;
  readonly mode: StackingSettings['applicationMode'];
  readonly start: State;
  readonly use: (entry: Entry<Candidate>, state: State) => Use<State, Used, Refused>;
  /** Those that other redeemables keep out, and why. */
  readonly denied: ReadonlyMap<Entry<Candidate>, Refusal> | null;
}

/** Tries the entries one after the other: ST2–ST8 and the limits of categories. */
export function pass<Candidate extends Ranked, State, Used, Refused>(
  entries: readonly Entry<Candidate>[],
  {settings, mode, start, use, denied}: Pass<Candidate, State, Used, Refused>,
): Walk<Candidate, State, Used, Refused> {
  const {skipsWithoutEffect} = categoryPolicyOf(settings);
  const steps: Step<Candidate, Used, Refused>[] = [];
  const seen = new Set<string>();
  const tally = new Tally(settings);
  let state = start;
  let stopped = false;
  for (const entry of entries) {
    const {candidate} = entry;
    const refusal = untried(entry, settings, seen, stopped) ?? denied?.get(entry) ?? tally.refusalOf(entry);
    seen.add(candidate.identity);
    if (refusal !== null) {
      steps.push({candidate, status: 'skipped', refusal});
      continue;
    }
    const result = use(entry, state);
    if (!result.ok) {
      steps.push({candidate, status: 'inapplicable', refused: result.refused});
      stopped = mode === 'ALL';
    } else if (!result.hasEffect && skipsWithoutEffect(candidate.categoryId)) {
      steps.push({candidate, status: 'skipped', refusal: {code: 'no_effect'}});
    } else {
      steps.push({candidate, status: 'applied', used: result.used});
      state = result.after;
      tally.add(entry);
    }
  }
  return {steps, state: stopped ? start : state, failed: stopped};
}

/** Why a candidate is not even looked at, the most telling reason first. */
function untried(
  {candidate, index}: Entry<Ranked>,
  {redeemablesLimit}: StackingSettings,
  seen: ReadonlySet<string>,
  stopped: boolean,
): Refusal | null {
  if (seen.has(candidate.identity)) return {code: 'duplicate'};
  if (index >= redeemablesLimit) return {code: 'redeemables_limit_reached', limit: redeemablesLimit};
  return stopped ? {code: 'preceding_refused'} : null;
}
