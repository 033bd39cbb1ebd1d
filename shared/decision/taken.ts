import type {AccountKey} from '../ledger/account-key.ts';
import type {Availability, Draw} from '../ledger/draw.ts';
import type {LookUpAccount} from '../redeemables/limits.ts';

/** What the redeemables used so far take from each account: the next one finds less (DE9). */
export type Taken = ReadonlyMap<AccountKey, number>;

export const nothingTaken: Taken = new Map();

export function takenAfter(taken: Taken, draws: readonly Draw[]): Taken {
  if (draws.length === 0) return taken;
  const after = new Map(taken);
  for (const {account, amount} of draws) after.set(account, (after.get(account) ?? 0) + amount);
  return after;
}

/** Accounts as they are once everything in `taken` is drawn. */
export function lookUpAfter(
  taken: Taken,
  availabilities: ReadonlyMap<AccountKey, Availability>,
): LookUpAccount {
  if (taken.size === 0) return account => availabilities.get(account);
  return account => {
    const known = availabilities.get(account);
    const amount = taken.get(account);
    return known === undefined || amount === undefined ? known : less(known, amount);
  };
}

function less(known: Availability, amount: number): Availability {
  const available = Math.max(0, known.available - amount);
  return known.used === undefined ? {...known, available} : {...known, available, used: known.used + amount};
}

/** One redeemable counts once on an account, however many of its rules name it; the tightest bound holds (DE10). */
export function mergedDraws(draws: readonly Draw[]): Draw[] {
  const byAccount = new Map<AccountKey, Draw>();
  for (const draw of draws) {
    const known = byAccount.get(draw.account);
    byAccount.set(draw.account, known === undefined ? draw : tightest(known, draw));
  }
  return [...byAccount.values()];
}

function tightest(one: Draw, other: Draw): Draw {
  const limits = [one.limit, other.limit].filter(limit => limit !== undefined);
  const merged = {account: one.account, amount: Math.max(one.amount, other.amount)};
  return limits.length === 0 ? merged : {...merged, limit: Math.min(...limits)};
}
