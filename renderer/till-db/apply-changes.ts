/**
 * Takes a page of the change feed into the cache.
 *
 * Always true:
 * - AC1 A page is applied whole, with its cursor, or not at all.
 * - AC2 A cursor never skips: a page is applied only where everything before its start already is.
 * - AC3 No document goes back to an older version, and nothing deleted comes back with an old page.
 * - AC4 Standing documents or products never change without their stamp, so that memory under a stamp is never stale.
 */

import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {Change, ChangesPage} from '../../shared/protocol/changes.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {CacheDb, CursorRow, Stamps} from './cache-db.ts';
import {customerRow, productRow, voucherRow} from './document-row.ts';
import {isStanding} from './standing-documents.ts';

const stream = 'project';

export async function readCursor(cache: CacheDb): Promise<CursorRow> {
  return (await cache.cursor.get(stream)) ?? {stream, position: 0, head: 0, completeAtMs: null};
}

/**
 * Applies the page that was asked for after `afterPosition`; false when the cursor is not there any more (the
 * cache was dropped meanwhile), so that the reader starts again from it.
 */
export function applyChanges(
  cache: CacheDb,
  page: ChangesPage,
  afterPosition: number,
  nowMs: EpochMs,
): Promise<boolean> {
  const {product, customer, voucher, other, tombstone, cursor} = cache;
  return cache.transaction('rw', [product, customer, voucher, other, tombstone, cursor], async () => {
    const before = await readCursor(cache);
    if (before.position < afterPosition) return false;
    const newer = await newerChanges(cache, page.changes, before.position === 0);
    await put(cache, newer);
    await remove(cache, newer);
    const position = Math.max(before.position, page.next);
    const head = Math.max(before.head, page.head, position);
    const completeAtMs = position >= head ? nowMs : before.completeAtMs;
    const stamps = stampsAfter(before.stamps, newer.map(kindOf));
    await cursor.put({stream, position, head, completeAtMs, stamps});
    return true;
  });
}

function stampsAfter(before: Stamps | undefined, changed: readonly string[]): Stamps {
  const fresh = crypto.randomUUID();
  if (before === undefined) return {standing: fresh, product: fresh};
  return {
    standing: changed.some(isStanding) ? fresh : before.standing,
    product: changed.includes('product') ? fresh : before.product,
  };
}

/** Those that are newer than what is stored. Into an empty cache everything is. */
async function newerChanges(cache: CacheDb, changes: readonly Change[], isEmpty: boolean): Promise<Change[]> {
  if (isEmpty) return [...changes];
  const stored = await storedVersions(cache, changes);
  return changes.filter(change => versionOf(change) > (stored.get(keyOf(change)) ?? 0));
}

async function storedVersions(cache: CacheDb, changes: readonly Change[]): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  const note = (kind: string, id: string, version: number) => {
    const key = `${kind} ${id}`;
    versions.set(key, Math.max(version, versions.get(key) ?? 0));
  };
  const tombstones = await cache.tombstone.bulkGet(changes.map(change => [kindOf(change), idOf(change)]));
  for (const row of tombstones) if (row !== undefined) note(row.kind, row.id, row.version);
  const ids = (kind: string) => changes.filter(change => kindOf(change) === kind).map(idOf);
  const others = changes.filter(change => !ownTable.has(kindOf(change)));
  const rows = [
    ...(await cache.product.bulkGet(ids('product'))),
    ...(await cache.customer.bulkGet(ids('customer'))),
    ...(await cache.voucher.bulkGet(ids('voucher'))),
    ...(await cache.other.bulkGet(others.map(change => [kindOf(change), idOf(change)]))),
  ];
  for (const row of rows) {
    if (row !== undefined) note(row.document.kind, row.document.id, row.document.version);
  }
  return versions;
}

const ownTable = new Set(['product', 'customer', 'voucher']);

async function put(cache: CacheDb, changes: readonly Change[]): Promise<void> {
  const documents = changes.flatMap(change => (change.deleted ? [] : [change.document]));
  const of = <K extends Document['kind']>(kind: K) =>
    documents.filter((document): document is Extract<Document, {kind: K}> => document.kind === kind);
  await cache.product.bulkPut(of('product').map(productRow));
  await cache.customer.bulkPut(of('customer').map(customerRow));
  await cache.voucher.bulkPut(of('voucher').map(voucherRow));
  const others = documents.flatMap(document => (isOther(document) ? [document] : []));
  await cache.other.bulkPut(others.map(document => ({kind: document.kind, id: document.id, document})));
}

function isOther(
  document: Document,
): document is Exclude<Document, {kind: 'product' | 'customer' | 'voucher'}> {
  return !ownTable.has(document.kind);
}

async function remove(cache: CacheDb, changes: readonly Change[]): Promise<void> {
  const gone = changes.flatMap(change => (change.deleted ? [change] : []));
  if (gone.length === 0) return;
  const ids = (kind: string) => gone.filter(change => change.kind === kind).map(change => change.id);
  await cache.product.bulkDelete(ids('product'));
  await cache.customer.bulkDelete(ids('customer'));
  await cache.voucher.bulkDelete(ids('voucher'));
  await cache.other.bulkDelete(gone.map(({kind, id}) => [kind, id]));
  await cache.tombstone.bulkPut(gone.map(({kind, id, version}) => ({kind, id, version})));
}

function kindOf(change: Change): string {
  return change.deleted ? change.kind : change.document.kind;
}

function idOf(change: Change): string {
  return change.deleted ? change.id : change.document.id;
}

function versionOf(change: Change): number {
  return change.deleted ? change.version : change.document.version;
}

function keyOf(change: Change): string {
  return `${kindOf(change)} ${idOf(change)}`;
}
