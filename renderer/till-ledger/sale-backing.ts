/**
 * What stands behind the draws of a sale that no lease covers: a manager's override of the store, or the trust of the
 * campaign where the facts say that it was counted on.
 */
import type {AppliedVerdict, Decision} from '../../shared/decision/decision.ts';
import type {Facts} from '../../shared/decision/facts.ts';
import type {OverrideId, StoreId} from '../../shared/kernel/id.ts';
import {type AccountKey, overrideAccount, trustAccount} from '../../shared/ledger/account-key.ts';
import type {Draw} from '../../shared/ledger/draw.ts';
import {type Minor, minor} from '../../shared/money/minor.ts';
import type {Override} from '../../shared/protocol/override.ts';

export interface Backing {
  readonly by: 'trust' | 'override';
  /** The account whose lease pays for it, in minor units. */
  readonly pot: AccountKey;
  /** The money that this many units of the draw give away. */
  readonly minorOf: (amount: number) => Minor;
  readonly overrideId?: OverrideId;
}
export type BackingOf = (draw: Draw) => Backing | null;

/** A manager's word goes before trust: it was given for this very draw. */
export function saleBacking(
  facts: Facts,
  decision: Decision,
  storeId: StoreId,
  overrides: readonly Override[],
): BackingOf {
  const applied = decision.verdicts.filter(verdict => verdict.status === 'applied');
  return draw => {
    const drawing = applied.filter(({draws}) => draws.some(one => one.account === draw.account));
    const minorOf = (amount: number) => moneyOf(drawing, draw, amount);
    const override = overrides.find(one => one.account === draw.account);
    if (override !== undefined) {
      return {by: 'override', pot: overrideAccount(storeId), minorOf, overrideId: override.id};
    }
    const known = facts.availability.find(one => one.account === draw.account);
    const campaignId = drawing[0]?.campaignId ?? null;
    if (known?.authority !== 'trust' || campaignId === null) return null;
    return {by: 'trust', pot: trustAccount(campaignId), minorOf};
  };
}

/**
 * Gift credits are money themselves; anything else is worth what its verdicts took off. Of a part of the draw it is the
 * part of that, rounded up, so that the bound is never passed by a fraction.
 */
function moneyOf(drawing: readonly AppliedVerdict[], {account, amount: all}: Draw, amount: number): Minor {
  if (account.startsWith('g:')) return minor(amount);
  const takenOff = drawing.reduce((sum, verdict) => sum + verdict.discountMinor, 0);
  if (amount === all) return minor(takenOff);
  const product = BigInt(takenOff) * BigInt(amount);
  return minor(Number((product + BigInt(all) - 1n) / BigInt(all)));
}
