import type {LoyaltyTierId} from '../kernel/id.ts';
import type {LoyaltyProgram} from './loyalty-program.ts';
import type {LoyaltyTier} from './loyalty-tier.ts';

/** What a manager has to mend before the program starts, and at which tier. */
export type ProgramProblem =
  | {readonly code: 'tiers_without_rules'}
  | {readonly code: 'tier_range_empty' | 'tier_duplicated'; readonly tierId: LoyaltyTierId}
  | {
      readonly code: 'tiers_overlap' | 'tiers_gap';
      readonly lowerId: LoyaltyTierId;
      readonly higherId: LoyaltyTierId;
    };

export function programProblems({tiers, tierRules}: LoyaltyProgram): ProgramProblem[] {
  const sorted = [...tiers].sort((a, b) => a.fromPoints - b.fromPoints);
  return [
    ...(tiers.length > 0 && tierRules === undefined ? [{code: 'tiers_without_rules' as const}] : []),
    ...sorted.flatMap((tier, index) => rangeProblems(tier, sorted.slice(0, index))),
    ...sorted.flatMap((tier, index) => borderProblems(tier, sorted[index + 1])),
  ];
}

function rangeProblems(tier: LoyaltyTier, lower: readonly LoyaltyTier[]): ProgramProblem[] {
  if (lower.some(other => other.id === tier.id)) return [{code: 'tier_duplicated', tierId: tier.id}];
  const isEmpty = tier.toPoints !== null && tier.toPoints < tier.fromPoints;
  return isEmpty ? [{code: 'tier_range_empty', tierId: tier.id}] : [];
}

/** The next tier starts at the point after the last of this one. */
function borderProblems(lower: LoyaltyTier, higher: LoyaltyTier | undefined): ProgramProblem[] {
  if (higher === undefined) return [];
  const ids = {lowerId: lower.id, higherId: higher.id};
  if (lower.toPoints === null || lower.toPoints >= higher.fromPoints)
    return [{code: 'tiers_overlap', ...ids}];
  return lower.toPoints + 1 < higher.fromPoints ? [{code: 'tiers_gap', ...ids}] : [];
}
