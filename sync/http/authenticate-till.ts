/**
 * `Authorization: Bearer <token>`. A revoked till is told so, because it must stop, not try again; where it hands in
 * what it sold (`till-upload`) it is let in as revoked. A token that ended says so: the till gets the next one by itself.
 */
import {ApiError, apiError} from '../../shared/api/error.ts';
import {dropFormerToken} from '../storage/devices/drop-former-token.ts';
import {findDeviceByToken} from '../storage/devices/find-device-by-token.ts';
import type {AppDeps} from './app-deps.ts';
import type {TillCaller} from './caller.ts';
import {sha256} from './secret.ts';

/** @throws ApiError 401 unauthorized or token_expired, 403 till_revoked. */
export async function authenticateTill(
  {db, clock}: Pick<AppDeps, 'db' | 'clock'>,
  access: 'till' | 'till-upload',
  authorization: string | undefined,
): Promise<TillCaller> {
  const token = /^Bearer ([A-Za-z0-9_-]{32,200})$/.exec(authorization ?? '')?.[1];
  const tokenSha256 = token === undefined ? null : sha256(token);
  const device = tokenSha256 === null ? null : await findDeviceByToken(db, tokenSha256);
  if (tokenSha256 === null || device === null || device.status === 'waiting')
    throw new ApiError(apiError('unauthorized'));
  const {projectId, deviceId, storeId, epoch, publicKey, endsAtMs} = device;
  if (endsAtMs !== null && endsAtMs <= clock.nowMs()) throw new ApiError(apiError('token_expired'));
  const isRevoked = device.status === 'revoked';
  if (isRevoked && access === 'till') throw new ApiError(apiError('till_revoked'));
  if (device.replacesFormer) await dropFormerToken(db, projectId, deviceId, tokenSha256);
  const standing = isRevoked ? 'revoked' : 'good';
  return {kind: 'till', projectId, deviceId, storeId, epoch, standing, publicKey, tokenEndsAtMs: endsAtMs};
}
