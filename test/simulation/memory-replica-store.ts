/**
 * A till's copy of the server's documents in memory, as its cache database is: transactions one after the other, taken
 * back as a whole where the process dies in one; and commits that a power cut may take back, newest first.
 */
import {keyRange} from '../../renderer/till-replica/block-key.ts';
import {newestVouchers} from '../../renderer/till-replica/newest-vouchers.ts';
import {
  type BlockRow,
  type ChunkRow,
  type CursorRow,
  type DocumentVersion,
  type ReplicaRows,
  type ReplicaStore,
  startOfFeed,
} from '../../renderer/till-replica/replica-store.ts';
import {takeTurns} from '../../renderer/uplink/take-turns.ts';
import type {Document} from '../../shared/protocol/document.ts';
import {readBlock, voucherSlot} from '../../shared/protocol/voucher-block.ts';
import {never} from './mortal.ts';

interface StoredDocument {
  readonly document: Document;
  readonly pinnedAtMs: number | null;
}

interface Tables {
  readonly documents: Map<string, StoredDocument>;
  readonly tombstones: Map<string, DocumentVersion>;
  readonly chunks: Map<number, ChunkRow>;
  readonly blocks: Map<number, BlockRow>;
  readonly cursor: Map<'project', CursorRow>;
}

export interface MemoryReplica {
  /** As one process sees it, until that process crashes. */
  connect(): ReplicaStore;
  /** The process dies: an open transaction is taken back, its callers never hear again. */
  crash(): void;
  /** The same, and up to so many of the newest commits are gone. */
  powerCut(commits: number): void;
  /** The process dies at the `steps`th access from now. */
  crashIn(steps: number, crashed: () => void): void;
  /** Everything a sale can find, the packed vouchers too. */
  documents(): readonly Document[];
  /** Ids of what is deleted, of one kind. */
  gone(kind: string): readonly string[];
  cursor(): CursorRow;
}

/** So many commits may lie unflushed. */
const mostUnflushed = 4;

export function memoryReplica(): MemoryReplica {
  const tables: Tables = {
    documents: new Map(),
    tombstones: new Map(),
    chunks: new Map(),
    blocks: new Map(),
    cursor: new Map(),
  };
  let generation = 0;
  let inTurn = takeTurns();
  let open: (() => void)[] = [];
  let unflushed: (() => void)[][] = [];
  let doom: {steps: number; crashed: () => void} | null = null;
  let listed: readonly Document[] | null = null;
  let stamps = 0;

  function crash(): void {
    generation += 1;
    takeBack(open);
    inTurn = takeTurns();
    doom = null;
    listed = null;
  }

  function step<Result>(mine: number, access: () => Result): Promise<Result> {
    if (mine === generation && doom !== null) {
      doom.steps -= 1;
      const {steps, crashed} = doom;
      if (steps <= 0) {
        crash();
        crashed();
      }
    }
    if (mine !== generation) return never();
    return new Promise(resolve => resolve(access()));
  }

  async function transact<Result>(mine: number, work: () => Promise<Result>): Promise<Result> {
    if (mine !== generation) return never();
    open = [];
    const result = await work().catch((error: unknown) => {
      if (mine !== generation) return never<never>();
      takeBack(open);
      throw error;
    });
    if (mine !== generation) return never();
    if (open.length > 0) unflushed = [...unflushed, open].slice(-mostUnflushed);
    open = [];
    listed = null;
    return result;
  }

  return {
    connect() {
      const mine = generation;
      const inTransaction = <Result>(work: () => Promise<Result>): Promise<Result> =>
        mine === generation ? inTurn(() => transact(mine, work)) : never();
      const rows = replicaRows(
        tables,
        access => step(mine, access),
        undo => void open.push(undo),
      );
      return {
        readCursor: () => inTransaction(rows.readCursor),
        chunks: (from, to) => inTransaction(() => rows.chunks(from, to)),
        write: (_of, work) => inTransaction(() => work(rows)),
        unpinBefore: beforeMs => inTransaction(() => rows.unpinBefore(beforeMs)),
        newStamp: () => `stamp ${++stamps}`,
        drop: () => inTransaction(rows.empty),
      };
    },
    crash,
    powerCut(commits) {
      crash();
      for (const commit of unflushed.splice(Math.max(0, unflushed.length - commits)).reverse())
        takeBack(commit);
      unflushed = [];
    },
    crashIn(steps, crashed) {
      doom = {steps, crashed};
    },
    documents() {
      listed ??= allDocuments(tables);
      return listed;
    },
    gone: kind => [...tables.tombstones.values()].flatMap(row => (row.kind === kind ? [row.id] : [])),
    cursor: () => tables.cursor.get('project') ?? startOfFeed,
  };
}

function takeBack(changes: (() => void)[]): void {
  for (const undo of changes.splice(0).reverse()) undo();
}

type Step = <Result>(access: () => Result) => Promise<Result>;

interface AllRows extends ReplicaRows {
  unpinBefore(beforeMs: number): Promise<void>;
  empty(): Promise<void>;
}

function replicaRows(tables: Tables, step: Step, undo: (takeBack: () => void) => void): AllRows {
  const {documents, tombstones, chunks, blocks, cursor} = tables;
  function set<Key, Row>(table: Map<Key, Row>, key: Key, row: Row): void {
    const before = table.get(key);
    undo(() => (before === undefined ? table.delete(key) : table.set(key, before)));
    table.set(key, row);
  }
  function remove<Key, Row>(table: Map<Key, Row>, key: Key): void {
    const before = table.get(key);
    if (before === undefined) return;
    undo(() => table.set(key, before));
    table.delete(key);
  }
  function removeThose<Key, Row>(table: Map<Key, Row>, goes: (row: Row) => boolean): void {
    for (const [key, row] of table) if (goes(row)) remove(table, key);
  }
  return {
    readCursor: () => step(() => cursor.get('project') ?? startOfFeed),
    putCursor: row => step(() => set(cursor, 'project', row)),
    versionsOf: names =>
      step(() =>
        names.flatMap(name => {
          const stored = documents.get(keyOf(name));
          const gone = tombstones.get(keyOf(name)) ?? [];
          return [gone, stored === undefined || stored.pinnedAtMs !== null ? [] : stored.document].flat();
        }),
      ),
    putDocuments: given =>
      step(() => {
        for (const document of given) set(documents, keyOf(document), {document, pinnedAtMs: null});
      }),
    pinVouchers: (given, nowMs) =>
      step(() => {
        for (const document of given) set(documents, keyOf(document), {document, pinnedAtMs: nowMs});
      }),
    bury: gone =>
      step(() => {
        for (const {kind, id, version} of gone) {
          remove(documents, keyOf({kind, id}));
          set(tombstones, keyOf({kind, id}), {kind, id, version});
        }
      }),
    chunks: (from, to) =>
      step(() => [...chunks.values()].filter(({firstKey}) => firstKey >= from && firstKey < to)),
    dropChunks: keys => step(() => removeThose(chunks, row => keys === 'all' || keys.includes(row.firstKey))),
    putChunks: rows =>
      step(() => {
        for (const row of rows) set(chunks, row.firstKey, row);
      }),
    dropBlocks: (from, to) => step(() => removeThose(blocks, ({key}) => key >= from && key < to)),
    blocks: keys => step(() => keys.flatMap(key => blocks.get(key) ?? [])),
    addBlocks: rows =>
      step(() => {
        for (const row of rows) {
          if (blocks.has(row.key)) throw new Error(`there is a block ${row.key}`);
          set(blocks, row.key, row);
        }
      }),
    looseVouchers: (from, to) =>
      step(() =>
        [...documents.values()].flatMap(({document}) => {
          const slot = document.kind === 'voucher' ? voucherSlot(document.code) : -1;
          return slot >= from && slot < to ? [{id: document.id, version: document.version, slot}] : [];
        }),
      ),
    dropVouchers: ids =>
      step(() => {
        for (const id of ids) remove(documents, keyOf({kind: 'voucher', id}));
      }),
    unpinBefore: beforeMs =>
      step(() => removeThose(documents, ({pinnedAtMs}) => pinnedAtMs !== null && pinnedAtMs < beforeMs)),
    empty: () =>
      step(() => {
        removeThose(documents, () => true);
        removeThose(tombstones, () => true);
        removeThose(chunks, () => true);
        removeThose(blocks, () => true);
        removeThose(cursor, () => true);
      }),
  };
}

function keyOf({kind, id}: {readonly kind: string; readonly id: string}): string {
  return `${kind} ${id}`;
}

function allDocuments({documents, tombstones, blocks, cursor}: Tables): readonly Document[] {
  const stored = [...documents.values()].map(({document}) => document);
  const {snapshot} = cursor.get('project') ?? startOfFeed;
  if (snapshot === undefined) return stored;
  const loose = stored.flatMap(document => (document.kind === 'voucher' ? [document] : []));
  const {from, to} = keyRange(snapshot.buckets);
  const packed = [...blocks.values()]
    .filter(({key}) => key >= from && key < to)
    .sort((a, b) => a.key - b.key)
    .flatMap(({text}) => readBlock(text));
  const goneAt = new Map(
    [...tombstones.values()].flatMap(({kind, id, version}) =>
      kind === 'voucher' ? [[id, version] as const] : [],
    ),
  );
  return [...stored.filter(({kind}) => kind !== 'voucher'), ...newestVouchers(loose, packed, goneAt)];
}
