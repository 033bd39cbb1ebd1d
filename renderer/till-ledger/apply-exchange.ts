/**
 * Takes in what the server answered: which operations it has, what this till may spend, what it knows of accounts.
 *
 * Always true:
 * - AE1 An operation leaves the queue only when the server names its sequence and its hash.
 * - AE2 An answer older than one already taken in changes no lease, in whatever order answers arrive.
 * - AE3 The till's own counts of a lease are never replaced by the server's: it may have heard of fewer.
 * - AE4 Of an answer that knows more operations than this till nothing is taken in: the till has lost its memory, and
 *   would otherwise use sequences and leases a second time. It counts as fenced until an answer finds it whole again.
 * - AE5 The session of an answer replaces only the one its request carried, in the same transaction as the rest: of two
 *   answers the later one to arrive never brings back an older session.
 * - AE6 A till that is fenced or revoked spends no lease any more, from the answer on that says so.
 */
import {canonicalJson} from '../../shared/kernel/canonical-json.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {askedBack, askedBackWhole, type Lease, mergeGrant} from '../../shared/ledger/lease.ts';
import type {Acknowledgement, ExchangeRequest, ExchangeResponse} from '../../shared/protocol/exchange.ts';
import {isSameEnrolment, readIdentity} from './identity.ts';
import {readHead} from './ledger-head.ts';
import type {LedgerRows, LedgerStore} from './ledger-store.ts';
import {putMeta} from './meta.ts';
import type {OperationRow} from './operation-row.ts';
import {readSyncState, type SyncState, syncStateKey} from './sync-state.ts';
import type {Till} from './till.ts';

export type Applied =
  | {
      readonly ok: true;
      /** Operations that left the queue. */
      readonly acknowledged: number;
      /** Leases the server wants back and that still hold something. */
      readonly recalled: number;
      readonly standing: SyncState['standing'];
    }
  | {readonly ok: false; readonly code: 'amnesia'};

type Carried = Pick<ExchangeRequest, 'deviceId' | 'epoch' | 'session'>;
type Changed = Pick<LedgerRows, 'meta' | 'lease' | 'operation'>;

/** Writes only where something changed: a quiet exchange with a server of protocol 1 costs the disk nothing. */
export async function applyExchange(
  {ledger, replica}: Till,
  request: Carried,
  response: ExchangeResponse,
  nowMs: EpochMs,
): Promise<Applied> {
  if (response.accounts.length > 0) await replica.noteAccounts(response.accounts);
  const before = await readSyncState(ledger);
  const {acknowledgements, leases, session = before.session, standing = 'good'} = response;
  const isQuiet = acknowledgements.length === 0 && leases === null;
  if (isQuiet && session === before.session && standing === before.standing) {
    const {sequence} = await readHead(ledger);
    if (response.appliedSequence <= sequence) return {ok: true, acknowledged: 0, recalled: 0, standing};
  }
  return ledger.write(['meta', 'lease', 'operation'], rows => take(rows, request, response, nowMs));
}

async function take(
  rows: Changed,
  request: Carried,
  response: ExchangeResponse,
  nowMs: EpochMs,
): Promise<Applied> {
  const identity = await readIdentity(rows);
  // Enrolled anew while the answer was on its way: its leases are over, what it says of operations still counts.
  const isOver = identity === null || !isSameEnrolment(identity, request);
  const {sequence} = await readHead(rows);
  if (!isOver && response.appliedSequence > sequence) {
    await fenceItself(rows);
    return {ok: false, code: 'amnesia'};
  }
  const acknowledged = await acknowledge(rows, request, response.acknowledgements, nowMs);
  if (isOver) return {ok: true, acknowledged, recalled: 0, standing: 'good'};
  const state = await readSyncState(rows);
  const isNews = response.leases !== null && response.leaseVersion >= state.leaseVersion;
  const merged = isNews && response.leases !== null ? await mergeLeases(rows, response.leases) : [];
  const {standing = 'good'} = response;
  if (standing !== 'good') await recallAll(rows);
  await putMeta(rows, syncStateKey, {
    ...state,
    leaseVersion: isNews ? response.leaseVersion : state.leaseVersion,
    lastContactMs: nowMs,
    // An older server says none: the newer one that comes back must find the one it gave.
    session:
      (request.session ?? null) === state.session ? (response.session ?? state.session) : state.session,
    standing,
  });
  const recalled = merged.filter(lease => askedBack(lease) > 0).length;
  return {ok: true, acknowledged, recalled, standing};
}

/** Takes in the answers to what an earlier enrolment left. @returns how many operations left the queue. */
export function applyLate(
  {ledger}: Till,
  request: Carried,
  {acknowledgements}: ExchangeResponse,
  nowMs: EpochMs,
): Promise<number> {
  return ledger.write(['operation'], rows => acknowledge(rows, request, acknowledgements, nowMs));
}

async function acknowledge(
  {operation}: Pick<LedgerRows, 'operation'>,
  {deviceId, epoch}: Carried,
  acknowledgements: readonly Acknowledgement[],
  nowMs: EpochMs,
): Promise<number> {
  const rows = await operation.getMany(acknowledgements.map(({sequence}) => [deviceId, epoch, sequence]));
  const settled = acknowledgements.flatMap((answer, i) => {
    const row = rows[i];
    return row === undefined || row.hash !== answer.hash ? [] : [{row, answer}];
  });
  const changed = settled.map(
    ({row, answer}): OperationRow => ({
      ...row,
      state: 'acknowledged',
      acknowledgedAtMs: row.acknowledgedAtMs ?? nowMs,
      outcome: answer.outcome,
      detail: answer.detail,
    }),
  );
  await operation.putMany(changed);
  return settled.filter(({row}) => row.state === 'queued').length;
}

/** `fromServer` is the whole set: what it leaves out is closed, and what this till still counts there goes back. */
async function mergeLeases(
  {lease}: Pick<LedgerRows, 'lease'>,
  fromServer: readonly Lease[],
): Promise<Lease[]> {
  const own = new Map((await lease.all()).map(one => [one.id, one]));
  const listed = new Set(fromServer.map(one => one.id));
  const merged = fromServer.map(grant => mergeLease(own.get(grant.id), grant));
  const closed = [...own.values()]
    .filter(one => !listed.has(one.id))
    .map((one): Lease => askedBackWhole(one));
  const changed = [...merged, ...closed].filter(
    one => canonicalJson(one) !== canonicalJson(own.get(one.id) ?? null),
  );
  await lease.putMany(changed);
  return [...merged, ...closed];
}

/** A lease new to this till starts with the server's counts: what it has heard of cannot be spent again. */
function mergeLease(own: Lease | undefined, grant: Lease): Lease {
  return own === undefined ? grant : mergeGrant(own, grant);
}

/** A till behind its own past may hold copied leases that its other self has spent. */
async function fenceItself(rows: Changed): Promise<void> {
  const state = await readSyncState(rows);
  if (state.standing !== 'good') return;
  await recallAll(rows);
  await putMeta(rows, syncStateKey, {...state, standing: 'fenced'});
}

async function recallAll({lease}: Pick<LedgerRows, 'lease'>): Promise<void> {
  const open = (await lease.all()).filter(one => !one.recalled || one.keepTo !== undefined);
  await lease.putMany(open.map(one => askedBackWhole(one)));
}

/** Remembers an exchange that failed or left the queue as it was, for the list of what waits. */
export async function noteAttempt(
  ledger: LedgerStore,
  failed: {readonly error: string; readonly nextTryMs: EpochMs},
): Promise<void> {
  await ledger.write(['meta'], async rows => {
    const state = await readSyncState(rows);
    await putMeta(rows, syncStateKey, {
      ...state,
      attempts: state.attempts + 1,
      nextTryMs: failed.nextTryMs,
      lastError: failed.error,
    });
  });
}

/** Forgets the trouble of earlier attempts and keeps when the server was last heard. */
export async function noteContact(ledger: LedgerStore, lastContactMs: EpochMs): Promise<void> {
  await ledger.write(['meta'], async rows => {
    const state: SyncState = await readSyncState(rows);
    await putMeta(rows, syncStateKey, {...state, lastContactMs, nextTryMs: null, lastError: null});
  });
}
