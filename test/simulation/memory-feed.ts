/**
 * The published documents of the simulated server, as the feed knows them (`FeedBook`): rows that writers commit late, a
 * head that stampers lock, a history that a restored backup ends, and the snapshot of the vouchers.
 */
import {contentHash} from '../../shared/kernel/content-hash.ts';
import type {StoreId} from '../../shared/kernel/id.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {Manifest} from '../../shared/protocol/snapshot.ts';
import {blockFormat, bucketOfCode, packBlock} from '../../shared/protocol/voucher-block.ts';
import type {FeedBook, FeedTx, ListedDocument, ListQuery} from '../../sync/store/feed-book.ts';
import {LostRace} from '../../sync/store/lost-race.ts';

interface FeedRow extends Omit<ListedDocument, 'position'> {
  readonly position: number | null;
  /** Tills that had it may have lost it. */
  readonly narrowed: boolean;
}

export interface MemoryFeed {
  readonly book: FeedBook;
  /** Commits a document, with its new version and no position. */
  put(document: Document, scope: StoreId | null): void;
  /** Commits a deletion at this version. */
  remove(document: {readonly kind: string; readonly id: string}, version: number): void;
  /** Commits it with a position of its writer's choosing: a planted bug. */
  putAt(document: Document, scope: StoreId | null, position: number): void;
  head(): number;
  /** All that stands. */
  standing(): Iterable<Pick<FeedRow, 'kind' | 'id' | 'version' | 'scope'>>;
  /** Positions that are given twice. */
  doubled(): readonly number[];
  /** Forgets all deletions that have a position. */
  forgetDeletions(): number;
  hasForgotten(): boolean;
  /** Packs the vouchers as they are now; the answer makes that the snapshot, of the head from before. */
  pack(): (position: number) => void;
  manifest(): Manifest | null;
  chunk(sha256: string): string | null;
  /** Everything as it is now; played back under the name of a new history, or (a planted bug) under the old one. */
  backUp(): (feed: string | null) => void;
  /** The server's process is gone with its transactions. */
  crash(): void;
  /** Whether the head is locked against others; false is a planted bug. */
  locks: boolean;
}

const historyGap = 1_000;
const buckets = 4;
const perChunk = 2;

export function memoryFeed(): MemoryFeed {
  let rows = new Map<string, FeedRow>();
  let head = 0;
  let feed = 'history 1';
  let forgotten = 0;
  let snapshot: Manifest | null = null;
  let chunks = new Map<string, string>();
  let generation = 0;
  let lock: Promise<void> = Promise.resolve();

  /** Takes the lock; the answer lets it go. */
  async function hold(): Promise<() => void> {
    const before = lock;
    let release = () => {};
    lock = new Promise(resolve => {
      release = resolve;
    });
    await before;
    return release;
  }

  function put(key: string, row: Omit<FeedRow, 'narrowed'>): void {
    const before = rows.get(key);
    const narrows = row.scope !== null && before !== undefined && before.scope !== row.scope;
    rows.set(key, {...row, narrowed: narrows || (before?.narrowed ?? false)});
  }

  async function transact<T>(work: (tx: FeedTx) => Promise<T>): Promise<T> {
    const mine = generation;
    let release: (() => void) | null = null;
    const numbered = new Map<FeedRow, FeedRow>();
    let newHead: number | null = null;
    try {
      const result = await work({
        async lockHead() {
          if (self.locks) release = await hold();
          return head;
        },
        async numberDirty(from) {
          let next = from;
          for (const row of dirtyRows()) numbered.set(row, {...row, position: ++next});
          return next - from;
        },
        async saveHead(saved) {
          newHead = saved;
        },
      });
      if (mine !== generation) throw new LostRace('the database was closed');
      // A row that was written meanwhile is a later one, and has no position yet.
      for (const [before, after] of numbered) {
        const key = `${after.kind} ${after.id}`;
        if (rows.get(key) === before) rows.set(key, after);
      }
      head = newHead ?? head;
      return result;
    } finally {
      (release as (() => void) | null)?.();
    }
  }

  function dirtyRows(): FeedRow[] {
    return [...rows.values()].filter(({position}) => position === null).sort(byName);
  }

  const self: MemoryFeed = {
    locks: true,
    book: {
      transact: (_project, work) => transact(work),
      headIfIdle: async () => (dirtyRows().length === 0 ? head : null),
      readFeed: async () => ({feed, forgotten}),
      list: async (_project, query) => list([...rows.values()], query),
    },
    put: (document, scope) =>
      put(`${document.kind} ${document.id}`, {...rowOf(document), scope, position: null}),
    putAt(document, scope, position) {
      put(`${document.kind} ${document.id}`, {...rowOf(document), scope, position});
      head = Math.max(head, position);
    },
    remove({kind, id}, version) {
      const key = `${kind} ${id}`;
      const scope = rows.get(key)?.scope ?? null;
      put(key, {kind, id, version, scope, deleted: true, body: {}, position: null});
    },
    head: () => head,
    standing: () => [...rows.values()].filter(row => !row.deleted),
    doubled() {
      const given = [...rows.values()].flatMap(({position}) => position ?? []);
      return given.filter((position, place) => given.indexOf(position) !== place);
    },
    forgetDeletions() {
      const old = [...rows].filter(([, row]) => row.deleted && row.position !== null);
      for (const [key, {position}] of old) {
        rows.delete(key);
        forgotten = Math.max(forgotten, position ?? 0);
      }
      if (snapshot !== null && old.length > 0 && snapshot.position < forgotten) snapshot = null;
      return old.length;
    },
    hasForgotten: () => forgotten > 0,
    pack() {
      const vouchers = [...rows.values()].flatMap(({deleted, scope, body}) =>
        !deleted && scope === null && isDocument(body) && body.kind === 'voucher' ? [body] : [],
      );
      const listed: Manifest['chunks'] = [];
      const packed = new Map<string, string>();
      for (let firstBucket = 0; firstBucket < buckets; firstBucket += perChunk) {
        const lastBucket = firstBucket + perChunk - 1;
        const lines = [];
        let count = 0;
        for (let bucket = firstBucket; bucket <= lastBucket; bucket += 1) {
          const its = vouchers.filter(({code}) => bucketOfCode(code, buckets) === bucket);
          if (its.length > 0) lines.push(packBlock(bucket, its));
          count += its.length;
        }
        const text = lines.join('\n');
        const sha256 = contentHash(text);
        packed.set(sha256, text);
        listed.push({sha256, bytes: text.length + 1, vouchers: count, firstBucket, lastBucket});
      }
      return position => {
        for (const [sha256, text] of packed) chunks.set(sha256, text);
        snapshot = {format: blockFormat, buckets, position, chunks: listed, feed};
      };
    },
    manifest: () => snapshot,
    chunk: sha256 => chunks.get(sha256) ?? null,
    backUp() {
      const image = {rows: new Map(rows), head, forgotten, snapshot, chunks: new Map(chunks)};
      return name => {
        self.crash();
        ({head, forgotten} = image);
        rows = new Map(image.rows);
        chunks = new Map(image.chunks);
        // So that whoever reads on by number alone is told, too.
        if (name !== null) head += historyGap;
        feed = name ?? feed;
        snapshot = image.snapshot === null ? null : {...image.snapshot, feed};
      };
    },
    crash() {
      generation += 1;
      lock = Promise.resolve();
    },
  };
  return self;
}

function rowOf(document: Document): Omit<FeedRow, 'position' | 'scope' | 'narrowed'> {
  const {kind, id, version} = document;
  return {deleted: false, kind, id, version, body: document};
}

/** What PostgreSQL answers to the query of sync/storage/documents/pg-feed-book.ts. */
function list(rows: readonly FeedRow[], query: ListQuery): ListedDocument[] {
  const {after, limit, storeId, vouchersAfter} = query;
  const found = rows.flatMap(({narrowed, ...row}) => {
    const {position, kind, scope, deleted} = row;
    if (position === null || position <= after) return [];
    if (scope !== null && scope !== storeId && !narrowed) return [];
    const isPacked = kind === 'voucher' && position <= vouchersAfter && !deleted && scope === null;
    return isPacked ? [] : [{...row, position}];
  });
  return found.sort((a, b) => a.position - b.position).slice(0, limit);
}

function byName(a: FeedRow, b: FeedRow): number {
  const [left, right] = [`${a.kind} ${a.id}`, `${b.kind} ${b.id}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

function isDocument(body: unknown): body is Document {
  return typeof body === 'object' && body !== null && 'kind' in body;
}
