/**
 * What a reward may cost in a program (semantics.md A.12). A reward that is bought (CAMPAIGN, MATERIAL) costs fixed
 * points; paying with points (COIN) costs what is used, so it names none and can't be bought by itself.
 */
import type {RewardId} from '../kernel/id.ts';
import type {AccountKey} from '../ledger/account-key.ts';

/** Terms as asked for, before they are known to be allowed. */
export interface AssignmentTerms {
  readonly points: number | null;
  readonly autoRedeem?: boolean | undefined;
  readonly ruleIds: readonly string[];
}

export type AssignmentRefusal =
  | {readonly code: 'missing_param'; readonly parameter: 'parameters.loyalty'}
  | {readonly code: 'points_not_allowed' | 'auto_redeem_not_allowed'}
  | {readonly code: 'rules_limit_reached'; readonly limit: number}
  /** Only one reward of a program is bought by itself. */
  | {readonly code: 'auto_redeem_taken'; readonly byId: RewardId};

/** Checks the terms of a reward in a program. `automaticId` is the program's automatic reward so far. */
export function checkAssignment(
  reward: {readonly id: RewardId; readonly type: 'COIN' | 'CAMPAIGN' | 'MATERIAL'},
  terms: AssignmentTerms,
  automaticId: RewardId | null,
): AssignmentRefusal | null {
  if (reward.type === 'COIN') {
    if (terms.points !== null) return {code: 'points_not_allowed'};
    if (terms.autoRedeem === true) return {code: 'auto_redeem_not_allowed'};
  } else if (terms.points === null) return {code: 'missing_param', parameter: 'parameters.loyalty'};
  if (terms.ruleIds.length > 1) return {code: 'rules_limit_reached', limit: 1};
  if (terms.autoRedeem !== true || automaticId === null || automaticId === reward.id) return null;
  return {code: 'auto_redeem_taken', byId: automaticId};
}

/** The account of what is left of a material reward. */
export function stockAccount(rewardId: RewardId): AccountKey {
  return `q:${rewardId}:stock`;
}
