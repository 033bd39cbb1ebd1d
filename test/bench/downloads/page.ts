/** What runs in the browser's page for the download benchmarks. Times are milliseconds of that page. */

import type {CacheDb} from '../../../renderer/till-db/cache-db.ts';
import {dexieReplicaStore} from '../../../renderer/till-db/dexie-replica-store.ts';
import {voucherRow} from '../../../renderer/till-db/document-row.ts';
import {findVoucher} from '../../../renderer/till-db/find-voucher.ts';
import {newDexie} from '../../../renderer/till-db/new-dexie.ts';
import {openTillDatabases} from '../../../renderer/till-db/open-till-databases.ts';
import {applyChanges} from '../../../renderer/till-replica/apply-changes.ts';
import {pullFeed} from '../../../renderer/uplink/pull-feed.ts';
import {manifestSchema} from '../../../shared/protocol/snapshot.ts';
import {splitLine} from '../../../shared/protocol/voucher-block.ts';
import {openingMs} from '../../builders/facts.ts';
import {someVoucher} from './some-vouchers.ts';

const feed = {serverUrl: location.origin, token: 'token', nowMs: openingMs};
const pageSize = 1_000;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function rowsDatabase(name: string) {
  const db = newDexie(name, 'relaxed');
  db.version(1).stores({voucher: 'id, exactCode, foldedCode'});
  return db;
}

function versions(from: number, to: number, version: number) {
  return Array.from({length: to - from}, (_, n) => ({...someVoucher(from + n), version}));
}

/** Vouchers up to `count` at this version, as the feed brings them. */
async function applyAll(cache: CacheDb, count: number, version: number): Promise<void> {
  const start = (version - 1) * count;
  for (let from = 0; from < count; from += pageSize) {
    const documents = versions(from, Math.min(count, from + pageSize), version);
    const changes = documents.map((document, n) => ({
      deleted: false as const,
      position: start + from + n + 1,
      document,
    }));
    const next = start + from + documents.length;
    await applyChanges(
      dexieReplicaStore(cache),
      {changes, next, head: version * count},
      start + from,
      openingMs,
    );
  }
}

/** What the driving process calls by name. */
export const bench = {
  /** Downloads everything into a new till. */
  async firstLoad(name: string): Promise<number> {
    const {cache} = await openTillDatabases(name);
    return timed(async () => {
      const pulled = await pullFeed(
        (url, init) => fetch(url, init),
        cache,
        feed,
        () => undefined,
      );
      if (!pulled.ok) throw new Error(pulled.failure.message);
    });
  },
  /** Stores the same blocks, unpacked beforehand, with nothing around it. */
  async rawBlocks(name: string): Promise<number> {
    const manifest = manifestSchema.parse(await (await fetch('/sync/v1/snapshot')).json());
    const chunks: {key: number; text: string}[][] = [];
    for (const {sha256} of manifest.chunks) {
      const {body} = await fetch(`/sync/v1/chunks/${sha256}`);
      if (body === null) throw new Error('no chunk');
      const text = await new Response(body.pipeThrough(new DecompressionStream('gzip'))).text();
      const blocks = text.split('\n').flatMap(line => splitLine(line) ?? []);
      chunks.push(blocks.map(({bucket, text: block}) => ({key: bucket, text: block})));
    }
    const {cache} = await openTillDatabases(name);
    return timed(async () => {
      for (const rows of chunks) await cache.block.bulkAdd(rows);
    });
  },
  /** One row for each voucher, as Dexie is used. */
  async dexieRows(name: string, count: number): Promise<number> {
    const db = rowsDatabase(name);
    const rows = Array.from({length: count}, (_, n) => voucherRow(someVoucher(n)));
    await db.open();
    return timed(async () => {
      for (let from = 0; from < count; from += pageSize) {
        await db.table('voucher').bulkAdd(rows.slice(from, from + pageSize));
      }
    });
  },
  /** Ids of these vouchers in the rows. */
  async findRows(name: string, numbers: readonly number[]): Promise<(string | undefined)[]> {
    const rows = rowsDatabase(name).table<{id: string}>('voucher');
    const found = await Promise.all(
      numbers.map(n => rows.where('foldedCode').equals(someVoucher(n).code).first()),
    );
    return found.map(row => row?.id);
  },
  /** How long each code takes from the database to the voucher. */
  async lookUp(name: string, numbers: readonly number[]): Promise<number[]> {
    const db = await openTillDatabases(name);
    const times: number[] = [];
    for (const n of numbers) {
      const {id, code} = someVoucher(n);
      const typed = code.toLowerCase();
      const started = performance.now();
      const found = await findVoucher(db, typed);
      times.push(performance.now() - started);
      if (found?.id !== id) throw new Error(`${code}: found ${found?.id}`);
    }
    return times;
  },
  /** Ids of these vouchers by their codes. */
  async find(name: string, numbers: readonly number[]): Promise<(string | undefined)[]> {
    const db = await openTillDatabases(name);
    const found = await Promise.all(numbers.map(n => findVoucher(db, someVoucher(n).code)));
    return found.map(voucher => voucher?.id);
  },
  /** Applies changes of vouchers that are all here in an older version, in pages of the feed. */
  async applyDelta(name: string, count: number): Promise<number> {
    const {cache} = await openTillDatabases(name);
    await applyAll(cache, count, 1);
    return timed(() => applyAll(cache, count, 2));
  },
  /** Reads and writes the same rows, and compares nothing. */
  async bulkDelta(name: string, count: number): Promise<number> {
    const {cache} = await openTillDatabases(name);
    await applyAll(cache, count, 1);
    return timed(async () => {
      for (let from = 0; from < count; from += pageSize) {
        const rows = versions(from, Math.min(count, from + pageSize), 2).map(voucherRow);
        await cache.transaction('rw', cache.voucher, async () => {
          await cache.voucher.bulkGet(rows.map(({id}) => id));
          await cache.voucher.bulkPut(rows);
        });
      }
    });
  },
  async drop(name: string): Promise<void> {
    for (const {name: found} of await indexedDB.databases()) {
      if (found?.startsWith(name)) indexedDB.deleteDatabase(found);
    }
  },
};

export type PageBench = typeof bench;

Object.assign(globalThis, {bench});
