/** Adding referees to a referral code, and removing them: all that was asked for, or nothing. */
import type {CustomerId} from '../kernel/id.ts';
import {type ReferralHolder, referrerOf} from './referral-holder.ts';

/** Voucherify's bound on one request. */
const holdersPerRequest = 100;

type HoldersRefusal =
  /** No referrer yet: the code must be published first. */
  | {readonly code: 'not_published'}
  /** Sic: Voucherify's key. The customer holds the code already, or stands in the request twice. */
  | {readonly code: 'holder_assignement_duplication'; readonly customerId: CustomerId}
  | {readonly code: 'holders_out_of_range'; readonly limit: number}
  | {readonly code: 'holder_unknown'; readonly holderId: ReferralHolder['id']}
  | {readonly code: 'referrer_not_removable'; readonly holderId: ReferralHolder['id']};
export type HoldersChange =
  | {readonly ok: true; readonly holders: readonly ReferralHolder[]}
  | {readonly ok: false; readonly refusal: HoldersRefusal};

export function addReferees(
  holders: readonly ReferralHolder[],
  added: readonly Omit<ReferralHolder, 'role'>[],
): HoldersChange {
  if (referrerOf(holders) === null) return refuse({code: 'not_published'});
  if (added.length < 1 || added.length > holdersPerRequest)
    return refuse({code: 'holders_out_of_range', limit: holdersPerRequest});
  const known = new Set(holders.map(holder => holder.customerId));
  for (const {customerId} of added) {
    if (known.has(customerId)) return refuse({code: 'holder_assignement_duplication', customerId});
    known.add(customerId);
  }
  return {ok: true, holders: [...holders, ...added.map(holder => ({...holder, role: 'REFEREE' as const}))]};
}

/** Only referees can be removed. */
export function removeReferee(
  holders: readonly ReferralHolder[],
  holderId: ReferralHolder['id'],
): HoldersChange {
  const holder = holders.find(one => one.id === holderId);
  if (holder === undefined) return refuse({code: 'holder_unknown', holderId});
  if (holder.role === 'REFERRER') return refuse({code: 'referrer_not_removable', holderId});
  return {ok: true, holders: holders.filter(one => one !== holder)};
}

function refuse(refusal: HoldersRefusal): HoldersChange {
  return {ok: false, refusal};
}
