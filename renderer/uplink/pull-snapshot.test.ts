import 'fake-indexeddb/auto';
import {expect, test, vi} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {Change} from '../../shared/protocol/changes.ts';
import type {Document} from '../../shared/protocol/document.ts';
import {bucketOfCode, packBlock, readBlock, splitLine} from '../../shared/protocol/voucher-block.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import {openingMs, product, settings} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {type DownloadServer, downloadServer} from '../../test/tills/download-server.ts';
import {packedSnapshot} from '../../test/tills/packed-snapshot.ts';
import {freshName} from '../../test/tills/test-till.ts';
import {dexieReplicaStore, readCursor} from '../till-db/dexie-replica-store.ts';
import {findVoucher, readVouchers} from '../till-db/find-voucher.ts';
import {openTillDatabases, type TillDatabases} from '../till-db/open-till-databases.ts';
import {applyChanges, pinDocuments} from '../till-replica/apply-changes.ts';
import type {Pulled} from '../till-replica/follow-feed.ts';
import {completeSnapshot, importChunk} from '../till-replica/import-chunk.ts';
import {pullFeed} from './pull-feed.ts';
import type {Fetch} from './request-json.ts';

const feed = {serverUrl: 'http://server.test', token: 'token', nowMs: openingMs};

const hundred = vouchers(100);
const cut = {buckets: 64, chunks: 4, position: 200};

function vouchers(count: number): Voucher[] {
  return Array.from({length: count}, (_, n) => percent(`CODE-${n}`, 10).voucher ?? []).flat();
}

function put(position: number, document: Document): Change {
  return {deleted: false, position, document};
}

function gone(position: number, {id, version}: Voucher): Change {
  return {deleted: true, position, kind: 'voucher', id, version: version + 1};
}

async function open(given = hundred, position = cut.position) {
  const server = downloadServer(await packedSnapshot(given, {...cut, position}));
  server.changes.push(put(1, settings()), put(2, product('mug', 2400)));
  return {server, db: await openTillDatabases(freshName())};
}

function pull(server: DownloadServer, db: TillDatabases, progress = (_: unknown) => {}): Promise<Pulled> {
  return pullFeed(server.fetch, db.cache, feed, progress);
}

const chunksAsked = ({asked}: DownloadServer) => asked.filter(path => path.includes('/chunks/')).length;

test('a new till takes the snapshot, then the feed, and knows every code as it was published', async () => {
  const {server, db} = await open();
  expect(await pull(server, db)).toEqual({ok: true, position: 200});
  expect(await db.cache.voucher.count()).toBe(0);
  for (const voucher of hundred) expect(await findVoucher(db, voucher.code)).toEqual(voucher);
  expect(await findVoucher(db, ' code-7 ')).toEqual(hundred[7]);
  expect(await findVoucher(db, 'CODE-100')).toBeNull();
  expect((await db.cache.other.toArray()).map(({kind}) => kind)).toEqual(['settings']);
  expect(await readCursor(db.cache)).toMatchObject({position: 200, completeAtMs: openingMs});
});

test('vouchers are found by id, too', async () => {
  const {server, db} = await open();
  await pull(server, db);
  const found = await readVouchers(db, ['v_CODE-3', 'v_nobody', 'v_CODE-99']);
  expect(found.map(({code}) => code)).toEqual(['CODE-3', 'CODE-99']);
});

test('where codes mind the case, the packed ones do', async () => {
  const {server, db} = await open([
    ...vouchers(5),
    ...(percent('Mixed', 5).voucher ? [percent('Mixed', 5).voucher].flatMap(v => v ?? []) : []),
  ]);
  server.changes[0] = put(1, settings({codesCaseSensitive: true}));
  await pull(server, db);
  expect(await findVoucher(db, 'MIXED')).toBeNull();
  expect((await findVoucher(db, 'Mixed'))?.id).toBe('v_Mixed');
});

test('the newer version of a voucher counts, whichever way it came; a deleted one is gone', async () => {
  const [first, second, third] = hundred;
  if (!first || !second || !third) throw new Error('three vouchers');
  const raised = {...third, version: 2, active: false};
  const {server, db} = await open(hundred.map(voucher => (voucher === third ? raised : voucher)));
  const off = {...first, version: 2, active: false};
  server.changes.push(put(201, off), gone(202, second));
  server.head = 202;
  await pull(server, db);
  const late = {changes: [put(150, third)], next: 150, head: 202};
  await applyChanges(dexieReplicaStore(db.cache), late, 0, openingMs);
  expect(await findVoucher(db, first.code)).toEqual(off);
  expect(await findVoucher(db, second.code)).toBeNull();
  expect(await findVoucher(db, third.code)).toEqual(raised);
  expect(await readVouchers(db, [first.id, second.id, third.id])).toEqual([off, raised]);
});

test('after somebody was deleted for good, packed vouchers that said something of them are brought anew', async () => {
  const named = hundred.map(one =>
    one.id === 'v_CODE-3' ? {...one, metadata: {holder: 'Ada Lovelace'}} : one,
  );
  const {server, db} = await open(named);
  await pull(server, db);
  const before = chunksAsked(server);
  const blocks = async () => JSON.stringify(await db.cache.block.toArray());
  expect(await blocks()).toContain('Ada');

  const erased = named.map(one =>
    one.id === 'v_CODE-3' ? {...one, version: 2, metadata: {holder: '[erased]'}} : one,
  );
  const now = erased.find(one => one.id === 'v_CODE-3');
  if (now === undefined) throw new Error('no voucher');
  server.snapshot = await packedSnapshot(erased, cut);
  server.changes.push(put(201, now), {
    deleted: true,
    position: 202,
    kind: 'customer_key',
    id: 'cust_a',
    version: 2,
  });
  server.head = 202;
  await pull(server, db);
  await pull(server, db);
  expect(chunksAsked(server) - before).toBe(1);
  expect(await blocks()).not.toContain('Ada');
  expect(await findVoucher(db, 'CODE-3')).toEqual(now);

  const asked = server.asked.length;
  await pull(server, db);
  expect(server.asked.slice(asked)).toEqual(['/sync/v1/changes']);
});

test('[IS2] a snapshot that breaks off is not in force and nothing is complete; the rest is asked for later', async () => {
  const {server, db} = await open();
  let served = 0;
  server.spoil = body => {
    served += 1;
    if (served === 3) throw new TypeError('connection lost');
    return body;
  };
  expect(await pull(server, db)).toMatchObject({ok: false, failure: {kind: 'unreachable'}});
  expect(await readCursor(db.cache)).toMatchObject({position: 0, completeAtMs: null});
  expect((await readCursor(db.cache)).snapshot).toBeUndefined();
  expect(await findVoucher(db, 'CODE-1')).toBeNull();
  const before = chunksAsked(server);
  server.spoil = body => body;
  expect(await pull(server, db)).toMatchObject({ok: true});
  expect(chunksAsked(server) - before).toBe(2);
  expect(await findVoucher(db, 'CODE-1')).toEqual(hundred[1]);
});

test('a chunk cut in half is known by its hash and asked for again', async () => {
  const {server, db} = await open();
  let served = 0;
  server.spoil = body => {
    served += 1;
    return served === 2 ? body.slice(0, body.length / 2) : body;
  };
  expect(await pull(server, db)).toMatchObject({ok: true});
  expect(chunksAsked(server)).toBe(5);
  for (const voucher of hundred) expect(await findVoucher(db, voucher.code)).toEqual(voucher);
});

test('when chunks keep coming wrong, the feed brings everything', async () => {
  const {server, db} = await open();
  server.spoil = body => body.map(byte => byte ^ 1);
  server.changes.push(...hundred.map((voucher, n) => put(n + 3, voucher)));
  expect(await pull(server, db)).toMatchObject({ok: true});
  expect((await readCursor(db.cache)).snapshot).toBeUndefined();
  expect(await db.cache.voucher.count()).toBe(100);
  expect(chunksAsked(server)).toBeLessThan(6);
});

test('a server without snapshots, or with a format of the future, is read by its feed', async () => {
  for (const format of [null, 2]) {
    const {server, db} = await open();
    const {snapshot} = server;
    server.snapshot =
      format === null || snapshot === null ? null : {...snapshot, manifest: {...snapshot.manifest, format}};
    server.changes.push(...hundred.map((voucher, n) => put(n + 3, voucher)));
    expect(await pull(server, db)).toMatchObject({ok: true});
    expect(await db.cache.voucher.count()).toBe(100);
    expect(chunksAsked(server)).toBe(0);
  }
});

test('[IS4] a newer snapshot asks only for what changed, and takes in what the feed had brought', async () => {
  const {server, db} = await open();
  const [first, ...rest] = hundred;
  if (!first) throw new Error('a voucher');
  server.changes.push(put(201, {...first, version: 2}));
  server.head = 201;
  await pull(server, db);
  expect(await db.cache.voucher.count()).toBe(1);
  server.snapshot = await packedSnapshot([{...first, version: 2}, ...rest], {...cut, position: 9_000});
  server.head = 9_000;
  server.changes.push(put(9_000, product('tea', 300)));
  const before = chunksAsked(server);
  // The first pull hears how far behind the till is; a till that is far behind asks for a snapshot.
  const {cursor} = db.cache;
  await cursor.update('project', {head: 9_000});
  await pull(server, db);
  expect(chunksAsked(server) - before).toBe(1);
  expect(await db.cache.voucher.count()).toBe(0);
  expect((await findVoucher(db, first.code))?.version).toBe(2);
  expect((await readCursor(db.cache)).snapshot?.position).toBe(9_000);
});

test('[IS4] a voucher that is newer than the snapshot stays beside it', async () => {
  const {server, db} = await open();
  const [first] = hundred;
  if (!first) throw new Error('a voucher');
  await pull(server, db);
  server.changes.push(put(201, {...first, version: 5}));
  server.head = 201;
  await pull(server, db);
  server.snapshot = await packedSnapshot(
    hundred.map(voucher => (voucher === first ? {...first, version: 3} : voucher)),
    {...cut, position: 9_000},
  );
  server.head = 9_000;
  await db.cache.cursor.update('project', {head: 9_000});
  await pull(server, db);
  expect((await findVoucher(db, first.code))?.version).toBe(5);
});

test.each([16, 256])('a snapshot with other buckets replaces the former one whole: %i', async buckets => {
  const {server, db} = await open();
  await pull(server, db);
  server.snapshot = await packedSnapshot(vouchers(80), {buckets, chunks: 2, position: 9_000});
  server.head = 9_000;
  await db.cache.cursor.update('project', {head: 9_000});
  await pull(server, db);
  expect((await readCursor(db.cache)).snapshot).toMatchObject({buckets});
  const texts = (await db.cache.block.toArray()).map(({text}) => readBlock(text).length);
  expect(texts.reduce((sum, count) => sum + count, 0)).toBe(80);
  expect(await findVoucher(db, 'CODE-79')).not.toBeNull();
  expect(await findVoucher(db, 'CODE-80')).toBeNull();
});

test('[IS2] with a chunk missing no snapshot is put in force', async () => {
  const {server, db} = await open();
  const {manifest} = server.snapshot ?? (await packedSnapshot([], cut));
  for (const chunk of manifest.chunks.slice(1))
    await importChunk(dexieReplicaStore(db.cache), manifest, chunk, []);
  expect(await completeSnapshot(dexieReplicaStore(db.cache), manifest)).toBe(false);
  expect((await readCursor(db.cache)).snapshot).toBeUndefined();
});

test('a block that was looked at is read anew when a newer chunk replaced it', async () => {
  const {server, db} = await open();
  await pull(server, db);
  const [first] = hundred;
  if (!first) throw new Error('a voucher');
  expect((await findVoucher(db, first.code))?.version).toBe(1);
  const {manifest} = await packedSnapshot([{...first, version: 2}], {...cut, position: 9_000});
  const chunk = manifest.chunks.find(({vouchers: count}) => count === 1);
  const block = splitLine(packBlock(bucketOfCode(first.code, cut.buckets), [{...first, version: 2}]));
  if (!chunk || block === null) throw new Error('a chunk');
  expect(await importChunk(dexieReplicaStore(db.cache), manifest, chunk, [block])).toBe(true);
  expect((await findVoucher(db, first.code))?.version).toBe(2);
});

test('[IS3] an older snapshot never replaces blocks of a newer one, and is not put in force', async () => {
  const {server, db} = await open();
  await pull(server, db);
  const {manifest} = await packedSnapshot(vouchers(3), {...cut, position: 100});
  const [chunk] = manifest.chunks;
  if (!chunk) throw new Error('a chunk');
  expect(await importChunk(dexieReplicaStore(db.cache), manifest, chunk, [])).toBe(false);
  expect(await completeSnapshot(dexieReplicaStore(db.cache), manifest)).toBe(false);
  expect(await findVoucher(db, 'CODE-1')).toEqual(hundred[1]);
});

test('[IS1] a chunk whose transaction aborts leaves neither blocks nor its name', async () => {
  const {server, db} = await open();
  const {manifest} = server.snapshot ?? (await packedSnapshot([], cut));
  const [chunk] = manifest.chunks;
  if (!chunk) throw new Error('a chunk');
  const twice = [
    {bucket: 0, text: '{}'},
    {bucket: 0, text: '{}'},
  ];
  await expect(importChunk(dexieReplicaStore(db.cache), manifest, chunk, twice)).rejects.toThrow();
  expect([await db.cache.block.count(), await db.cache.chunk.count()]).toEqual([0, 0]);
});

test('two windows that pull at once end with everything, once', async () => {
  const {server, db} = await open();
  const pulled = await Promise.all([pull(server, db), pull(server, db)]);
  expect(pulled.map(({ok}) => ok)).toEqual([true, true]);
  for (const voucher of hundred) expect(await findVoucher(db, voucher.code)).toEqual(voucher);
});

test('a cursor that the server does not know makes the till start again', async () => {
  const {server, db} = await open();
  await pull(server, db);
  server.feed = 'history-two';
  server.snapshot = null;
  server.head = 3;
  server.changes = [put(1, settings()), put(3, product('tea', 300))];
  expect(await pull(server, db)).toEqual({ok: true, position: 3});
  expect(await findVoucher(db, 'CODE-1')).toBeNull();
  expect((await readCursor(db.cache)).feed).toBe('history-two');
  expect((await db.cache.product.toArray()).map(({id}) => id)).toEqual(['prod_tea']);
});

test('a page that comes cut short moves nothing and is asked for again', async () => {
  const {server, db} = await open();
  const cutting: Fetch = async (url, init) => {
    const answer = await server.fetch(url, init);
    if (!url.includes('/changes')) return answer;
    const text = await answer.text();
    return new Response(text.slice(0, text.length / 2), {headers: {'content-type': 'application/json'}});
  };
  const cutPull = await pullFeed(cutting, db.cache, feed, () => {});
  expect(cutPull).toMatchObject({ok: false, failure: {kind: 'unreachable'}});
  expect(await readCursor(db.cache)).toMatchObject({position: 0, completeAtMs: null});
  expect(await pull(server, db)).toMatchObject({ok: true});
  expect(await db.cache.product.count()).toBe(1);
});

test('progress never goes back and ends at the head', async () => {
  const {server, db} = await open();
  const shares: number[] = [];
  await pullFeed(server.fetch, db.cache, feed, ({applied, head}) => shares.push(applied / head));
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.length).toBe(5);
  expect(shares.at(-1)).toBe(1);
});

test('what the server refuses is said, not taken for “no snapshot”', async () => {
  const {server, db} = await open();
  const revoked = vi.fn(
    async () =>
      new Response('{"code":403,"key":"till_revoked","message":""}', {
        status: 403,
        headers: {'content-type': 'application/json'},
      }),
  );
  expect(await pullFeed(revoked, db.cache, feed, () => {})).toMatchObject({
    ok: false,
    failure: {kind: 'refused', key: 'till_revoked'},
  });
  expect(server.asked).toEqual([]);
});

test('a pinned voucher gives way to the feed; one that the feed never brings goes after an hour', async () => {
  const {server, db} = await open();
  await pull(server, db);
  const [mine, other] = [percent('MINE', 10).voucher, percent('OTHER', 10).voucher];
  if (!mine || !other) throw new Error('two vouchers');
  await pinDocuments(dexieReplicaStore(db.cache), [mine, other], openingMs);
  expect(await findVoucher(db, 'OTHER')).toEqual(other);
  server.changes.push(put(201, mine));
  server.head = 201;
  await pull(server, db);
  await pullFeed(server.fetch, db.cache, {...feed, nowMs: epochMs(openingMs + 3_600_001)}, () => {});
  expect(await findVoucher(db, 'MINE')).toEqual(mine);
  expect(await findVoucher(db, 'OTHER')).toBeNull();
});
