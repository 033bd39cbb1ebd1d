import type {AppliedVerdict, Decision} from '../decision/decision.ts';
import {assert, present} from '../kernel/assert.ts';
import {minor} from '../money/minor.ts';
import type {RedemptionPlan} from './plan-redemption.ts';
import type {Occasion, Redemption} from './redemption-record.ts';

/** What is written of a decision that is redeemed. */
export interface RedemptionRecords {
  /** In the order in which they applied. */
  readonly redemptions: readonly Redemption[];
  /** What holds them together; null for one or none. */
  readonly parent: Redemption | null;
}

/** The records of the plan's redemptions (RD1, RD2). */
export function redemptionRecords(
  decision: Decision,
  {redemptions: planned, parentRedemptionId}: RedemptionPlan,
  occasion: Occasion,
): RedemptionRecords {
  const redemptions = planned.map(({id, verdict}): Redemption => {
    const applied = present(decision.verdicts[verdict], `verdict ${verdict}`);
    assert(applied.status === 'applied', `verdict ${verdict} did not apply`);
    return {
      ...occasion,
      id,
      ...(parentRedemptionId === null
        ? {kind: 'single' as const}
        : {kind: 'child' as const, parentId: parentRedemptionId}),
      ...usedOf(applied),
    };
  });
  if (parentRedemptionId === null) return {redemptions, parent: null};
  const discountMinor = minor(redemptions.reduce((sum, one) => sum + one.discountMinor, 0));
  return {
    redemptions,
    parent: {
      ...occasion,
      id: parentRedemptionId,
      kind: 'parent',
      childIds: redemptions.map(one => one.id),
      discountMinor,
      order: decision.order,
    },
  };
}

function usedOf(verdict: AppliedVerdict) {
  const {requested, foundId, campaignId, discountMinor, gift, points, order, grants} = verdict;
  const id = present(foundId, 'what applied');
  const reward = requested.object === 'voucher' ? requested.reward : undefined;
  return {
    redeemable: {object: isTier(id) ? ('promotion_tier' as const) : ('voucher' as const), id, campaignId},
    discountMinor,
    ...(gift === null ? {} : {creditsMinor: gift.creditsMinor}),
    ...(points === undefined ? {} : {points: points.spent}),
    ...(reward === undefined ? {} : {rewardId: reward.id}),
    order,
    ...(grants === undefined ? {} : {grants: [...grants]}),
  };
}

function isTier(id: string): boolean {
  return id.startsWith('promo_');
}
