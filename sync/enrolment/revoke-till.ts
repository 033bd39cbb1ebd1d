import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {DeviceId, ProjectId} from '../../shared/kernel/id.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {findDevice} from '../storage/devices/find-device.ts';
import {revokeDevice} from '../storage/devices/revoke-device.ts';
import {suspendLeases} from '../storage/leases/suspend-leases.ts';
import {transact} from '../storage/transact.ts';

/**
 * Shuts a till out for good. Its leases are suspended and stay counted as spent: it may have spent them before it hears
 * of this. Revoking twice is the same as once.
 */
export async function revokeTill(
  deps: Pick<AppDeps, 'db'>,
  projectId: ProjectId,
  deviceId: DeviceId,
): Promise<Outcome<{readonly id: DeviceId; readonly status: 'revoked'}>> {
  const found = await transact(deps.db, async tx => {
    const device = await findDevice(tx, projectId, deviceId);
    if (device !== null) await suspendLeases(tx, projectId, {deviceId, epoch: device.epoch});
    return revokeDevice(tx, projectId, deviceId);
  });
  return found ? done({id: deviceId, status: 'revoked'}) : refused(notFound('till', deviceId));
}
