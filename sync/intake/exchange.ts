/**
 * The one round trip of a till: its operations are taken and committed first, then leases are renewed and granted, and
 * what it is answered is read after that. Nothing here is undone by a lost answer: the next exchange says it again.
 */
import {ApiError, apiError} from '../../shared/api/error.ts';
import type {ExchangeRequest, ExchangeResponse} from '../../shared/protocol/exchange.ts';
import type {AppDeps} from '../http/app-deps.ts';
import type {TillCaller} from '../http/caller.ts';
import {accountViews} from '../leases/account-views.ts';
import {grantLeases} from '../leases/grant-leases.ts';
import {leaseEnd, renewalDue} from '../leases/lease-policy.ts';
import {prepositionLeases} from '../leases/preposition-leases.ts';
import {touchDevice} from '../storage/devices/touch-device.ts';
import {listLeases, readLeaseVersion} from '../storage/leases/list-leases.ts';
import {renewLeases} from '../storage/leases/renew-leases.ts';
import {readAppliedSequence} from '../storage/operations/device-epoch.ts';
import {takeBatch} from './take-batch.ts';

/** Beyond this a till's wall clock is wrong and a manager should know. */
const skewLimitMs = 5 * 60_000;

/**
 * A till that was enrolled anew may still send what it did in an earlier epoch; leases go to the present one only.
 * @throws ApiError 403 when the message is not this till's.
 */
export async function exchange(
  deps: AppDeps,
  till: TillCaller,
  request: ExchangeRequest,
): Promise<ExchangeResponse> {
  if (request.deviceId !== till.deviceId || request.epoch > till.epoch)
    throw new ApiError(apiError('forbidden', {details: 'This token belongs to another till or epoch'}));
  const {projectId} = till;
  const sender = {deviceId: till.deviceId, epoch: request.epoch};
  const acknowledgements = await takeBatch(deps, projectId, sender, request);
  await touchDevice(deps.db, projectId, till.deviceId, {
    at: new Date(deps.clock.nowMs()),
    clockSkewMs: skewOf(request.wallMs, deps.clock.nowMs()),
  });
  if (request.epoch === till.epoch) await serveLeases(deps, till, request);
  const leaseVersion = await readLeaseVersion(deps.db, projectId, till.deviceId);
  const asked = request.wants.map(want => want.account);
  return {
    acknowledgements,
    appliedSequence: await readAppliedSequence(deps.db, projectId, sender),
    leases: leaseVersion === request.leaseVersion ? null : [...(await listLeases(deps.db, projectId, till))],
    leaseVersion,
    accounts: await accountViews(deps, projectId, asked, till.deviceId),
    feedHead: await deps.stamper.stampNow(projectId),
    serverMs: deps.clock.nowMs(),
  };
}

async function serveLeases(deps: AppDeps, till: TillCaller, request: ExchangeRequest): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const {projectId} = till;
  await renewLeases(deps.db, projectId, till, {dueMs: renewalDue(nowMs), expiresAtMs: leaseEnd(nowMs)});
  if (request.preposition) await prepositionLeases(deps, projectId, till);
  const wants = request.wants.filter(want => want.need > 0 || want.level > 0);
  await grantLeases(deps, projectId, till, wants);
}

function skewOf(wallMs: number, serverMs: number): number | null {
  const skewMs = wallMs - serverMs;
  return Math.abs(skewMs) > skewLimitMs ? skewMs : null;
}
