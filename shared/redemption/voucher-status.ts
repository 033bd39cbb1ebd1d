/**
 * Where a voucher stands in its life, in Vouchery's words (RD17–RD19). Nothing stores it: it follows from the voucher,
 * its campaign, what was used and what is held, and the instant.
 */
import type {EpochMs} from '../kernel/epoch.ts';
import type {CampaignId} from '../kernel/id.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import {validityRefusal} from '../redeemables/validity.ts';
import type {Voucher} from '../redeemables/voucher.ts';

export type VoucherStatus =
  | 'created'
  | 'distributed'
  | 'assigned'
  | 'active'
  | 'reserved'
  | 'redeemed'
  | 'expired'
  | 'deactivated';

export interface VoucherLife {
  readonly voucher: Voucher;
  /** One code for everybody, or one code for one customer. Gift and loyalty cards are unique. */
  readonly kind: 'generic' | 'unique';
  /** Confirmed redemptions, and redemptions set aside by transactions that are not confirmed. */
  readonly uses: {readonly redeemed: number; readonly held: number};
  /** A gift card's credits: loaded in all, used for good, and set aside. */
  readonly credits?: {readonly loadedMinor: number; readonly usedMinor: number; readonly heldMinor: number};
  /** It was handed out: downloaded, printed or marked so. */
  readonly isDistributed: boolean;
  readonly nowMs: EpochMs;
  readonly zone: string;
  readonly findCampaign: (id: CampaignId) => Campaign | undefined;
}

export function voucherStatus(life: VoucherLife): VoucherStatus {
  const standing = standingOf(life);
  if (standing === 'deactivated') return 'deactivated';
  const left = leftOf(life);
  if (left.isUsedUp) return 'redeemed';
  const wasUsed = life.uses.redeemed > 0;
  if (standing === 'expired') return life.kind === 'generic' && wasUsed ? 'redeemed' : 'expired';
  if (left.isHeld) return 'reserved';
  if (life.kind === 'generic' || wasUsed) return 'active';
  if (life.voucher.holderId !== undefined) return 'assigned';
  return life.isDistributed ? 'distributed' : 'created';
}

/** What its own switch and dates and those of its campaigns say; what has not begun is as good as what has. */
function standingOf({voucher, nowMs, zone, findCampaign}: VoucherLife): 'deactivated' | 'expired' | 'good' {
  const refusal = validityRefusal(voucher, {
    nowMs,
    zone,
    currency: '',
    projectCurrency: '',
    findCampaign: id => withoutCurrency(findCampaign(id)),
  });
  if (refusal?.code === 'disabled' || refusal?.code === 'campaign_disabled') return 'deactivated';
  return refusal?.code === 'expired' ? 'expired' : 'good';
}

/** A status is not about one sale, so the currency of a sale says nothing about it. */
function withoutCurrency(campaign: Campaign | undefined): Campaign | undefined {
  if (campaign === undefined) return undefined;
  const {currency: _currency, ...rest} = campaign;
  return rest;
}

/** Whether nothing is left for good, or nothing but what transactions hold. */
function leftOf({voucher, uses, credits}: VoucherLife): {
  readonly isUsedUp: boolean;
  readonly isHeld: boolean;
} {
  const {usesLimit} = voucher;
  const usesUp = usesLimit !== null && uses.redeemed >= usesLimit && usesLimit > 0;
  const usesHeld = usesLimit !== null && uses.held > 0 && uses.redeemed + uses.held >= usesLimit;
  if (credits === undefined) return {isUsedUp: usesUp, isHeld: usesHeld};
  const {loadedMinor, usedMinor, heldMinor} = credits;
  return {
    isUsedUp: usesUp || (usedMinor > 0 && usedMinor >= loadedMinor),
    isHeld: usesHeld || (heldMinor > 0 && usedMinor + heldMinor >= loadedMinor),
  };
}
