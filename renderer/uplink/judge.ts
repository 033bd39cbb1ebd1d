import type {Failure} from './answer.ts';
import type {RefusedReason} from './connection.ts';

/** Why the server will not talk to this till at all; null for trouble that passes. */
export function refusedReason(failure: Failure): RefusedReason | null {
  if (failure.kind !== 'refused') return null;
  const {status, key} = failure;
  if (status === 403 && key === 'till_revoked') return 'till_revoked';
  // A token that has ended is replaced before anybody hears of it (with-token.ts), unless there is no key to ask with.
  if (status === 401 && (key === 'signature_invalid' || key === 'token_expired')) return 'key_lost';
  if (status === 401) return 'unauthorized';
  return status === 404 || status === 405 || status === 410 ? 'wrong_server' : null;
}

/** A failure in one line, for the list of what waits. */
export function failureText(failure: Failure): string {
  // What a browser says of a lost request (`Failed to fetch`) tells a cashier nothing.
  if (failure.kind === 'unreachable') return 'no answer from the server';
  if (failure.kind === 'foreign') return failure.message;
  return `${failure.status} ${failure.key}${failure.message === '' ? '' : `: ${failure.message}`}`;
}

/** What the server asked to wait, within reason. */
export function retryAfterMs(failure: Failure): number | null {
  return failure.kind === 'refused' && failure.retryAfterMs !== null
    ? Math.min(failure.retryAfterMs, 60_000)
    : null;
}
