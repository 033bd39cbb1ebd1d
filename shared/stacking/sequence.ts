import type {CategoryId} from '../kernel/id.ts';
import {type CategoryRole, categoryPolicyOf} from './category-policy.ts';
import type {StackingSettings} from './stacking-settings.ts';

/** A redeemable as stacking sees it. Equal `identity`: the same one, however it was named. */
export interface Ranked {
  readonly identity: string;
  readonly categoryId: CategoryId | null;
  /** Of its category; null where it has none or nobody knows it. */
  readonly hierarchy: number | null;
}

/** A candidate in its place. `index` is its place in the request. */
export interface Entry<Candidate> {
  readonly candidate: Candidate;
  readonly index: number;
  readonly role: CategoryRole;
}

/** The candidates in the order in which they are tried: ST1, ST9, ST10. `keepsOrder`: as requested (ST17). */
export function sequenceOf<Candidate extends Ranked>(
  candidates: readonly Candidate[],
  settings: StackingSettings,
  keepsOrder: boolean,
): readonly Entry<Candidate>[] {
  const {roleOf} = categoryPolicyOf(settings);
  const entries = candidates.map((candidate, index) => ({
    candidate,
    index,
    role: roleOf(candidate.categoryId),
  }));
  if (keepsOrder) return entries;
  if (settings.sortingRule === 'CATEGORY_HIERARCHY') entries.sort((a, b) => rankOf(a) - rankOf(b));
  if (settings.groupedSortingRule === 'COMBINED' || !entries.some(isJoint)) return entries;
  return [...entries.filter(entry => !isJoint(entry)), ...entries.filter(isJoint)];
}

function rankOf({candidate}: Entry<Ranked>): number {
  return candidate.hierarchy ?? Number.MAX_SAFE_INTEGER;
}

function isJoint({role}: Entry<Ranked>): boolean {
  return role === 'joint';
}
