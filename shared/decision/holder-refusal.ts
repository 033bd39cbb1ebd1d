import type {Conventions} from '../conventions/conventions.ts';
import type {CustomerId} from '../kernel/id.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {Voucher} from '../redeemables/voucher.ts';

/**
 * Whether a code that was given to somebody may be used by this customer (DE5, DE6). A referral code is for everybody
 * but its referrer; a loyalty card is nobody else's; whether a coupon or gift card is, convention `assignedCodes` says.
 */
export function holderRefusal(
  {holderId, isReferral, benefit}: Voucher,
  customerId: CustomerId | null,
  {assignedCodes}: Pick<Required<Conventions>, 'assignedCodes'>,
): Refusal | null {
  if (holderId === undefined) return null;
  if (isReferral) return customerId === holderId ? {code: 'referrer_cannot_redeem'} : null;
  if (customerId === holderId) return null;
  const isBound = assignedCodes === 'holder';
  if (customerId === null) return isBound ? {code: 'input_missing', input: 'customer_id'} : null;
  return isBound || benefit.type === 'LOYALTY_CARD' ? {code: 'assigned_to_other'} : null;
}
