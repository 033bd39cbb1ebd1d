/**
 * What a referral code's use sets going: whether it makes its user a referred customer, and what referrer and referee
 * then get. A plan: the edge stores the referral and carries the grants out in their order.
 *
 * Always true (SPEC.md): CN3 a customer is referred once per campaign; CN4 nobody refers himself; CN7 the same event
 * again plans nothing.
 */
import type {EpochMs} from '../kernel/epoch.ts';
import type {CustomerId, VoucherId} from '../kernel/id.ts';
import type {Referral} from '../referral/referral.ts';
import {type ReferralHolder, referrerOf} from '../referral/referral-holder.ts';
import type {ReferralProgram} from '../referral/referral-program.ts';
import {type CardHeld, type ReferralGrant, referralGrants} from './referral-grants.ts';

/** Why a code's use refers nobody; only the first is an error that a caller is told. */
type NoConversion =
  | 'referrer_not_permitted_to_redeem'
  | 'not_published'
  | 'customer_unknown'
  | 'other_event'
  | 'referred_before';

export interface ConversionGiven {
  readonly program: ReferralProgram;
  readonly codeId: VoucherId;
  readonly holders: readonly ReferralHolder[];
  /** Who redeemed the code or caused the event; null: nobody is attached. */
  readonly refereeId: CustomerId | null;
  /** What happened: a redemption of the code, or a custom event that names it. */
  readonly event: {readonly type: 'redemption'; readonly id: `r_${string}`} | CustomEvent;
  readonly atMs: EpochMs;
  /** The campaign's referrals of this referrer and of this referee so far. */
  readonly referrals: readonly Referral[];
  /** Cards that either of them holds in the campaigns that rewards come from. */
  readonly cards: readonly CardHeld[];
}
interface CustomEvent {
  readonly type: 'custom_event';
  readonly name: string;
  readonly id: string;
}

export type Conversion =
  /** `referrerId` goes to `order.referrer_id`. */
  | {
      readonly converted: true;
      readonly referrerId: CustomerId;
      readonly referral: Referral;
      readonly grants: readonly ReferralGrant[];
    }
  /** `referrerId` is set where the order still owes to somebody that it was made with this code. */
  | {readonly converted: false; readonly because: NoConversion; readonly referrerId: CustomerId | null};

export function convertReferral(given: ConversionGiven): Conversion {
  const {program, holders, refereeId, event} = given;
  const referrerId = referrerOf(holders);
  if (referrerId === null) return none('not_published', null);
  if (refereeId === referrerId) return none('referrer_not_permitted_to_redeem', null);
  if (refereeId === null) return none('customer_unknown', referrerId);
  if (!isConversionEvent(program, event)) return none('other_event', referrerId);
  const own = given.referrals.filter(referral => referral.campaignId === program.id);
  if (own.some(referral => referral.refereeId === refereeId)) return none('referred_before', referrerId);
  const referral: Referral = {
    campaignId: program.id,
    codeId: given.codeId,
    referrerId,
    refereeId,
    atMs: given.atMs,
    through: event.type === 'redemption' ? event : {type: 'custom_event', id: event.id},
  };
  const grants = referralGrants(program, referral, own, given.cards);
  return {converted: true, referrerId, referral, grants};
}

function isConversionEvent({conversion}: ReferralProgram, event: ConversionGiven['event']): boolean {
  if (conversion.type === 'redemption') return event.type === 'redemption';
  return event.type === 'custom_event' && event.name === conversion.name;
}

function none(because: NoConversion, referrerId: CustomerId | null): Conversion {
  return {converted: false, because, referrerId};
}
