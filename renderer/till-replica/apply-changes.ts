/**
 * Takes a page of the change feed into the replica.
 *
 * Always true:
 * - AC1 A page is applied whole, with its cursor, or not at all.
 * - AC2 A cursor never skips: a page is applied only where everything before its start already is, of the same history.
 * - AC3 No document goes back to an older version, and nothing deleted comes back with an old page.
 * - AC4 Standing documents or products never change without their stamp, so that memory under a stamp is never stale.
 */

import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {Change, ChangesPage} from '../../shared/protocol/changes.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {CursorRow, DocumentVersion, ReplicaRows, ReplicaStore} from './replica-store.ts';
import {isStanding} from './standing-kinds.ts';

/**
 * Applies the page that was asked for after `afterPosition`, without the vouchers up to `vouchersAfter`; false when
 * something else is here than the question was asked about (the replica was dropped meanwhile), so that the reader starts
 * again from it.
 */
export function applyChanges(
  store: ReplicaStore,
  page: ChangesPage,
  afterPosition: number,
  nowMs: EpochMs,
  vouchersAfter = 0,
): Promise<boolean> {
  return store.write('documents', async rows => {
    const before = await rows.readCursor();
    const {position: here, snapshot, feed = page.feed} = before;
    if (here < afterPosition || Math.max(here, snapshot?.position ?? 0) < vouchersAfter) return false;
    if (page.feed !== undefined && page.feed !== feed) return false;
    const newer = await newerChanges(rows, page.changes, here === 0);
    await rows.putDocuments(newer.flatMap(change => (change.deleted ? [] : [change.document])));
    await rows.bury(newer.flatMap(change => (change.deleted ? [nameOf(change)] : [])));
    const position = Math.max(here, page.next);
    const head = Math.max(before.head, page.head, position);
    const completeAtMs = position >= head ? nowMs : before.completeAtMs;
    const history = page.feed === undefined ? {} : {feed: page.feed};
    const {since = page.head} = before;
    const stamped = {...before, ...stampsAfter(store, before, newer)};
    const unclean = snapshot !== undefined && newer.some(isErasure) ? {unclean: true as const} : {};
    await rows.putCursor({...stamped, position, head, completeAtMs, since, ...history, ...unclean});
    return true;
  });
}

/**
 * Keeps documents that this till does not replicate, for the sale at hand. The feed replaces or removes them where it
 * brings them; what it never brings goes after `unpinAfterMs`.
 */
export function pinDocuments(
  store: ReplicaStore,
  documents: readonly Document[],
  nowMs: EpochMs,
): Promise<void> {
  return store.write('documents', async rows => {
    const before = await rows.readCursor();
    const changes = documents.map(document => ({deleted: false as const, position: 0, document}));
    const newer = await newerChanges(rows, changes, false);
    await rows.putDocuments(newer.flatMap(({document}) => (document.kind === 'voucher' ? [] : [document])));
    await rows.pinVouchers(
      newer.flatMap(({document}) => (document.kind === 'voucher' ? [document] : [])),
      nowMs,
    );
    await rows.putCursor({...before, ...stampsAfter(store, before, newer)});
  });
}

const unpinAfterMs = 3_600_000;

/** Removes what was pinned long ago: nobody keeps it up to date. */
export function unpinOld(store: ReplicaStore, nowMs: EpochMs): Promise<void> {
  return store.unpinBefore(nowMs - unpinAfterMs);
}

function stampsAfter(
  store: ReplicaStore,
  {stamps: before}: CursorRow,
  changes: readonly Change[],
): Pick<CursorRow, 'stamps'> {
  const fresh = store.newStamp();
  if (before === undefined) return {stamps: {standing: fresh, product: fresh}};
  const changed = new Set(changes.map(change => nameOf(change).kind));
  return {
    stamps: {
      standing: [...changed].some(isStanding) ? fresh : before.standing,
      product: changed.has('product') ? fresh : before.product,
    },
  };
}

/** Those that are newer than what is stored; what is pinned gives way to its equal. Into an empty replica everything is. */
async function newerChanges<C extends Change>(
  rows: ReplicaRows,
  changes: readonly C[],
  isEmpty: boolean,
): Promise<C[]> {
  if (isEmpty) return [...changes];
  const versions = new Map<string, number>();
  for (const {kind, id, version} of await rows.versionsOf(changes.map(nameOf))) {
    const key = `${kind} ${id}`;
    versions.set(key, Math.max(version, versions.get(key) ?? 0));
  }
  return changes.filter(change => {
    const {kind, id, version} = nameOf(change);
    return version > (versions.get(`${kind} ${id}`) ?? 0);
  });
}

/** A key goes only with everything that there is of its customer. */
function isErasure(change: Change): boolean {
  return change.deleted && change.kind === 'customer_key';
}

function nameOf(change: Change): DocumentVersion {
  const {kind, id, version} = change.deleted ? change : change.document;
  return {kind, id, version};
}
