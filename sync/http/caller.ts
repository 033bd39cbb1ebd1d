/**
 * Who calls. Every route says who may (`config: {access: …}`); a route that says nothing lets nobody in.
 */
import type {FastifyRequest} from 'fastify';
import {assert} from '../../shared/kernel/assert.ts';
import type {DeviceId, ProjectId, StoreId} from '../../shared/kernel/id.ts';
import type {KeyAudience} from '../storage/tables.ts';

/** `server`, `client`, `management`: the project's API keys; `till`: an enrolled till's token; `public`: anyone. */
type Access = KeyAudience | 'till' | 'public';

export type Caller =
  | {readonly kind: 'key'; readonly audience: KeyAudience; readonly projectId: ProjectId}
  | TillCaller
  | {readonly kind: 'public'};

export interface TillCaller {
  readonly kind: 'till';
  readonly projectId: ProjectId;
  readonly deviceId: DeviceId;
  readonly storeId: StoreId;
  readonly epoch: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    caller: Caller;
  }
}

/** The project whose key or till token came with the request. */
export function projectOf(request: FastifyRequest): ProjectId {
  assert(request.caller.kind !== 'public', 'a public route has no project');
  return request.caller.projectId;
}

/** The till that calls, on a route with `access: 'till'`. */
export function tillOf(request: FastifyRequest): TillCaller {
  assert(request.caller.kind === 'till', 'not a till route');
  return request.caller;
}
