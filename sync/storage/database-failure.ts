import {sqlState} from './transact.ts';

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EPIPE',
  'EHOSTUNREACH',
]);
/** Connection exceptions (08), and the server shutting down or starting up (57P0x). */
const goneStates = /^(08|57P0)/;
/** NUL or a lone surrogate in text or jsonb: PostgreSQL cannot hold what JSON can say. */
const textStates = new Set(['22021', '22P05']);

/** What the database's error means to a caller, null when it is not one of these. */
export function databaseFailure(error: unknown): 'unreachable' | 'unstorable-text' | null {
  const state = sqlState(error);
  if (state !== undefined && goneStates.test(state)) return 'unreachable';
  if (state !== undefined && textStates.has(state)) return 'unstorable-text';
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (
    networkCodes.has(code) ||
    /^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message)
  )
    return 'unreachable';
  return null;
}
