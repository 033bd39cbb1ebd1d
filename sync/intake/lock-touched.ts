/**
 * Locks what a batch is going to touch before its first operation does: the accounts it gives something back to, then
 * its leases. One operation after the other would lock them in the order of the sequence, and wait in a circle with a
 * grant or a recall, which lock accounts before leases.
 */
import {z} from 'zod';
import {type DeviceId, idSchema, type LeaseId, type ProjectId} from '../../shared/kernel/id.ts';
import type {Tx} from '../storage/database.ts';
import {findLeaseAccounts} from '../storage/leases/find-lease-accounts.ts';
import {lockLeasesById} from '../storage/leases/move-lease-counters.ts';
import {lockAccounts} from '../storage/lock-accounts.ts';
import type {Envelope} from './read-operation.ts';

/** Only what is needed to lock; the operation itself is read and judged later. */
const touchSchema = z.object({
  body: z.union([
    z.object({kind: z.literal('lease-return'), leaseId: idSchema('lease')}),
    z.object({
      kind: z.literal('sale'),
      sale: z.object({spends: z.array(z.object({leaseId: idSchema('lease')}))}),
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
  for (const {raw} of envelopes) {
    const touch = touchSchema.safeParse(raw);
    if (!touch.success) continue;
    const {body} = touch.data;
    if (body.kind === 'lease-return') returned.add(body.leaseId);
    else for (const {leaseId} of body.sale.spends) spent.add(leaseId);
  }
  const accounts = await findLeaseAccounts(tx, projectId, deviceId, [...returned]);
  await lockAccounts(tx, projectId, accounts.values());
  await lockLeasesById(tx, projectId, deviceId, [...returned, ...spent]);
}
