import type {Decision} from '../decision/decision.ts';
import type {RedemptionId} from '../kernel/id.ts';

export interface RedemptionPlan {
  /** One per applied verdict, in order; `verdict` is its index in the decision. */
  readonly redemptions: readonly {readonly id: RedemptionId; readonly verdict: number}[];
  /** What holds them together when there are two or more. */
  readonly parentRedemptionId: RedemptionId | null;
}

/** The redemptions a decision makes. A decision that is not valid makes none. */
export function planRedemption(decision: Decision, makeRedemptionId: () => RedemptionId): RedemptionPlan {
  if (!decision.valid) return {redemptions: [], parentRedemptionId: null};
  const redemptions = decision.verdicts.flatMap((verdict, index) =>
    verdict.status === 'applied' ? [{id: makeRedemptionId(), verdict: index}] : [],
  );
  return {redemptions, parentRedemptionId: redemptions.length > 1 ? makeRedemptionId() : null};
}
