/**
 * Exposure: the money that may be handed out beyond a campaign's limits, at worst (V9). Leases cannot over-redeem, so
 * a campaign that trusts nobody and whose leases were never written off has none.
 */
import {z} from 'zod';
import {assert} from '../kernel/assert.ts';
import type {OfflinePolicy} from './campaign.ts';

const amounts = z.object({
  /** Uses, and minor units of gift credit. */
  units: z.int().nonnegative(),
  /** null where a use is worth nobody knows how much (V8). */
  moneyMinor: z.int().nonnegative().nullable(),
});

export const exposureSchema = z.object({
  trust: z.object({
    budgetMinor: z.int().nonnegative(),
    /** What tills hold of it and may hand out now. */
    leasedMinor: z.int().nonnegative(),
    /** Handed out for uses that were not free any more. */
    usedMinor: z.int().nonnegative(),
    /** Reported by tills beyond what they held. */
    overMinor: z.int().nonnegative(),
    /** Held by tills that were written off, and perhaps handed out. */
    writtenOffMinor: z.int().nonnegative(),
  }),
  writtenOff: amounts,
  over: amounts,
  /** What managers of all stores may approve beside leases; all campaigns share it. */
  overridesMinor: z.int().nonnegative(),
  /** All of it but the overrides; null where a part is not known. */
  worstCaseMinor: z.int().nonnegative().nullable(),
});
export type Exposure = z.output<typeof exposureSchema>;

/** The campaign's trust account as it stands. */
export interface TrustBook {
  readonly posted: number;
  readonly leased: number;
  readonly over: number;
  readonly writtenOff: number;
}

/** An account of the campaign that is over its limit, or of which a part was written off. */
export interface ExposedAccount {
  readonly over: number;
  readonly writtenOff: number;
  /** What one unit is worth at worst (`unitWorthMinor`). */
  readonly worthMinor: number | null;
}

export interface ExposureFacts {
  /** null before anything was trusted. */
  readonly trust: TrustBook | null;
  readonly accounts: readonly ExposedAccount[];
  readonly overridesMinor: number;
}

/** With the facts of nothing, what saving the policy would expose; with the books, what is exposed now. */
export function exposureOf(policy: OfflinePolicy | undefined, facts: ExposureFacts): Exposure {
  const trust = facts.trust ?? {posted: 0, leased: 0, over: 0, writtenOff: 0};
  const {posted, leased, over} = trust;
  const policyMinor = policy?.kind === 'trust_up_to' ? policy.budgetMinor : 0;
  // A budget that was cut below what tills hold is not cut yet.
  const budgetMinor = Math.max(policyMinor, posted + leased - over);
  const writtenOff = amountsOf(facts.accounts, one => one.writtenOff);
  const beyond = amountsOf(facts.accounts, one => one.over);
  const known = [writtenOff.moneyMinor, beyond.moneyMinor];
  const worstCaseMinor = known.includes(null)
    ? null
    : budgetMinor + over + trust.writtenOff + known.reduce<number>((sum, money) => sum + (money ?? 0), 0);
  assert(worstCaseMinor === null || Number.isSafeInteger(worstCaseMinor), 'exposure: not an exact amount');
  return {
    trust: {
      budgetMinor,
      leasedMinor: leased,
      usedMinor: posted,
      overMinor: over,
      writtenOffMinor: trust.writtenOff,
    },
    writtenOff,
    over: beyond,
    overridesMinor: facts.overridesMinor,
    worstCaseMinor,
  };
}

function amountsOf(
  accounts: readonly ExposedAccount[],
  unitsOf: (account: ExposedAccount) => number,
): Exposure['over'] {
  let units = 0;
  let moneyMinor: number | null = 0;
  for (const account of accounts) {
    const count = unitsOf(account);
    units += count;
    if (count === 0 || moneyMinor === null) continue;
    moneyMinor = account.worthMinor === null ? null : moneyMinor + count * account.worthMinor;
  }
  return {units, moneyMinor};
}
