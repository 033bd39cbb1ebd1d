/**
 * How much of each limited thing this till uses, so that it can ask for leases before it runs out.
 *
 * *Demand* of an account is what was drawn of it, each unit counting less as time goes by: a steady use of r units an
 * hour settles at r times the horizon, which is the level the till would like to hold.
 */
import {z} from 'zod';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {type AccountKey, accountKeySchema, isAuthority, isMoney} from '../../shared/ledger/account-key.ts';
import type {Draw} from '../../shared/ledger/draw.ts';
import {type Lease, spendable} from '../../shared/ledger/lease.ts';
import type {ExchangeRequest} from '../../shared/protocol/exchange.ts';
import type {LedgerStore} from './ledger-store.ts';
import {type MetaKey, readMeta} from './meta.ts';

/** As long as a till should last without a connection. */
const HORIZON_MS = 8 * 3_600_000;
/** Below this nothing is asked for: what was used once, like a code with one use, is not used up regularly. */
const LEAST_DEMAND = 1.5;
/** Forgotten below this. */
const TRACE = 0.1;
const MOST_ACCOUNTS = 300;
const MOST_WANTS = 30;

const demandSchema = z.array(
  z.object({
    account: accountKeySchema,
    /** Decayed units as of `atMs`. */
    units: z.number().nonnegative(),
    atMs: z.number(),
    /** Of a counter: the bound of the rule that last asked it. */
    limit: z.int().nonnegative().optional(),
  }),
);
export type Demand = z.output<typeof demandSchema>;

export const demandKey: MetaKey<Demand> = {key: 'demand', schema: demandSchema};

/**
 * With what a sale drew. Credits and points belong to one customer, and what counts for one customer is asked for when
 * they are there: neither says anything of the next sale.
 */
export function demandAfter(before: Demand, draws: readonly Draw[], nowMs: EpochMs): Demand {
  const after = new Map(before.map(one => [one.account, one]));
  for (const {account, amount, limit} of draws) {
    if (isMoney(account) || isAuthority(account) || account.includes(':cust_')) continue;
    const known = after.get(account);
    const units = (known === undefined ? 0 : decayed(known, nowMs)) + amount;
    after.set(account, {account, units, atMs: nowMs, ...(limit === undefined ? {} : {limit})});
  }
  const kept = [...after.values()].filter(one => decayed(one, nowMs) >= TRACE);
  if (kept.length <= MOST_ACCOUNTS) return kept;
  return kept.sort((a, b) => decayed(b, nowMs) - decayed(a, nowMs)).slice(0, MOST_ACCOUNTS);
}

/** What to ask for in the background: accounts of which less than half the level is left. */
export async function demandWants(ledger: LedgerStore, nowMs: EpochMs): Promise<ExchangeRequest['wants']> {
  const demand = (await readMeta(ledger, demandKey)) ?? [];
  const wanted = demand.filter(one => decayed(one, nowMs) >= LEAST_DEMAND);
  if (wanted.length === 0) return [];
  const leases = await ledger.lease.having(
    'account',
    wanted.map(({account}) => account),
  );
  return wanted
    .map(one => ({...one, level: Math.floor(decayed(one, nowMs))}))
    .filter(({account, level}) => heldOf(leases, account, nowMs) < level / 2)
    .sort((a, b) => b.level - a.level || (a.account < b.account ? -1 : 1))
    .slice(0, MOST_WANTS)
    .map(({account, level, limit}) => ({account, need: 0, level, ...(limit === undefined ? {} : {limit})}));
}

/** Half-way through the horizon a unit counts for e^−½. A clock that went back changes nothing. */
function decayed({units, atMs}: Demand[number], nowMs: EpochMs): number {
  return units * Math.exp(-Math.max(0, nowMs - atMs) / HORIZON_MS);
}

function heldOf(leases: readonly Lease[], account: AccountKey, nowMs: EpochMs): number {
  return leases.reduce((sum, lease) => sum + (lease.account === account ? spendable(lease, nowMs) : 0), 0);
}
