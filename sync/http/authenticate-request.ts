/** Deny first: a route without an `access` of its own answers 401 to everyone, and so does a wrong or missing key. */
import type {FastifyRequest} from 'fastify';
import {ApiError, apiError} from '../../shared/api/error.ts';
import type {AppDeps} from './app-deps.ts';
import {authenticateKey} from './authenticate-key.ts';
import {authenticateTill} from './authenticate-till.ts';
import type {Caller} from './caller.ts';

/** @throws ApiError 401 unauthorized or token_expired, or 403 till_revoked. */
export async function authenticateRequest(
  deps: Pick<AppDeps, 'db' | 'clock'>,
  request: FastifyRequest,
): Promise<Caller> {
  const {access} = request.routeOptions.config;
  if (access === undefined) throw new ApiError(apiError('unauthorized'));
  switch (access) {
    case 'public':
      return {kind: 'public'};
    case 'server':
    case 'client':
    case 'management':
      return authenticateKey(deps.db, access, request.headers);
    case 'till':
    case 'till-upload':
      return authenticateTill(deps, access, request.headers.authorization);
  }
}
