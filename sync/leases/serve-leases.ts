import type {ProjectId, StoreId} from '../../shared/kernel/id.ts';
import type {ExchangeRequest} from '../../shared/protocol/exchange.ts';
import type {DeviceEpoch} from '../store/device-epoch.ts';
import {grantAuthority} from './grant-authority.ts';
import {grantLeases, leasable} from './grant-leases.ts';
import type {LeaseDeps} from './lease-deps.ts';
import {leaseEnd, renewalDue} from './lease-policy.ts';
import {prepositionLeases} from './preposition-leases.ts';

type Asked = Pick<ExchangeRequest, 'protocol' | 'wants' | 'preposition' | 'operations' | 'leaseVersion'>;

/**
 * Everything a till is given when it speaks: its leases last longer, what its campaigns and managers trust it with is
 * topped up, at sign-in it gets its store's vouchers, and last what it asks for. Only for a till's present epoch, and
 * only in good standing: what is suspended for another reason than time must stay so.
 */
export async function serveLeases(
  deps: LeaseDeps,
  projectId: ProjectId,
  till: DeviceEpoch & {readonly storeId: StoreId},
  request: Asked,
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.store.transact(projectId, async tx => {
    const renewed = await tx.renewLeases(till, {dueMs: renewalDue(nowMs), expiresAtMs: leaseEnd(nowMs)});
    if (renewed > 0) await tx.bumpLeaseVersions([till.deviceId]);
  });
  if (await mayBeToppedUp(deps, projectId, till, request)) await grantAuthority(deps, projectId, till);
  if (request.preposition) await prepositionLeases(deps, projectId, till);
  await grantLeases(deps, projectId, till, request.wants.filter(leasable));
}

/** A till of protocol 1 can use no authority, and cannot read an answer that names an account of one. */
export function knowsAuthority(protocol: ExchangeRequest['protocol']): boolean {
  return protocol >= 2;
}

/** What it is trusted with changes when it sold something, when it signs in, and when its leases were touched here. */
async function mayBeToppedUp(
  {store}: LeaseDeps,
  projectId: ProjectId,
  {deviceId}: DeviceEpoch,
  {protocol, operations, preposition, leaseVersion}: Asked,
): Promise<boolean> {
  if (!knowsAuthority(protocol)) return false;
  if (preposition || operations.length > 0) return true;
  return leaseVersion !== (await store.read(projectId).readLeaseVersion(deviceId));
}
