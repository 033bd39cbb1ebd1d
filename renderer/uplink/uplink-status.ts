import type {Connection, RefusedReason} from './connection.ts';

/** What the screens may know of the connection. Times are instants of the till's clock. */
export interface UplinkStatus {
  readonly state: Connection['state'];
  readonly sinceMs: number;
  readonly lastContactMs: number | null;
  /** When everything here was last there, and everything there was last here. */
  readonly lastFullSyncMs: number | null;
  /** Operations the server has not answered. */
  readonly queued: number;
  /** Answered ones a person must look at, and those of an enrolment that is over. */
  readonly problems: number;
  /** This machine's clock minus the server's; null until the server was heard. */
  readonly skewMs: number | null;
  readonly refusedReason?: RefusedReason;
  /** The leader talks to the server; other windows of this device follow it. */
  readonly role: 'leader' | 'follower';
  /** A download under way, in positions of the feed. */
  readonly snapshot: {readonly applied: number; readonly head: number} | null;
}

/** The part of the status that tells of the connection. */
export function connectionStatus(
  connection: Connection,
): Pick<UplinkStatus, 'state' | 'sinceMs' | 'lastContactMs' | 'refusedReason'> {
  const {state, sinceMs, lastContactMs, refusedReason} = connection;
  return {state, sinceMs, lastContactMs, ...(refusedReason === null ? {} : {refusedReason})};
}
