import {type Minor, minor, zero} from '../money/minor.ts';
import type {ReturnRecord} from './return-record.ts';

/**
 * An exchange is a return and a new sale at once: only the difference changes hands. Money counts; what goes back to
 * gift cards and points goes there, and pays for the new goods only if it is redeemed there.
 */
export function exchange(
  returned: Pick<ReturnRecord, 'money'>,
  newDueMinor: Minor,
): {readonly payMinor: Minor; readonly refundMinor: Minor} {
  const back = returned.money.reduce((sum, {amountMinor}) => sum + amountMinor, 0);
  const due = newDueMinor - back;
  return due >= 0 ? {payMinor: minor(due), refundMinor: zero} : {payMinor: zero, refundMinor: minor(-due)};
}
