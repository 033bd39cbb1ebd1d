import type {Conventions} from '../conventions/conventions.ts';
import type {Refusal} from '../reasons/refusal.ts';
import {categoryPolicyOf} from './category-policy.ts';
import type {Pass} from './pass.ts';
import type {Entry, Ranked} from './sequence.ts';
import {Tally} from './tally.ts';

/** Who wins where more exclusive redeemables are good than may be used (convention `twoExclusives`). */
export interface ExclusiveChoice<Used> {
  readonly twoExclusives: Required<Conventions>['twoExclusives'];
  /** What one use is worth to the customer: what `best` compares. */
  readonly gainOf: (used: Used) => number;
}

interface Good<Candidate> {
  readonly entry: Entry<Candidate>;
  readonly gain: number;
}

/**
 * The exclusive ones that may not even be tried, and the limit that says so: ST15 and ST16. Whether one is good is
 * asked of each by itself, on the order at the start. With `first` none is denied: the pass counts as it goes.
 */
export function deniedExclusives<Candidate extends Ranked, State, Used, Refused>(
  entries: readonly Entry<Candidate>[],
  run: Pass<Candidate, State, Used, Refused>,
  {twoExclusives, gainOf}: ExclusiveChoice<Used>,
): ReadonlyMap<Entry<Candidate>, Refusal> {
  if (twoExclusives === 'first') return new Map();
  const good = goodExclusives(entries, run, gainOf);
  return twoExclusives === 'best' ? worseOnes(good, run) : clashing(good, run);
}

function goodExclusives<Candidate extends Ranked, State, Used, Refused>(
  entries: readonly Entry<Candidate>[],
  {settings, start, use}: Pass<Candidate, State, Used, Refused>,
  gainOf: (used: Used) => number,
): readonly Good<Candidate>[] {
  const {skipsWithoutEffect} = categoryPolicyOf(settings);
  const seen = new Set<string>();
  const good: Good<Candidate>[] = [];
  for (const entry of entries) {
    const {candidate, index, role} = entry;
    if (role !== 'exclusive' || seen.has(candidate.identity) || index >= settings.redeemablesLimit) continue;
    seen.add(candidate.identity);
    const result = use(entry, start);
    if (!result.ok || (!result.hasEffect && skipsWithoutEffect(candidate.categoryId))) continue;
    good.push({entry, gain: gainOf(result.used)});
  }
  return good;
}

/** ST15: the limits are filled with the best; a tie goes to the one that is tried earlier. */
function worseOnes<Candidate extends Ranked>(
  good: readonly Good<Candidate>[],
  {settings}: Pick<Pass<Candidate, never, never, never>, 'settings'>,
): ReadonlyMap<Entry<Candidate>, Refusal> {
  const tally = new Tally(settings);
  const denied = new Map<Entry<Candidate>, Refusal>();
  for (const {entry} of [...good].sort((a, b) => b.gain - a.gain)) {
    const refusal = tally.refusalOf(entry);
    if (refusal === null) tally.add(entry);
    else denied.set(entry, refusal);
  }
  return denied;
}

/** ST16: where more are good than a limit allows, none of those that it counts is used. */
function clashing<Candidate extends Ranked>(
  good: readonly Good<Candidate>[],
  {settings}: Pick<Pass<Candidate, never, never, never>, 'settings'>,
): ReadonlyMap<Entry<Candidate>, Refusal> {
  const {exclusiveLimit = 1, exclusivePerCategoryLimit: perCategory = 1} = settings;
  const denied = new Map<Entry<Candidate>, Refusal>();
  for (const {entry} of good) {
    const {categoryId} = entry.candidate;
    const ofCategory = good.filter(other => other.entry.candidate.categoryId === categoryId).length;
    if (good.length > exclusiveLimit) {
      denied.set(entry, {code: 'exclusive_limit_reached', limit: exclusiveLimit});
    } else if (categoryId !== null && perCategory !== null && ofCategory > perCategory) {
      denied.set(entry, {code: 'exclusive_category_limit_reached', categoryId, limit: perCategory});
    }
  }
  return denied;
}
