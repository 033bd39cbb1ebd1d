import type {Decision} from '../decision/decision.ts';
import type {Id} from '../kernel/id.ts';
import type {FailedRedemption, Occasion} from './redemption-record.ts';

export type FailedRedemptionId = Id<'rf'>;

/**
 * The records of a redemption that was refused, one per refused redeemable (RD3); where more than one was asked for, a
 * parent stands before them with the first one's reason. Skipped ones were not tried: they are no failures.
 */
export function failedRedemptions(
  {verdicts}: Decision,
  occasion: Omit<Occasion, 'orderId'> & {readonly orderId: FailedRedemption['orderId']},
  makeId: () => FailedRedemptionId,
): FailedRedemption[] {
  const refused = verdicts.flatMap(verdict => (verdict.status === 'inapplicable' ? verdict : []));
  const [first] = refused;
  if (first === undefined) return [];
  const isStacked = verdicts.length > 1;
  const parent: FailedRedemption = {
    ...occasion,
    id: makeId(),
    kind: 'parent',
    foundId: null,
    campaignId: null,
    refusal: first.refusal,
  };
  const attempts = refused.map(
    ({requested, foundId, campaignId, refusal}): FailedRedemption => ({
      ...occasion,
      id: isStacked ? makeId() : parent.id,
      ...(isStacked ? {kind: 'child' as const, parentId: parent.id} : {kind: 'single' as const}),
      requested,
      foundId,
      campaignId,
      refusal,
    }),
  );
  return isStacked ? [parent, ...attempts] : attempts;
}
