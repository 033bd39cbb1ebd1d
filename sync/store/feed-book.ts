/**
 * The published documents as the change feed knows them. PostgreSQL is one (sync/storage/documents/pg-feed-book.ts); the
 * simulation has one in memory. A document that changed has no position until a stamper gives it the next one.
 */
import type {ProjectId, StoreId} from '../../shared/kernel/id.ts';

/** What a project's feed says of itself. */
export interface FeedState {
  /** Name of this history. */
  readonly feed: string;
  /** Deletions up to here may be forgotten. */
  readonly forgotten: number;
}

export interface ListedDocument {
  readonly position: number;
  readonly deleted: boolean;
  /** The one store whose tills replicate it; null is all. */
  readonly scope: StoreId | null;
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly body: unknown;
}

export interface ListQuery {
  readonly after: number;
  readonly limit: number;
  readonly storeId: StoreId;
  /** Position of the snapshot that the till has; 0 for none. */
  readonly vouchersAfter: number;
}

export interface FeedBook {
  /** Runs `work` in one transaction, again where it lost against another. */
  transact<T>(projectId: ProjectId, work: (tx: FeedTx) => Promise<T>): Promise<T>;
  /** The head, where every committed document has a position; else null. Locks nothing. */
  headIfIdle(projectId: ProjectId): Promise<number | null>;
  /** Null while nothing was ever published. */
  readFeed(projectId: ProjectId): Promise<FeedState | null>;
  /**
   * Documents after a position, in its order, at most `limit`: those for all or for this store, and those that this
   * store's tills may have lost. Without the vouchers that the snapshot holds: unscoped and standing up to its position.
   */
  list(projectId: ProjectId, query: ListQuery): Promise<readonly ListedDocument[]>;
}

export interface FeedTx {
  /** The head. Until the end of the transaction nobody else has it; another waits here. */
  lockHead(): Promise<number>;
  /**
   * Gives positions from `head + 1` on to committed documents that have none; answers to how many. One that a writer
   * is at may be left out: after that commit it still has none.
   */
  numberDirty(head: number): Promise<number>;
  saveHead(head: number): Promise<void>;
}
