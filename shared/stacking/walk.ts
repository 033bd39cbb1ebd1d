/**
 * Stacking: which of the redeemables asked for are used together, in what sequence, and why each of the others is
 * not. What one redeemable does is the business of `use`; this walk only knows its verdict and the state after it.
 *
 * Rules (SPEC.md): ST1 the sequence is the one asked for. ST2 the same redeemable counts once. ST3 beyond the limit
 * of a request nothing is tried. ST4 only used redeemables count towards the limit of an order. ST5 ALL stops at the
 * first refusal. ST6 PARTIAL goes on. ST7 a skip is no refusal. ST8 what takes nothing off may be left unused.
 */
import type {Refusal} from '../reasons/refusal.ts';
import type {StackingSettings} from './stacking-settings.ts';

/** What using one redeemable came to. `after` is the state the next one meets. */
export type Use<State, Used, Refused> =
  | {readonly ok: true; readonly after: State; readonly used: Used; readonly hasEffect: boolean}
  | {readonly ok: false; readonly refused: Refused};

export type Step<Candidate, Used, Refused> = {readonly candidate: Candidate} & (
  | {readonly status: 'applied'; readonly used: Used}
  | {readonly status: 'inapplicable'; readonly refused: Refused}
  | {readonly status: 'skipped'; readonly refusal: Refusal}
);

export interface Walk<Candidate, State, Used, Refused> {
  /** One per candidate, in their order. */
  readonly steps: readonly Step<Candidate, Used, Refused>[];
  /** After the last step; in a failed ALL walk the state at the start. */
  readonly state: State;
  /** Whether something was refused that makes the whole request fail. */
  readonly failed: boolean;
}

/** Candidates with the same `identity` are the same redeemable. */
export function walk<Candidate extends {readonly identity: string}, State, Used, Refused>(
  candidates: readonly Candidate[],
  settings: StackingSettings,
  start: State,
  use: (candidate: Candidate, state: State) => Use<State, Used, Refused>,
): Walk<Candidate, State, Used, Refused> {
  const steps: Step<Candidate, Used, Refused>[] = [];
  const seen = new Set<string>();
  let state = start;
  let applied = 0;
  let stopped = false;
  for (const [index, candidate] of candidates.entries()) {
    const refusal = skipRefusal(settings, {index, applied, stopped, repeated: seen.has(candidate.identity)});
    seen.add(candidate.identity);
    if (refusal !== null) {
      steps.push({candidate, status: 'skipped', refusal});
      continue;
    }
    const result = use(candidate, state);
    if (result.ok && !result.hasEffect && settings.noEffectRule === 'SKIP') {
      steps.push({candidate, status: 'skipped', refusal: {code: 'no_effect'}});
    } else if (result.ok) {
      steps.push({candidate, status: 'applied', used: result.used});
      state = result.after;
      applied += 1;
    } else {
      steps.push({candidate, status: 'inapplicable', refused: result.refused});
      stopped = settings.applicationMode === 'ALL';
    }
  }
  return {steps, state: stopped ? start : state, failed: stopped};
}

/** Why a candidate is not even tried, the most telling reason first. */
function skipRefusal(
  settings: StackingSettings,
  at: {
    readonly index: number;
    readonly applied: number;
    readonly stopped: boolean;
    readonly repeated: boolean;
  },
): Refusal | null {
  if (at.repeated) return {code: 'duplicate'};
  if (at.index >= settings.redeemablesLimit) {
    return {code: 'redeemables_limit_reached', limit: settings.redeemablesLimit};
  }
  if (at.stopped) return {code: 'preceding_refused'};
  if (at.applied >= settings.applicableRedeemablesLimit) {
    return {code: 'redeemables_limit_reached', limit: settings.applicableRedeemablesLimit};
  }
  return null;
}
