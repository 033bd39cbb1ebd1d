/**
 * Locks what a batch is going to touch before its first operation does, in the one order of all transactions: sales that
 * are taken back, accounts, leases. One operation after the other would lock them in the order of the sequence, and wait in
 * a circle with a grant or a recall, which lock accounts before leases.
 *
 * A sale on its leases touches no account. These do: what is given back or voided, counters, what was handed out without a
 * lease, spends on leases that were written off, and everything a second machine with the till's identity drew.
 */
import {z} from 'zod';
import {type DeviceId, idSchema, type LeaseId, type OrderId} from '../../shared/kernel/id.ts';
import {type AccountKey, accountKeySchema, isCounter, usesAccount} from '../../shared/ledger/account-key.ts';
import {touchesAccount} from '../../shared/ledger/server-lease.ts';
import type {BookedLease} from '../store/booked-lease.ts';
import type {SyncTx} from '../store/sync-store.ts';
import type {Envelope} from './read-operation.ts';

/** Only what is needed to lock; the operation itself is read and judged later. */
const touchSchema = z.object({
  body: z.discriminatedUnion('kind', [
    z.object({kind: z.literal('lease-return'), leaseId: idSchema('lease')}),
    z.object({kind: z.literal('rollback-seen'), rollback: z.object({leaseId: idSchema('lease').nullable()})}),
    z.object({
      kind: z.literal('sale'),
      sale: z.object({
        spends: z.array(z.object({leaseId: idSchema('lease')})),
        uncovered: z.array(z.object({account: accountKeySchema, leaseId: idSchema('lease')})).optional(),
        decision: z.object({draws: z.array(z.object({account: accountKeySchema}))}),
      }),
    }),
    z.object({
      kind: z.literal('void'),
      void: z.object({
        orderId: idSchema('ord'),
        reversals: z.array(z.object({account: accountKeySchema, leaseId: idSchema('lease').nullable()})),
      }),
    }),
    z.object({
      kind: z.literal('edit'),
      edit: z.object({kind: z.literal('voucher'), documentId: idSchema('v')}),
    }),
  ]),
});
type Touch = z.output<typeof touchSchema>['body'];

interface Touched {
  readonly orders: Set<OrderId>;
  readonly accounts: Set<AccountKey>;
  /** Leases whose account is touched too. */
  readonly moved: Set<LeaseId>;
  readonly spent: Set<LeaseId>;
}

/** `isSuspect`: some of it may be a second machine's, whose draws go to the accounts. */
export async function lockTouched(
  tx: SyncTx,
  deviceId: DeviceId,
  envelopes: readonly Envelope[],
  isSuspect: boolean,
): Promise<void> {
  const touched: Touched = {orders: new Set(), accounts: new Set(), moved: new Set(), spent: new Set()};
  for (const {raw} of envelopes) {
    const touch = touchSchema.safeParse(raw);
    if (touch.success) note(touched, touch.data.body, isSuspect);
  }
  await lockSales(tx, touched);
  const leases = await tx.findLeases(deviceId, [...touched.moved, ...touched.spent]);
  for (const lease of leases.values()) if (movesAccount(lease, touched)) touched.accounts.add(lease.account);
  const accounts = [...touched.accounts];
  await tx.openCounters(accounts);
  await tx.lockAccounts(accounts);
  await tx.lockLeasesById(deviceId, leases.keys());
}

function note({orders, accounts, moved, spent}: Touched, body: Touch, isSuspect: boolean): void {
  switch (body.kind) {
    case 'lease-return':
      moved.add(body.leaseId);
      return;
    case 'rollback-seen':
      if (body.rollback.leaseId !== null) moved.add(body.rollback.leaseId);
      return;
    case 'edit':
      accounts.add(usesAccount(body.edit.documentId));
      return;
    case 'void':
      orders.add(body.void.orderId);
      for (const {account, leaseId} of body.void.reversals) {
        accounts.add(account);
        if (leaseId !== null) moved.add(leaseId);
      }
      return;
    case 'sale': {
      const {spends, uncovered = [], decision} = body.sale;
      for (const {leaseId} of spends) spent.add(leaseId);
      for (const {account, leaseId} of uncovered) {
        accounts.add(account);
        moved.add(leaseId);
      }
      for (const {account} of decision.draws) if (isSuspect || isCounter(account)) accounts.add(account);
    }
  }
}

/** Sales before accounts, as a rollback by REST does; what their entries are on is touched too. */
async function lockSales(tx: SyncTx, {orders, accounts, moved}: Touched): Promise<void> {
  for (const orderId of [...orders].sort()) {
    const sale = await tx.lockSale(orderId);
    if (sale === null) continue;
    for (const entry of await tx.lockEntries(sale.redemptionIds)) {
      accounts.add(entry.account);
      // Rolled back elsewhere, it may await this void on its lease.
      if (entry.reversed > 0 && entry.leaseId !== null) moved.add(entry.leaseId);
    }
  }
}

function movesAccount(lease: BookedLease, {moved}: Touched): boolean {
  return moved.has(lease.id) || touchesAccount(lease);
}
