import {usesAccount} from '../../shared/ledger/account-key.ts';
import type {Editable} from '../../shared/merge/editable.ts';
import {changeLimits} from '../leases/change-limits.ts';
import type {SyncTx} from '../store/sync-store.ts';
import type {EditBook} from './edit-book.ts';

/** What of the book of record an edit moves beside the document. */
export type EditTx = Pick<
  SyncTx,
  'findStaff' | 'lockAccounts' | 'writeAccounts' | 'recallLeases' | 'bumpLeaseVersions'
>;

/**
 * A voucher's limit of uses is the limit of its account. A cut below what is out waits for units to come back, and asks
 * tills for them. A voucher that was unlimited counts from now on.
 */
export async function moveLimit(
  tx: EditTx,
  book: EditBook,
  before: Editable,
  after: Editable,
): Promise<void> {
  if (before.kind !== 'voucher' || after.kind !== 'voucher') return;
  const {usesLimit, id} = after;
  if (usesLimit === null || before.usesLimit === usesLimit) return;
  const account = usesAccount(id);
  await book.openAccount(account, usesLimit);
  await changeLimits(tx, [{account, limit: usesLimit}]);
}
