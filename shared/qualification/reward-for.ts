import {priceFor} from '../decision/choose-reward.ts';
import type {IndexedFacts} from '../decision/prepare-facts.ts';
import type {RewardId} from '../kernel/id.ts';
import type {Reward} from '../redeemables/reward.ts';
import type {Voucher} from '../redeemables/voucher.ts';

/**
 * What a loyalty card is shown as being spent on (QU8): its program's coins, else the reward that costs least; the
 * smaller id of equals. null: its points can be spent on nothing.
 */
export function rewardFor({campaignId}: Voucher, facts: IndexedFacts): RewardId | null {
  let best: {readonly id: RewardId; readonly cost: number} | null = null;
  for (const {id, assignments, reward} of facts.rewards.values()) {
    const assignment = assignments.find(one => one.campaignId === campaignId);
    if (assignment === undefined) continue;
    const cost = reward.type === 'COIN' ? 0 : costOf(id, assignment, facts);
    if (best === null || cost < best.cost || (cost === best.cost && id < best.id)) best = {id, cost};
  }
  return best?.id ?? null;
}

function costOf(
  id: RewardId,
  {campaignId, points}: Reward['assignments'][number],
  facts: IndexedFacts,
): number {
  return points === null ? Number.MAX_SAFE_INTEGER : priceFor(id, points, campaignId, facts);
}
