import type {IncomingHttpHeaders} from 'node:http';
import {ApiError, apiError} from '../../shared/api/error.ts';
import type {Db} from '../storage/database.ts';
import {findApiKey} from '../storage/find-api-key.ts';
import type {KeyAudience} from '../storage/tables.ts';
import type {Caller} from './caller.ts';
import {sameSecret, sha256} from './secret.ts';

/** Voucherify's header pairs. A key of one audience never opens a route of another. */
const headerNames: Readonly<Record<KeyAudience, {readonly id: string; readonly token: string}>> = {
  server: {id: 'x-app-id', token: 'x-app-token'},
  client: {id: 'x-client-application-id', token: 'x-client-token'},
  management: {id: 'x-management-id', token: 'x-management-token'},
};

export async function authenticateKey(
  db: Db,
  audience: KeyAudience,
  headers: IncomingHttpHeaders,
): Promise<Caller> {
  const names = headerNames[audience];
  const appId = headers[names.id];
  const token = headers[names.token];
  if (typeof appId !== 'string' || typeof token !== 'string') throw new ApiError(apiError('unauthorized'));
  const key = await findApiKey(db, audience, appId);
  if (key === null || !sameSecret(key.tokenSha256, sha256(token)))
    throw new ApiError(apiError('unauthorized'));
  return {kind: 'key', audience, projectId: key.projectId};
}
