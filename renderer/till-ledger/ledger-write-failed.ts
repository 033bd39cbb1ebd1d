/**
 * The ledger could not be written, so nothing happened: no sale, no draw, no receipt. The message is for the
 * cashier and says what to do.
 */
export class LedgerWriteFailed extends Error {
  override readonly name = 'LedgerWriteFailed';
  readonly code: LedgerTrouble;

  constructor(code: LedgerTrouble, cause: unknown) {
    super(messages[code], {cause});
    this.code = code;
  }
}

/** `full`: no room left. `closed`: the browser let go of the database. `enrolled-anew`: elsewhere. `failed`: the rest. */
export type LedgerTrouble = 'full' | 'closed' | 'enrolled-anew' | 'failed';

/** Another window enrolled this machine again: what this one would add belongs to books that are closed. */
export class EnrolledAnew extends Error {
  override readonly name = 'EnrolledAnew';
}

const messages: Readonly<Record<LedgerTrouble, string>> = {
  full: 'Not saved: the storage of this till is full. Free some space on this computer, then pay again. The order is still open and nothing was charged to a code or card.',
  closed:
    'Not saved: the storage of this till was closed, most likely by an update in another window. Reload this window, then pay again. The order is still open.',
  'enrolled-anew':
    'Not saved: this till was enrolled again in another window. Reload this window, then pay again. The order is still open.',
  failed:
    'Not saved: the storage of this till did not take it. Try to pay again; if that fails too, restart the till. The order is still open.',
};

/** What an error of Dexie or IndexedDB means for the till. */
export function ledgerTrouble(error: unknown): LedgerTrouble {
  const names = errorNames(error);
  if (names.includes('QuotaExceededError')) return 'full';
  if (names.includes('EnrolledAnew')) return 'enrolled-anew';
  return names.some(name => closedNames.has(name)) ? 'closed' : 'failed';
}

const closedNames = new Set([
  'DatabaseClosedError',
  'InvalidStateError',
  'MissingAPIError',
  'OpenFailedError',
]);

/** Names of the error and of those it wraps; Dexie keeps the original in `inner`. */
function errorNames(error: unknown): string[] {
  const names: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    if ('name' in current) names.push(String(current.name));
    current = 'inner' in current ? current.inner : undefined;
  }
  return names;
}
