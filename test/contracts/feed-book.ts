/** What the server asks of its published documents, in PostgreSQL and in memory alike: one suite for both. */
import {expect, test} from 'vitest';
import type {ProjectId, StoreId} from '../../shared/kernel/id.ts';
import type {Document} from '../../shared/protocol/document.ts';
import {readChanges} from '../../sync/changes/read-changes.ts';
import {stampDocuments} from '../../sync/changes/stamp-documents.ts';
import type {FeedBook} from '../../sync/store/feed-book.ts';
import {product} from '../builders/facts.ts';
import {percent} from '../builders/offers.ts';

export interface OpenedFeed {
  readonly book: FeedBook;
  readonly projectId: ProjectId;
  readonly put: (document: Document, scope: StoreId | null) => Promise<void>;
  readonly remove: (document: Document, version: number) => Promise<void>;
}

const here: StoreId = 'store_here';
const there: StoreId = 'store_there';

function voucher(code: string, version = 1): Document {
  const made = percent(code, 10).voucher;
  if (made === undefined || made === null) throw new Error(`no voucher ${code}`);
  return {...made, version};
}

const mug = (version: number): Document => ({...product('mug', 100), version});

export function feedBookContract(what: string, open: () => Promise<OpenedFeed>): void {
  const named = (name: string) => `${name} (${what})`;

  async function read({book, projectId}: OpenedFeed, storeId: StoreId, after: number, vouchersAfter = 0) {
    const stamper = {stampNow: (project: ProjectId) => stampDocuments(book, project)};
    const asked = {after, limit: 100, vouchersAfter};
    const answer = await readChanges({feed: book, stamper}, {projectId, storeId}, asked);
    if (!answer.ok) throw new Error(answer.problem.key);
    const {changes, next, head} = answer.value;
    return {changes: changes.map(change => JSON.parse(JSON.stringify(change)) as unknown), next, head};
  }

  test(named('a changed document gets one later position, and is listed once'), async () => {
    const feed = await open();
    const {head} = await read(feed, here, 0);
    await feed.put(mug(1), null);
    await feed.put(voucher('A'), null);
    await feed.put(mug(2), null);
    const first = await read(feed, here, head);
    expect(first.head).toBe(head + 2);
    expect(first.changes).toHaveLength(2);
    await feed.put(mug(3), null);
    expect((await read(feed, here, first.next)).changes).toMatchObject([
      {position: head + 3, document: {id: 'prod_mug', version: 3}},
    ]);
  });

  test(named('stampers at the same time give each position once'), async () => {
    const feed = await open();
    const {head} = await read(feed, here, 0);
    for (let n = 0; n < 12; n += 1) await feed.put(voucher(`P-${n}`), null);
    await Promise.all(Array.from({length: 6}, () => stampDocuments(feed.book, feed.projectId)));
    const rows = await feed.book.list(feed.projectId, {
      after: head,
      limit: 100,
      storeId: here,
      vouchersAfter: 0,
    });
    expect(rows.map(({position}) => position)).toEqual(Array.from({length: 12}, (_, n) => head + n + 1));
  });

  test(
    named('a store that loses a document hears that it is gone; one that never had it hears nothing'),
    async () => {
      const feed = await open();
      await feed.put(voucher('OURS'), here);
      await feed.put(voucher('MOVES'), null);
      const {next} = await read(feed, there, 0);
      const seen = await read(feed, there, 0);
      expect(JSON.stringify(seen.changes)).not.toContain('v_OURS');
      await feed.put(voucher('MOVES', 2), here);
      expect((await read(feed, there, next)).changes).toMatchObject([
        {deleted: true, id: 'v_MOVES', version: 2},
      ]);
      expect((await read(feed, here, next)).changes).toMatchObject([
        {deleted: false, document: {version: 2}},
      ]);
    },
  );

  test(named('beside a snapshot only what it does not hold is listed'), async () => {
    const feed = await open();
    const {head} = await read(feed, here, 0);
    for (const code of ['A', 'B', 'C']) await feed.put(voucher(code), null);
    await feed.put(voucher('OURS'), here);
    await feed.put(mug(1), null);
    await feed.remove(voucher('B'), 2);
    const {head: packed} = await read(feed, here, head);
    await feed.put(voucher('C', 2), null);
    const {changes} = await read(feed, here, head, packed);
    const names = changes.map(change => JSON.stringify(change).match(/"id":"(\w+)"/)?.[1]);
    expect(names.toSorted()).toEqual(['prod_mug', 'v_B', 'v_C', 'v_OURS']);
  });

  test(named('a deletion has its version and a position'), async () => {
    const feed = await open();
    await feed.put(mug(1), null);
    const {next} = await read(feed, here, 0);
    await feed.remove(mug(1), 2);
    expect((await read(feed, here, next)).changes).toMatchObject([
      {deleted: true, kind: 'product', id: 'prod_mug', version: 2, position: next + 1},
    ]);
  });
}
