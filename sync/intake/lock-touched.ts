/**
 * Locks what a batch is going to touch before its first operation does: the accounts it gives something back to and the
 * counters it draws on, then its leases. One operation after the other would lock them in the order of the sequence, and wait in a circle with a
 * grant or a recall, which lock accounts before leases.
 */
import {z} from 'zod';
import {type DeviceId, idSchema, type LeaseId, type ProjectId} from '../../shared/kernel/id.ts';
import {type AccountKey, accountKeySchema, isCounter} from '../../shared/ledger/account-key.ts';
import type {Tx} from '../storage/database.ts';
import {findLeaseAccounts} from '../storage/leases/find-lease-accounts.ts';
import {lockLeasesById} from '../storage/leases/move-lease-counters.ts';
import {lockAccounts} from '../storage/lock-accounts.ts';
import {openCounters} from '../storage/open-accounts.ts';
import type {Envelope} from './read-operation.ts';

/** Only what is needed to lock; the operation itself is read and judged later. */
const touchSchema = z.object({
  body: z.union([
    z.object({kind: z.literal('lease-return'), leaseId: idSchema('lease')}),
    z.object({
      kind: z.literal('sale'),
      sale: z.object({
        spends: z.array(z.object({leaseId: idSchema('lease')})),
        decision: z.object({draws: z.array(z.object({account: accountKeySchema}))}),
      }),
    }),
  ]),
});

export async function lockTouched(
  tx: Tx,
  projectId: ProjectId,
  deviceId: DeviceId,
  envelopes: readonly Envelope[],
): Promise<void> {
  const returned = new Set<LeaseId>();
  const spent = new Set<LeaseId>();
  const counters = new Set<AccountKey>();
  for (const {raw} of envelopes) {
    const touch = touchSchema.safeParse(raw);
    if (!touch.success) continue;
    const {body} = touch.data;
    if (body.kind === 'lease-return') {
      returned.add(body.leaseId);
      continue;
    }
    for (const {leaseId} of body.sale.spends) spent.add(leaseId);
    for (const {account} of body.sale.decision.draws) if (isCounter(account)) counters.add(account);
  }
  const accounts = await findLeaseAccounts(tx, projectId, deviceId, [...returned]);
  await openCounters(tx, projectId, [...counters]);
  await lockAccounts(tx, projectId, [...accounts.values(), ...counters]);
  await lockLeasesById(tx, projectId, deviceId, [...returned, ...spent]);
}
