import type {CampaignId, LoyaltyTierId, SegmentId} from '../kernel/id.ts';
import type {Metadata} from '../kernel/metadata.ts';
import type {TierEvent} from '../loyalty/card-step.ts';
import type {Cart} from '../order/cart.ts';
import type {LineFacts} from '../order/line-facts.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {FrozenUnits} from '../returns/frozen-sale.ts';
import type {EarningRule} from './earning-rule.ts';

/** A paid order: what it came to in the end, and its cart. */
export interface PaidOrder {
  readonly cart: Cart;
  readonly order: PricedOrder;
  /** One per line of `order`. */
  readonly lines: readonly LineFacts[];
  /** What each unit was paid, where the sale was frozen: then free units are known one by one (EA12). */
  readonly units?: readonly FrozenUnits[] | undefined;
}

/** Something that may earn points. `id` names this one occurrence: the order's id, the event's. */
export type EarningEvent = {readonly id: string} & (
  | {readonly event: 'order_paid'; readonly paid: PaidOrder}
  | {readonly event: 'custom_event'; readonly name: string; readonly metadata: Metadata}
  | {readonly event: 'segment_entered'; readonly segmentId: SegmentId}
  | {
      readonly event: 'tier_changed';
      readonly campaignId: CampaignId;
      readonly change: TierEvent['type'];
      readonly from: LoyaltyTierId | null;
      readonly to: LoyaltyTierId | null;
    }
);

/**
 * Whether the rule waits for this. A tier change is the program's own; a rule that names a tier means the one that is
 * come to, or for `left` the one that is left. Going up or down to a tier is joining it, too.
 */
export function waitsFor({trigger, campaignId}: EarningRule, event: EarningEvent): boolean {
  switch (trigger.event) {
    case 'order_paid':
      return event.event === 'order_paid';
    case 'custom_event':
      return event.event === 'custom_event' && event.name === trigger.name;
    case 'segment_entered':
      return event.event === 'segment_entered' && event.segmentId === trigger.segmentId;
    case 'tier_changed':
      return event.event === 'tier_changed' && event.campaignId === campaignId && isMeant(trigger, event);
  }
}

function isMeant(
  {change, tierId}: Extract<EarningRule['trigger'], {event: 'tier_changed'}>,
  {change: happened, from, to}: Extract<EarningEvent, {event: 'tier_changed'}>,
): boolean {
  const isMove = happened === 'upgraded' || happened === 'downgraded';
  if (change === 'left')
    return (happened === 'left' || (isMove && tierId !== null)) && (tierId ?? from) === from;
  if (change === 'joined')
    return (happened === 'joined' || (isMove && tierId !== null)) && (tierId ?? to) === to;
  return happened === change && (tierId ?? to) === to;
}
