import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {DeviceId, ProjectId} from '../../shared/kernel/id.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {revokeDevice} from '../storage/devices/revoke-device.ts';

/**
 * Shuts a till out for good. Its leases stay counted as spent: it may have spent them before it hears of this.
 * Revoking twice is the same as once.
 */
export async function revokeTill(
  deps: Pick<AppDeps, 'db'>,
  projectId: ProjectId,
  deviceId: DeviceId,
): Promise<Outcome<{readonly id: DeviceId; readonly status: 'revoked'}>> {
  const found = await revokeDevice(deps.db, projectId, deviceId);
  return found ? done({id: deviceId, status: 'revoked'}) : refused(notFound('till', deviceId));
}
