/**
 * Prepositioning: the vouchers of a store are leased to its tills when one signs in, so that they can be redeemed when
 * the network is gone. A voucher that is redeemed once, or a gift card, goes whole to one till of the store; a code
 * of many uses is shared equally, and what does not divide stays free.
 */
import {createHash} from 'node:crypto';
import type {DeviceId, ProjectId, StoreId, VoucherId} from '../../shared/kernel/id.ts';
import type {DeviceEpoch} from '../store/device-epoch.ts';
import {grantLeases, type LeaseWant} from './grant-leases.ts';
import type {LeaseDeps} from './lease-deps.ts';

/** Accounts locked at once. */
const batch = 500;

export async function prepositionLeases(
  deps: LeaseDeps,
  projectId: ProjectId,
  till: DeviceEpoch & {readonly storeId: StoreId},
): Promise<void> {
  const reads = deps.store.read(projectId);
  const tills = await reads.listStoreTills(till.storeId);
  const accounts = await reads.listHomeVouchers(till.storeId, deps.clock.nowMs());
  const wants = accounts.flatMap(({voucherId, account, limit, shared}) => {
    const level = shareOf(till.deviceId, tills, voucherId, limit, shared);
    return level === 0 ? [] : [{account, need: 0, level, whole: true} satisfies LeaseWant];
  });
  for (let from = 0; from < wants.length; from += batch)
    await grantLeases(deps, projectId, till, wants.slice(from, from + batch));
}

/** Units of an account that this till should hold. `tills` are sorted; the choice is stable while they are the same. */
function shareOf(
  deviceId: DeviceId,
  tills: readonly DeviceId[],
  voucherId: VoucherId,
  limit: number,
  shared: boolean,
): number {
  if (!tills.includes(deviceId)) return 0;
  if (shared) return Math.floor(limit / tills.length);
  const digest = createHash('sha256').update(voucherId).digest();
  return tills[digest.readUInt32BE(0) % tills.length] === deviceId ? limit : 0;
}
