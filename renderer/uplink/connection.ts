/**
 * Whether the till counts as online. A single lost request is no outage and a single answer in the middle of one
 * is no recovery: the words on the screen change only when it is worth a cashier's look.
 */
export type RefusedReason =
  | 'till_revoked'
  | 'till_fenced'
  | 'unauthorized'
  | 'key_lost'
  | 'wrong_server'
  | 'amnesia';

export interface Connection {
  readonly state: 'connecting' | 'online' | 'offline' | 'refused';
  /** Since when it is so; for `offline` the first request that failed. */
  readonly sinceMs: number;
  readonly lastContactMs: number | null;
  readonly refusedReason: RefusedReason | null;
  /** Requests lost, or answered, in a row. */
  readonly lost: number;
  readonly heard: number;
  readonly firstLostMs: number | null;
}

export type ConnectionEvent =
  | {readonly kind: 'heard' | 'lost'; readonly atMs: number}
  | {readonly kind: 'refused'; readonly atMs: number; readonly reason: RefusedReason};

/** Lost requests in a row that make an outage: two if they span this long, three in any case. */
const OUTAGE_MS = 3_000;
/** An outage younger than this needs two answers to be over. */
const FLAPPING_MS = 10_000;

export function connecting(nowMs: number, lastContactMs: number | null): Connection {
  const counts = {lost: 0, heard: 0, firstLostMs: null};
  return {state: 'connecting', sinceMs: nowMs, lastContactMs, refusedReason: null, ...counts};
}

export function connectionAfter(before: Connection, event: ConnectionEvent): Connection {
  switch (event.kind) {
    case 'heard':
      return afterHeard(before, event.atMs);
    case 'lost':
      return afterLost(before, event.atMs);
    case 'refused':
      return afterRefused(before, event.reason, event.atMs);
  }
}

function afterHeard(before: Connection, atMs: number): Connection {
  const next = {...before, lost: 0, heard: before.heard + 1, firstLostMs: null, lastContactMs: atMs};
  if (before.state === 'online') return next;
  const isFresh = before.state === 'offline' && atMs - before.sinceMs < FLAPPING_MS;
  if (isFresh && next.heard < 2) return next;
  return {...next, state: 'online', sinceMs: atMs, refusedReason: null};
}

function afterLost(before: Connection, atMs: number): Connection {
  const firstLostMs = before.firstLostMs ?? atMs;
  const next = {...before, heard: 0, lost: before.lost + 1, firstLostMs};
  const isOutage = next.lost >= 3 || (next.lost === 2 && atMs - firstLostMs >= OUTAGE_MS);
  if (before.state === 'online' && !isOutage) return next;
  if (before.state === 'offline' || before.state === 'refused') return next;
  return {...next, state: 'offline', sinceMs: firstLostMs};
}

function afterRefused(before: Connection, refusedReason: RefusedReason, atMs: number): Connection {
  const next = {...before, lost: 0, heard: 0, firstLostMs: null, lastContactMs: atMs, refusedReason};
  if (before.state === 'refused' && before.refusedReason === refusedReason) return next;
  return {...next, state: 'refused', sinceMs: atMs};
}
