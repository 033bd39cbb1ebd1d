import type {ExtraReward} from '../benefits/discount.ts';
import type {CampaignId, CustomerId} from '../kernel/id.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {Grant} from './decision.ts';
import type {FoundRedeemable} from './find-redeemable.ts';

const noExtras: readonly ExtraReward[] = [];

/** What a redeemable gives besides its first discount. */
export function extrasOf({object, redeemable}: FoundRedeemable): readonly ExtraReward[] {
  if (object === 'promotion_tier') return redeemable.extras ?? noExtras;
  return redeemable.benefit.type === 'DISCOUNT_VOUCHER' ? (redeemable.benefit.extras ?? noExtras) : noExtras;
}

/** Extras that take nothing off and that the edge carries out when the decision is committed. */
export function grantsOf(extras: readonly ExtraReward[], campaignId: CampaignId | null): readonly Grant[] {
  return extras.flatMap(extra => grantOf(extra, campaignId) ?? []);
}

/** Why an extra cannot be given to this customer here: all of the extras are given, or the redeemable is not (DE8). */
export function extrasRefusal(
  extras: readonly ExtraReward[],
  campaignId: CampaignId | null,
  customerId: CustomerId | null,
): Refusal | null {
  for (const {type} of extras) {
    const isPersonal = type === 'ADD_TO_SEGMENT' || type === 'POINTS';
    if (isPersonal && customerId === null) return {code: 'input_missing', input: 'customer_id'};
    if (type === 'DRAW_ENTRY' && campaignId === null) {
      return {
        code: 'definition_broken',
        where: 'extras',
        message: 'a draw entry needs a campaign to draw in',
      };
    }
  }
  return null;
}

function grantOf(extra: ExtraReward, campaignId: CampaignId | null): Grant | null {
  switch (extra.type) {
    case 'ADD_TO_SEGMENT':
      return {kind: 'segment', segmentId: extra.segmentId};
    case 'POINTS':
      return {kind: 'points', campaignId: extra.campaignId, points: extra.points};
    case 'DRAW_ENTRY':
      return campaignId === null ? null : {kind: 'draw_entry', campaignId, entries: extra.entries};
    case 'DISCOUNT':
    case 'PRODUCT_ITEM':
      return null;
  }
}
