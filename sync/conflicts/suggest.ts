import {type AccountKey, accountVoucher, usesOf} from '../../shared/ledger/account-key.ts';
import type {ConflictClass, Resolution} from '../../shared/protocol/conflict.ts';

/** What each class offers, the likeliest first (docs/sync.md). */
const offered: Readonly<Record<ConflictClass, readonly Resolution[]>> = {
  C1: ['accept_loss', 'charge_customer', 'raise_limit', 'block_voucher', 'dismiss'],
  C2: ['accept_loss', 'raise_limit', 'charge_customer', 'dismiss'],
  C3: ['accept_loss', 'charge_customer', 'raise_limit', 'dismiss'],
  C4: ['enrol_again', 'accept_loss', 'dismiss'],
  C5: ['accept_loss', 'charge_customer', 'dismiss'],
  C6: ['accept_loss', 'block_voucher', 'enrol_again', 'dismiss'],
  C7: ['keep_server', 'keep_till'],
  C8: ['accept_loss', 'dismiss'],
  C9: ['retry', 'accept_loss', 'dismiss'],
  C10: ['write_off', 'dismiss'],
};

/** What a person may do about a conflict, the likeliest first. What needs a code is offered only where there is one. */
export function suggestionsFor(conflict: {
  readonly class: ConflictClass;
  readonly account: AccountKey | null;
}): Resolution[] {
  const {account} = conflict;
  return offered[conflict.class].filter(resolution => {
    if (resolution === 'raise_limit') return account !== null && usesOf(account) !== null;
    if (resolution === 'block_voucher') return account !== null && accountVoucher(account) !== null;
    return true;
  });
}
