/**
 * The till's copy of the server's documents as the feed and the snapshot write it. The cache in IndexedDB is one
 * (till-db/dexie-replica-store.ts); the simulation has one in memory.
 *
 * Always (test/contracts/replica-store.ts holds both to it):
 * - RS1 A write happens as a whole or not at all, and two never mix: one sees all of the other or nothing.
 * - RS2 It may be lost as a whole, or go back to how it was after an earlier write, but no part of it alone.
 */
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {Document} from '../../shared/protocol/document.ts';

/** Packed vouchers of one bucket, as they came: shared/protocol/voucher-block.ts. */
export interface BlockRow {
  /** `blockKey`. */
  readonly key: number;
  readonly text: string;
}

/** A chunk of a snapshot whose blocks are here. */
export interface ChunkRow {
  /** Of its first and its last block. */
  readonly firstKey: number;
  readonly lastKey: number;
  readonly sha256: string;
  /** Of the snapshot that named it. */
  readonly position: number;
}

/** The blocks that are in force: those of a snapshot that is whole. */
export interface KeptSnapshot {
  readonly buckets: number;
  readonly position: number;
  /** Random, and another one whenever a block changed. */
  readonly stamp: string;
}

export interface DocumentName {
  readonly kind: string;
  readonly id: string;
}

/** As a row: what was deleted, and at which version. An old page that arrives late must not bring it back. */
export interface DocumentVersion extends DocumentName {
  readonly version: number;
}

/** Random, and another one whenever a page changed documents of this sort. */
interface Stamps {
  /** Of what every pricing needs: `till-db/standing-documents.ts`. */
  readonly standing: string;
  readonly product: string;
}

export interface CursorRow {
  readonly stream: 'project';
  /** Every change up to here is applied. */
  readonly position: number;
  /** The newest position heard of. */
  readonly head: number;
  /** When `position` last reached `head`; null until the first download is complete. */
  readonly completeAtMs: number | null;
  /** Absent where nothing was applied yet, or by a window of an older version: then nothing may be kept in memory. */
  readonly stamps?: Stamps;
  /** Name of the history that the positions belong to; absent until a server of protocol 2 said it. */
  readonly feed?: string;
  /** The head when the first download began: what was deleted before does not matter here. */
  readonly since?: number;
  readonly snapshot?: KeptSnapshot;
  /** Somebody was deleted for good, and the blocks here may still say something of them: the snapshot is taken anew. */
  readonly unclean?: true;
}

/** Where nothing was applied yet. */
export const startOfFeed: CursorRow = {stream: 'project', position: 0, head: 0, completeAtMs: null};

/** Rows of the replica, inside a write. All take many at once: a page is a thousand documents. */
export interface ReplicaRows {
  readCursor(): Promise<CursorRow>;
  putCursor(cursor: CursorRow): Promise<void>;
  /** Of these documents the versions stored and the versions deleted, both where both are; not those that are pinned. */
  versionsOf(names: readonly DocumentName[]): Promise<readonly DocumentVersion[]>;
  putDocuments(documents: readonly Document[]): Promise<void>;
  /** Vouchers that nobody keeps up to date. */
  pinVouchers(documents: readonly Document[], nowMs: EpochMs): Promise<void>;
  /** Removes documents and remembers at which version they went. */
  bury(gone: readonly DocumentVersion[]): Promise<void>;
  /** Those whose `firstKey` is in [from, to). */
  chunks(from: number, to: number): Promise<readonly ChunkRow[]>;
  /** Removes all chunks, or those named; their blocks stay. */
  dropChunks(firstKeys: readonly number[] | 'all'): Promise<void>;
  putChunks(rows: readonly ChunkRow[]): Promise<void>;
  /** Removes the blocks whose key is in [from, to). */
  dropBlocks(from: number, to: number): Promise<void>;
  /** Those of these keys that there are. */
  blocks(keys: readonly number[]): Promise<readonly BlockRow[]>;
  /** @throws where there is a block of this key. */
  addBlocks(rows: readonly BlockRow[]): Promise<void>;
  /** Vouchers beside the blocks whose slot is in [from, to). */
  looseVouchers(from: number, to: number): Promise<readonly LooseVoucher[]>;
  dropVouchers(ids: readonly string[]): Promise<void>;
}

interface LooseVoucher {
  readonly id: string;
  readonly version: number;
  /** shared/protocol/voucher-block.ts */
  readonly slot: number;
}

export interface ReplicaStore {
  readCursor(): Promise<CursorRow>;
  /** Chunks as in `ReplicaRows`. */
  chunks(from: number, to: number): Promise<readonly ChunkRow[]>;
  /** `documents`: all but chunks and blocks; `blocks`: the cursor, vouchers, chunks and blocks. */
  write<Result>(of: 'documents' | 'blocks', work: (rows: ReplicaRows) => Promise<Result>): Promise<Result>;
  /** Removes what was pinned before. */
  unpinBefore(beforeMs: number): Promise<void>;
  /** Never the same twice. */
  newStamp(): string;
  /** Empties it. */
  drop(): Promise<void>;
}
