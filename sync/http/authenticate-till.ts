import {ApiError, apiError} from '../../shared/api/error.ts';
import type {Db} from '../storage/database.ts';
import {findDeviceByToken} from '../storage/devices/find-device-by-token.ts';
import type {TillCaller} from './caller.ts';
import {sha256} from './secret.ts';

/** `Authorization: Bearer <token>`; a revoked till is told so, because it must stop, not try again. */
export async function authenticateTill(db: Db, authorization: string | undefined): Promise<TillCaller> {
  const token = /^Bearer ([A-Za-z0-9_-]{32,200})$/.exec(authorization ?? '')?.[1];
  const device = token === undefined ? null : await findDeviceByToken(db, sha256(token));
  if (device === null || device.status === 'waiting') throw new ApiError(apiError('unauthorized'));
  if (device.status === 'revoked') throw new ApiError(apiError('till_revoked'));
  const {projectId, deviceId, storeId, epoch} = device;
  return {kind: 'till', projectId, deviceId, storeId, epoch};
}
