/**
 * Who calls. Every route says who may (`config: {access: …}`); a route that says nothing lets nobody in.
 */
import type {FastifyRequest} from 'fastify';
import {assert} from '../../shared/kernel/assert.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId, ProjectId, StoreId} from '../../shared/kernel/id.ts';
import type {PublicKey} from '../../shared/protocol/enrol.ts';
import type {KeyAudience} from '../storage/tables.ts';

/**
 * `server`, `client`, `management`: the project's API keys; `till`: an enrolled till's token; `till-upload`: the same, a
 * revoked till included; `public`: anyone.
 */
type Access = KeyAudience | 'till' | 'till-upload' | 'public';

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
  /** `revoked` only where access is `till-upload`: what it sold is taken, and nothing else is done for it. */
  readonly standing: 'good' | 'revoked';
  /** Its key; whoever has one signs what it sends. */
  readonly publicKey: PublicKey | null;
  /** When the token it came with ends; null when it does not. */
  readonly tokenEndsAtMs: EpochMs | null;
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

/** The till that calls, on a route with `access: 'till'` or `'till-upload'`. */
export function tillOf(request: FastifyRequest): TillCaller {
  assert(request.caller.kind === 'till', 'not a till route');
  return request.caller;
}
