/**
 * Grants: moving units from the free part of an account to one till, which may then spend them without asking.
 * Units that are granted count as spent until the till itself reports otherwise, so nothing here depends on time.
 * When the need is not met, what other tills hold is asked back; the till asks again once they returned it. What a till
 * was granted for a sale is left to it for a few seconds, or in a rush nobody would sell (L42).
 */
import {ApiError, apiError} from '../../shared/api/error.ts';
import {assert, present} from '../../shared/kernel/assert.ts';
import type {Clock} from '../../shared/kernel/epoch.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import {type Account, draw, free} from '../../shared/ledger/account.ts';
import {type AccountKey, isAuthority, isCounter} from '../../shared/ledger/account-key.ts';
import {type GrantBounds, grantSize, type Want} from '../../shared/ledger/grant.ts';
import {askedBack, askedBackWhole, isWithin, remaining} from '../../shared/ledger/lease.ts';
import type {BookedLease} from '../store/booked-lease.ts';
import type {DeviceEpoch} from '../store/device-epoch.ts';
import type {LeaseScope} from '../store/lease-book.ts';
import type {SyncTx} from '../store/sync-store.ts';
import type {LeaseDeps} from './lease-deps.ts';
import {grantBounds, leaseEnd, outlivesItsEnd, salesInProgress} from './lease-policy.ts';

export interface LeaseWant {
  readonly account: AccountKey;
  /** Units that a sale in progress needs. */
  readonly need: number;
  /** Units to hold after this, counting what is held already. */
  readonly level: number;
  /** Takes all of `level` while it is free, where `need` and a part of the rest would be the policy. */
  readonly whole?: boolean | undefined;
  /** Of a counter: the bound of the rule that asks it (L14). */
  readonly limit?: number | undefined;
}

/** What tills ask for is granted: limited things, and counters whose rule says its bound. Nobody asks for authority. */
export function leasable({account, limit, need, level}: LeaseWant): boolean {
  if (isAuthority(account) || (need === 0 && level === 0)) return false;
  return !isCounter(account) || limit !== undefined;
}

/** Grants what the policy allows in one transaction, committed before anybody hears of it. */
export async function grantLeases(
  deps: LeaseDeps,
  projectId: ProjectId,
  till: DeviceEpoch,
  wants: readonly LeaseWant[],
): Promise<void> {
  if (wants.length === 0) return;
  const keys = wants.map(want => want.account);
  await deps.store.transact(projectId, async tx => {
    await tx.openCounters(keys);
    const scopes = await tx.leaseScopes(keys);
    const books = await tx.lockAccounts(keys);
    await grantOn(tx, deps, till, {wants, books, scopes});
  });
}

/** What is granted from: the locked books, and what bounds each of them. */
export interface GrantGround {
  readonly wants: readonly LeaseWant[];
  readonly books: Map<AccountKey, Account>;
  readonly scopes: ReadonlyMap<AccountKey, LeaseScope>;
}

/** The same on books that are locked already; `books` are as they are after it. */
export async function grantOn(
  tx: SyncTx,
  deps: Pick<LeaseDeps, 'clock' | 'random'>,
  till: DeviceEpoch,
  {wants, books, scopes}: GrantGround,
): Promise<void> {
  const held = await tx.lockLeases(till, [...books.keys()]);
  const granted = new Map<AccountKey, BookedLease>();
  const short: AccountKey[] = [];
  for (const want of wants) {
    const book = books.get(want.account);
    if (book === undefined) continue;
    const scope = present(scopes.get(want.account), `scope of ${want.account}`);
    const lease = granted.get(want.account) ?? held.get(want.account) ?? newLease(deps, till, want.account);
    const grant = grantOne(book, lease, want, grantBounds(scope, want.account, want.limit ?? book.limit));
    if (grant.short) short.push(want.account);
    if (grant.amount === 0) {
      const fitted = fittedTo(lease, book, want.limit) ?? inNeed(lease, want, deps.clock);
      if (fitted !== null) granted.set(want.account, fitted);
      continue;
    }
    const taken = take(book, grant.amount);
    books.set(want.account, taken);
    const more = extended(lease, grant.amount, scope, deps, taken);
    granted.set(want.account, grant.short ? more : needed(more, want.need, deps.clock));
  }
  await tx.writeAccounts([...granted.keys()].flatMap(key => books.get(key) ?? []));
  await tx.saveLeases([...granted.values()]);
  const recalled = await tx.recallLeases(short, till.deviceId, salesInProgress(deps.clock.nowMs()));
  await tx.bumpLeaseVersions(granted.size > 0 ? [...recalled, till.deviceId] : recalled);
  if (granted.size > 0) await checkPresent(tx, till);
}

/**
 * Enrolment locks the till's row first, which is locked here by now: a message of an epoch that ended meanwhile is granted
 * nothing that nobody would ever give back. @throws ApiError 403, and nothing was granted.
 */
async function checkPresent(tx: SyncTx, {deviceId, epoch}: DeviceEpoch): Promise<void> {
  const device = await tx.findDevice(deviceId);
  if (device?.epoch === epoch) return;
  throw new ApiError(apiError('forbidden', {details: `This till was enrolled anew: epoch ${epoch} is over`}));
}

/** What is asked back is not topped up until the till returned it; a suspended lease is not topped up at all (L28). */
function grantOne(
  book: Account,
  lease: BookedLease,
  {need, level, whole, limit}: LeaseWant,
  bounds: GrantBounds,
): {readonly amount: number; readonly short: boolean} {
  const has = remaining(lease);
  if (lease.state !== 'A' || askedBack(lease) > 0) return {amount: 0, short: false};
  const want = {need: Math.max(0, need - has), level: Math.max(0, level - has)};
  const left = limit === undefined ? free(book) : Math.min(free(book), Math.max(0, limit - book.committed));
  const amount = whole === true ? wholeSize(left, want, bounds) : grantSize(left, want, bounds);
  return {amount, short: amount < want.need};
}

/**
 * What the till holds lies beyond the bound of the rule that asks (L40): within it by now it is told so; otherwise it is
 * asked back, to be granted again as far as the bound goes. null where there is nothing to tell.
 */
function fittedTo(lease: BookedLease, book: Account, limit: number | undefined): BookedLease | null {
  if (limit === undefined || remaining(lease) === 0 || lease.recalled || isWithin(lease, limit)) return null;
  return book.committed <= limit ? {...lease, countedTo: book.committed} : askedBackWhole(lease);
}

/**
 * Held already, and a sale needs it now. Said once: until something of it is sold or granted, asking again is no new need,
 * so nobody keeps for ever what they never sell. null where there is nothing to note.
 */
function inNeed(lease: BookedLease, {need}: LeaseWant, clock: Clock): BookedLease | null {
  if (need === 0 || lease.recalled || lease.state !== 'A' || remaining(lease) < need) return null;
  return lease.keepTo !== undefined && lease.keepTo > lease.consumed ? null : needed(lease, need, clock);
}

/** With what a sale in progress needs of it, from now on. */
function needed(lease: BookedLease, need: number, clock: Clock): BookedLease {
  return need === 0 ? lease : {...lease, keepTo: lease.consumed + need, neededAtMs: clock.nowMs()};
}

/** The whole level, but for the reserve; of what is redeemed online only the need. */
function wholeSize(left: number, {need, level}: Want, {reserve = 0, needOnly}: GrantBounds): number {
  const ahead = needOnly === true ? 0 : Math.min(level, left - reserve);
  return Math.min(left, Math.max(need, ahead));
}

function take(book: Account, amount: number): Account {
  const drawn = draw(book, amount);
  assert(drawn.ok, `${book.key}: granted more than is free`);
  return drawn.account;
}

function extended(
  {spendPastExpiry: _before, ...lease}: BookedLease,
  amount: number,
  scope: LeaseScope,
  {clock}: Pick<LeaseDeps, 'clock'>,
  {committed}: Account,
): BookedLease {
  const nowMs = clock.nowMs();
  return {
    ...lease,
    granted: lease.granted + amount,
    recalled: false,
    expiresAtMs: leaseEnd(nowMs),
    grantedAtMs: nowMs,
    ...(outlivesItsEnd(scope, lease.account) ? {spendPastExpiry: true} : {}),
    ...(isCounter(lease.account) ? {countedTo: committed} : {}),
  };
}

function newLease(
  {clock, random}: Pick<LeaseDeps, 'clock' | 'random'>,
  {deviceId, epoch}: DeviceEpoch,
  account: AccountKey,
): BookedLease {
  const nowMs = clock.nowMs();
  return {
    id: makeId('lease', nowMs, random),
    account,
    deviceId,
    epoch,
    granted: 0,
    consumed: 0,
    refunded: 0,
    returned: 0,
    expiresAtMs: leaseEnd(nowMs),
    recalled: false,
    state: 'A',
    writtenOff: 0,
    grantedAtMs: nowMs,
  };
}
