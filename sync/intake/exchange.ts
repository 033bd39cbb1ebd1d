/**
 * The one round trip of a till: its operations are taken and committed first, then leases are renewed and granted, and
 * what it is answered is read after that. Nothing here is undone by a lost answer: the next exchange says it again.
 */
import {ApiError, apiError} from '../../shared/api/error.ts';
import {present} from '../../shared/kernel/assert.ts';
import {isAuthority} from '../../shared/ledger/account-key.ts';
import type {ExchangeRequest, ExchangeResponse} from '../../shared/protocol/exchange.ts';
import type {AppDeps} from '../http/app-deps.ts';
import type {TillCaller} from '../http/caller.ts';
import {accountViews} from '../leases/account-views.ts';
import {knowsAuthority, serveLeases} from '../leases/serve-leases.ts';
import type {BookedLease} from '../store/booked-lease.ts';
import type {DeviceEpoch} from '../store/device-epoch.ts';
import type {BookedNotice} from '../store/rollback-book.ts';
import type {SyncReads} from '../store/sync-store.ts';
import {fenceTill} from './fence-till.ts';
import {type Shown, showSession} from './show-session.ts';
import {takeBatch} from './take-batch.ts';

/** Beyond this a till's wall clock is wrong and a manager should know. */
const skewLimitMs = 5 * 60_000;

/** Told at once; the others follow when these are taken in. */
const mostReversals = 100;

/** What a server needs for it, whatever its book of record is. */
export type ExchangeDeps = Pick<AppDeps, 'store' | 'clock' | 'random' | 'logFailure'> & {
  readonly stamper: Pick<AppDeps['stamper'], 'stampNow'>;
};

/**
 * A till that was enrolled anew may still send what it did in an earlier epoch; leases go to the present one only, and to
 * nobody whose identity was seen twice or was revoked.
 * @throws ApiError 403 when the message is not this till's.
 */
export async function exchange(
  deps: ExchangeDeps,
  till: Pick<TillCaller, 'projectId' | 'deviceId' | 'storeId' | 'epoch' | 'standing'>,
  request: ExchangeRequest,
): Promise<ExchangeResponse> {
  if (request.deviceId !== till.deviceId || request.epoch > till.epoch)
    throw new ApiError(apiError('forbidden', {details: 'This token belongs to another till or epoch'}));
  const {projectId} = till;
  const sender = {deviceId: till.deviceId, epoch: request.epoch};
  const shown = await greet(deps, till, sender, request);
  const acknowledgements = await takeBatch(deps, projectId, sender, request);
  const read = deps.store.read(projectId);
  const {appliedSequence, standing} = present(await read.readEpoch(sender), `epoch ${sender.epoch}`);
  const isPresent = request.epoch === till.epoch;
  const isHeard = shown === null || shown.who === 'till';
  if (isPresent && isHeard && standing === 'good' && till.standing === 'good')
    await serveLeases(deps, projectId, till, request);
  const leaseVersion = isHeard ? await read.readLeaseVersion(till.deviceId) : request.leaseVersion;
  const reversals = isPresent && isHeard && shown !== null ? await toldOf(read, till) : [];
  const asked = request.wants.map(want => want.account);
  return {
    acknowledgements,
    appliedSequence,
    leases: leaseVersion === request.leaseVersion ? null : await readableLeases(read, till, request),
    leaseVersion,
    accounts: await accountViews(read, deps.clock, asked, till.deviceId),
    feedHead: await deps.stamper.stampNow(projectId),
    serverMs: deps.clock.nowMs(),
    ...(shown === null ? {} : {session: shown.session}),
    ...(isPresent ? {standing: till.standing === 'revoked' ? 'revoked' : standing} : {}),
    ...(reversals.length === 0 ? {} : {reversals}),
  };
}

/** Notes that the till spoke, and sees by its session whether it is one machine. null for one of protocol 1. */
async function greet(
  {store, clock, random}: ExchangeDeps,
  {projectId, deviceId}: Pick<TillCaller, 'projectId' | 'deviceId'>,
  sender: DeviceEpoch,
  {session, wallMs}: ExchangeRequest,
): Promise<Shown | null> {
  const fresh = Buffer.from(random.bytes(16)).toString('base64url');
  const atMs = clock.nowMs();
  return store.transact(projectId, async tx => {
    const state = await tx.lockEpoch(sender);
    if (state === null)
      throw new ApiError(apiError('forbidden', {details: `This till has no epoch ${sender.epoch}`}));
    const shown = session === undefined ? null : showSession(state, session, fresh);
    if (shown !== null) {
      const detail =
        'Two machines speak as this till: one of them showed a session that only the other could know';
      const id = `conflict_${deviceId}_${sender.epoch}_session`;
      const after =
        shown.who === 'second' ? await fenceTill(tx, sender, shown.state, {id, detail}) : shown.state;
      if (after !== state) await tx.saveEpoch(sender, after);
    }
    await tx.touchDevice(deviceId, {atMs, clockSkewMs: skewOf(wallMs, atMs)});
    return shown;
  });
}

/**
 * Rollbacks elsewhere that the till has still to take in. Not those on leases of an enrolment that was fenced: which of two
 * machines took something back is a manager's to find out.
 */
async function toldOf(
  read: SyncReads,
  {deviceId}: Pick<DeviceEpoch, 'deviceId'>,
): Promise<NonNullable<ExchangeResponse['reversals']>> {
  const told: BookedNotice[] = [];
  for (const notice of await read.listNotices(deviceId)) {
    const state = await read.readEpoch({deviceId, epoch: notice.epoch});
    if (state?.standing !== 'fenced') told.push(notice);
  }
  told.sort((a, b) => b.epoch - a.epoch);
  return told.slice(0, mostReversals).map(({id, orderId, redemptionId, account, amount, leaseId, epoch}) => ({
    id,
    orderId,
    redemptionId,
    account,
    amount,
    leaseId,
    epoch,
  }));
}

/** Its open leases that it can read: one account unknown to it would cost a till the whole answer. */
async function readableLeases(
  read: SyncReads,
  till: DeviceEpoch,
  {protocol}: ExchangeRequest,
): Promise<NonNullable<ExchangeResponse['leases']>> {
  const leases = await read.listLeases(till);
  return leases
    .filter(({account}) => knowsAuthority(protocol) || !isAuthority(account))
    .map(withoutServersOwn);
}

/** What the till's side of a lease is; the rest is the server's. */
function withoutServersOwn({
  deviceId: _deviceId,
  epoch: _epoch,
  state: _state,
  writtenOff: _writtenOff,
  awaiting: _awaiting,
  grantedAtMs: _grantedAtMs,
  neededAtMs: _neededAtMs,
  keepTo,
  ...lease
}: BookedLease) {
  return lease.recalled && keepTo !== undefined ? {...lease, keepTo} : lease;
}

function skewOf(wallMs: number, serverMs: number): number | null {
  const skewMs = wallMs - serverMs;
  return Math.abs(skewMs) > skewLimitMs ? skewMs : null;
}
