/**
 * Takes back everything that redemptions drew and that was not taken back before, as new entries of their rollbacks that
 * name their originals. Units of a REST redemption go to the free part of their account. What a till spent on its lease awaits
 * that till's word instead (L36): it may be voiding the same sale without a connection, and would spend the units again.
 */
import {present} from '../../shared/kernel/assert.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {type DeviceId, idSchema, type LeaseId, makeId, type OrderId} from '../../shared/kernel/id.ts';
import type {Random} from '../../shared/kernel/random.ts';
import {giveBack} from '../../shared/ledger/account.ts';
import {isAuthority} from '../../shared/ledger/account-key.ts';
import {settleRollback} from '../../shared/ledger/server-lease.ts';
import type {BookedLease} from '../store/booked-lease.ts';
import type {BookedNotice} from '../store/rollback-book.ts';
import type {PostedEntry} from '../store/sale-book.ts';
import type {SyncTx} from '../store/sync-store.ts';

/** Whose sale it was: of a till, with the till's order. */
export interface SoldAtTill {
  readonly deviceId: DeviceId;
  readonly orderId: OrderId;
}

export interface ReversalDeps {
  readonly nowMs: EpochMs;
  readonly random: Random;
}

/**
 * `rollbackOf` names the rollback of each redemption; `sold` is null for redemptions that no till made. Lock the redemptions
 * and their order first. @returns the tills that have to be told, at the end of the transaction.
 */
export async function reverseDraws(
  tx: SyncTx,
  rollbackOf: ReadonlyMap<string, string>,
  sold: SoldAtTill | null,
  deps: ReversalDeps,
): Promise<readonly DeviceId[]> {
  const entries = (await tx.lockEntries([...rollbackOf.keys()])).filter(one => one.reversed < one.amount);
  if (entries.length === 0) return [];
  const books = await tx.lockAccounts(entries.map(entry => entry.account));
  const notices = sold === null ? [] : await noticesOf(tx, sold, entries, deps);
  const leases = await lockAwaited(tx, notices);
  const noticed = new Map(notices.map(notice => [notice.entryId, notice]));
  for (const {entryId, account, amount, reversed} of entries) {
    const book = present(books.get(account), `account ${account}`);
    const leaseId = noticed.get(entryId)?.leaseId ?? null;
    if (leaseId === null) {
      books.set(account, giveBack(book, amount - reversed));
      continue;
    }
    const lease = present(leases.get(leaseId), `lease ${leaseId}`);
    const settled = settleRollback(lease, book, amount - reversed);
    leases.set(leaseId, {...lease, ...settled.lease});
    books.set(account, settled.account);
  }
  await tx.writeAccounts([...books.values()]);
  await tx.saveLeases([...leases.values()]);
  await tx.saveNotices(notices);
  await tx.insertReversals(
    entries.map(({entryId, account, amount, reversed, redemptionId}) => ({
      entryId,
      account,
      amount: amount - reversed,
      redemptionId: present(rollbackOf.get(redemptionId), `rollback of ${redemptionId}`),
      leaseId: null,
    })),
  );
  return sold === null || notices.length === 0 ? [] : [sold.deviceId];
}

/**
 * One for each entry of the till's sale. Units await its word where it may put them back on a lease: one of protocol 1
 * voids nothing, it is told once it is of today.
 */
async function noticesOf(
  tx: SyncTx,
  {deviceId, orderId}: SoldAtTill,
  entries: readonly PostedEntry[],
  {nowMs, random}: ReversalDeps,
): Promise<readonly BookedNotice[]> {
  const spent = await tx.findLeases(
    deviceId,
    entries.flatMap(entry => entry.leaseId ?? []),
  );
  const presentEpoch = (await tx.findDevice(deviceId))?.epoch ?? 1;
  const notices: BookedNotice[] = [];
  for (const {entryId, account, amount, reversed, redemptionId, leaseId} of entries) {
    if (isAuthority(account)) continue;
    const lease = leaseId === null ? undefined : spent.get(leaseId);
    const epoch = lease?.epoch ?? presentEpoch;
    const mayVoid =
      lease !== undefined && ((await tx.readEpoch({deviceId, epoch}))?.session ?? null) !== null;
    notices.push({
      id: makeId('notice', nowMs, random),
      deviceId,
      epoch,
      orderId,
      redemptionId: idSchema('r').parse(redemptionId),
      account,
      amount: amount - reversed,
      voided: 0,
      leaseId: mayVoid ? lease.id : null,
      entryId,
      settled: false,
    });
  }
  return notices;
}

async function lockAwaited(tx: SyncTx, notices: readonly BookedNotice[]): Promise<Map<LeaseId, BookedLease>> {
  const [first] = notices;
  if (first === undefined) return new Map();
  return tx.lockLeasesById(
    first.deviceId,
    notices.flatMap(notice => notice.leaseId ?? []),
  );
}
