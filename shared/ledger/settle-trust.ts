/**
 * What a till handed out on trust or on a manager's word, once the server hears of it. The till drew money on a bounded
 * account for units that nobody had leased to it. Where those units turn out to be free, they are drawn as if it had held
 * them, and the money goes back to the bounded account; where not, they are over and the money stays spent (L29).
 */
import {assert} from '../kernel/assert.ts';
import {type Account, free, giveBack, postOver} from './account.ts';

/** Units handed out, and what was drawn for them on the bounded account, in minor units. */
export interface Uncovered {
  readonly amount: number;
  readonly amountMinor: number;
}

export interface SettledTrust {
  readonly account: Account;
  readonly authority: Account;
  /** Units beyond the limit. */
  readonly over: number;
  /** Minor units that went back to the bounded account. Of a part of the units: their share, rounded down. */
  readonly backMinor: number;
}

/** `authority` is the trust or override account, on which `amountMinor` is posted already. */
export function settleTrust(account: Account, authority: Account, uncovered: Uncovered): SettledTrust {
  const {amount, amountMinor} = uncovered;
  assert(amount > 0 && Number.isSafeInteger(amount), `not an amount of units: ${amount}`);
  const over = Math.max(0, amount - free(account));
  const backMinor = share(amountMinor, amount - over, amount);
  return {
    account: postOver(account, amount),
    authority: giveBack(authority, backMinor),
    over,
    backMinor,
  };
}

/** `total × part / whole`, rounded down; exact, because the products may leave the safe integers. */
function share(total: number, part: number, whole: number): number {
  return part === whole ? total : Number((BigInt(total) * BigInt(part)) / BigInt(whole));
}
