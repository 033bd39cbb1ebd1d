/**
 * Takes in what the server answered: which operations it has, what this till may spend, what it knows of accounts.
 *
 * Always true:
 * - AE1 An operation leaves the queue only when the server names its sequence and its hash.
 * - AE2 An answer older than one already taken in changes no lease, in whatever order answers arrive.
 * - AE3 The till's own counts of a lease are never replaced by the server's: it may have heard of fewer.
 * - AE4 An answer that knows more operations than this till changes nothing: the till has lost its memory, and
 *   would otherwise use sequences and leases a second time.
 */
import {canonicalJson} from '../../shared/kernel/canonical-json.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {type Lease, mergeGrant} from '../../shared/ledger/lease.ts';
import type {Acknowledgement, ExchangeResponse} from '../../shared/protocol/exchange.ts';
import type {LedgerDb, OperationRow} from './ledger-db.ts';
import {readHead} from './ledger-head.ts';
import {putMeta} from './meta.ts';
import {readSyncState, type SyncState, syncStateKey} from './sync-state.ts';
import type {TillContext} from './till-context.ts';

export type Applied =
  | {
      readonly ok: true;
      /** Operations that left the queue. */
      readonly acknowledged: number;
      /** Leases the server wants back and that still hold something. */
      readonly recalled: number;
    }
  | {readonly ok: false; readonly code: 'amnesia'};

/** Writes only where something changed: a quiet exchange costs the disk nothing. */
export async function applyExchange(
  till: TillContext,
  response: ExchangeResponse,
  nowMs: EpochMs,
): Promise<Applied> {
  const {ledger, cache} = till.db;
  if (response.accounts.length > 0) await cache.accountView.bulkPut(response.accounts);
  const {meta, lease, operation} = ledger;
  const isQuiet = response.acknowledgements.length === 0 && response.leases === null;
  return ledger.transaction(isQuiet ? 'r' : 'rw', [meta, lease, operation], async () => {
    if (response.appliedSequence > (await readHead(ledger)).sequence) return {ok: false, code: 'amnesia'};
    if (isQuiet) return {ok: true, acknowledged: 0, recalled: 0};
    const acknowledged = await acknowledge(till, response.acknowledgements, nowMs);
    const state = await readSyncState(ledger);
    const isNews = response.leases !== null && response.leaseVersion >= state.leaseVersion;
    const leases = isNews && response.leases !== null ? await mergeLeases(ledger, response.leases) : [];
    const leaseVersion = isNews ? response.leaseVersion : state.leaseVersion;
    await putMeta(ledger, syncStateKey, {...state, leaseVersion, lastContactMs: nowMs});
    return {ok: true, acknowledged, recalled: leases.filter(l => l.recalled && holds(l)).length};
  });
}

async function acknowledge(
  till: TillContext,
  acknowledgements: readonly Acknowledgement[],
  nowMs: EpochMs,
): Promise<number> {
  const {deviceId, epoch} = till.identity;
  const {operation} = till.db.ledger;
  const rows = await operation.bulkGet(acknowledgements.map(({sequence}) => [deviceId, epoch, sequence]));
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
  await operation.bulkPut(changed);
  return settled.filter(({row}) => row.state === 'queued').length;
}

/** `fromServer` is the whole set: what it leaves out is closed, and what this till still counts there goes back. */
async function mergeLeases(ledger: LedgerDb, fromServer: readonly Lease[]): Promise<Lease[]> {
  const own = new Map((await ledger.lease.toArray()).map(lease => [lease.id, lease]));
  const listed = new Set(fromServer.map(lease => lease.id));
  const merged = fromServer.map(grant => mergeLease(own.get(grant.id), grant));
  const closed = [...own.values()]
    .filter(lease => !listed.has(lease.id))
    .map((lease): Lease => ({...lease, recalled: true}));
  const changed = [...merged, ...closed].filter(
    lease => canonicalJson(lease) !== canonicalJson(own.get(lease.id) ?? null),
  );
  await ledger.lease.bulkPut(changed);
  return [...merged, ...closed];
}

/** A lease new to this till starts with the server's counts: what it has heard of cannot be spent again. */
function mergeLease(own: Lease | undefined, grant: Lease): Lease {
  if (own === undefined) return grant;
  const {granted, expiresAtMs, recalled} = grant;
  return mergeGrant(own, {granted, expiresAtMs, recalled});
}

function holds(lease: Lease): boolean {
  return lease.granted + lease.refunded - lease.consumed - lease.returned > 0;
}

/** Remembers an exchange that failed or left the queue as it was, for the list of what waits. */
export async function noteAttempt(
  ledger: LedgerDb,
  failed: {readonly error: string; readonly nextTryMs: EpochMs},
): Promise<void> {
  await ledger.transaction('rw', ledger.meta, async () => {
    const state = await readSyncState(ledger);
    await putMeta(ledger, syncStateKey, {
      ...state,
      attempts: state.attempts + 1,
      nextTryMs: failed.nextTryMs,
      lastError: failed.error,
    });
  });
}

/** Forgets the trouble of earlier attempts and keeps when the server was last heard. */
export async function noteContact(ledger: LedgerDb, lastContactMs: EpochMs): Promise<void> {
  await ledger.transaction('rw', ledger.meta, async () => {
    const state: SyncState = await readSyncState(ledger);
    await putMeta(ledger, syncStateKey, {...state, lastContactMs, nextTryMs: null, lastError: null});
  });
}
