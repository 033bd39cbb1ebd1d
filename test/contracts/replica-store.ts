/**
 * What the feed asks of a till's copy of the documents, in IndexedDB and in memory alike, and what `followFeed` then keeps:
 * one suite for both.
 */
import {expect, test} from 'vitest';
import {applyChanges, pinDocuments, unpinOld} from '../../renderer/till-replica/apply-changes.ts';
import type {FeedLine} from '../../renderer/till-replica/feed-line.ts';
import {followFeed} from '../../renderer/till-replica/follow-feed.ts';
import {completeSnapshot, importChunk, missingChunks} from '../../renderer/till-replica/import-chunk.ts';
import type {ReplicaStore} from '../../renderer/till-replica/replica-store.ts';
import {contentHash} from '../../shared/kernel/content-hash.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {Change, ChangesPage} from '../../shared/protocol/changes.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {Manifest} from '../../shared/protocol/snapshot.ts';
import {blockFormat, bucketOfCode, packBlock, splitLine} from '../../shared/protocol/voucher-block.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import {customer, openingMs, product, settings} from '../builders/facts.ts';
import {percent} from '../builders/offers.ts';

export interface OpenedReplica {
  readonly store: ReplicaStore;
  /** Versions of everything a sale can find, by `kind id`. */
  readonly standing: () => Promise<Readonly<Record<string, number>>>;
}

const mug = (version: number): Document => ({...product('mug', 2400), version});
const put = (position: number, document: Document): Change => ({deleted: false, position, document});
const gone = (position: number, {kind, id}: Document, version: number): Change => ({
  deleted: true,
  position,
  kind,
  id,
  version,
});
const page = (changes: readonly Change[], more: Partial<ChangesPage> = {}): ChangesPage => {
  const next = more.next ?? changes.at(-1)?.position ?? 0;
  return {changes: [...changes], next, head: next, ...more};
};

function voucher(code: string, version = 1): Voucher {
  const made = percent(code, 10).voucher;
  if (made === undefined || made === null) throw new Error(`no voucher ${code}`);
  return {...made, version};
}

/** A snapshot of two chunks with two buckets each. */
function packed(vouchers: readonly Voucher[], position: number, feed?: string) {
  const chunks = [0, 2].map(firstBucket => {
    const blocks = [firstBucket, firstBucket + 1].flatMap(bucket => {
      const its = vouchers.filter(({code}) => bucketOfCode(code, 4) === bucket);
      return its.length === 0 ? [] : (splitLine(packBlock(bucket, its)) ?? []);
    });
    return {
      blocks,
      chunk: {sha256: contentHash(blocks), bytes: 1, vouchers: 1, firstBucket, lastBucket: firstBucket + 1},
    };
  });
  const manifest: Manifest = {
    ...{format: blockFormat, buckets: 4, position, chunks: chunks.map(({chunk}) => chunk)},
    ...(feed === undefined ? {} : {feed}),
  };
  return {manifest, chunks};
}

async function importAll(store: ReplicaStore, given: ReturnType<typeof packed>): Promise<boolean> {
  for (const {chunk, blocks} of given.chunks) await importChunk(store, given.manifest, chunk, blocks);
  return completeSnapshot(store, given.manifest);
}

export function replicaStoreContract(what: string, open: () => Promise<OpenedReplica>): void {
  const named = (name: string) => `${name} (${what})`;

  test(named('[RS1] a write that fails leaves nothing'), async () => {
    const {store, standing} = await open();
    const failing = store.write('documents', async rows => {
      await rows.putDocuments([mug(1), settings(), customer('ann'), voucher('TEA')]);
      await rows.bury([{kind: 'voucher', id: 'v_OLD', version: 3}]);
      throw new Error('no more room');
    });
    await expect(failing).rejects.toThrow();
    expect(await standing()).toEqual({});
    expect((await store.readCursor()).position).toBe(0);
  });

  test(named('[RS1] two writes at once happen one after the other'), async () => {
    const {store} = await open();
    const raise = () =>
      store.write('documents', async rows => {
        const cursor = await rows.readCursor();
        await rows.putCursor({...cursor, position: cursor.position + 1});
      });
    await Promise.all(Array.from({length: 5}, raise));
    expect((await store.readCursor()).position).toBe(5);
  });

  test(named('[RS2] dropped it is empty, cursor and all'), async () => {
    const {store, standing} = await open();
    await applyChanges(store, page([put(1, mug(1)), gone(2, customer('ann'), 2)]), 0, openingMs);
    await importAll(store, packed([voucher('TEA')], 2));
    await store.drop();
    expect(await standing()).toEqual({});
    expect(await store.readCursor()).toMatchObject({position: 0, completeAtMs: null});
    expect(await applyChanges(store, page([put(1, customer('ann'))]), 0, openingMs)).toBe(true);
  });

  test(
    named('[AC3] of documents in pages that come late, doubled or out of order the newest stays'),
    async () => {
      const {store, standing} = await open();
      const late = page([put(1, mug(1)), put(2, customer('ann'))], {head: 9});
      await applyChanges(store, late, 0, openingMs);
      await applyChanges(store, page([gone(5, customer('ann'), 2), put(9, mug(4))]), 2, openingMs);
      await applyChanges(store, late, 0, openingMs);
      await applyChanges(store, late, 0, openingMs);
      expect(await standing()).toEqual({'product prod_mug': 4});
      expect((await store.readCursor()).position).toBe(9);
      await applyChanges(store, page([put(10, {...customer('ann'), version: 3})]), 9, openingMs);
      expect(await standing()).toEqual({'product prod_mug': 4, 'customer cust_ann': 3});
    },
  );

  test(
    named('[AC2] a page of another history, or beside a snapshot that is gone, is not applied'),
    async () => {
      const {store, standing} = await open();
      await applyChanges(store, page([put(4, mug(2))], {feed: 'new'}), 0, openingMs);
      expect(await applyChanges(store, page([put(5, mug(7))], {feed: 'old'}), 4, openingMs)).toBe(false);
      expect(await applyChanges(store, page([put(30, mug(8))]), 4, openingMs, 20)).toBe(false);
      expect(await standing()).toEqual({'product prod_mug': 2});
    },
  );

  test(
    named('[IS1] [IS2] a snapshot is in force when its last chunk is there, and asks for no chunk twice'),
    async () => {
      const {store, standing} = await open();
      const given = packed([voucher('A'), voucher('B'), voucher('C'), voucher('D')], 50);
      const [first, second] = given.chunks;
      if (first === undefined || second === undefined) throw new Error('two chunks');
      await importChunk(store, given.manifest, first.chunk, first.blocks);
      expect(await completeSnapshot(store, given.manifest)).toBe(false);
      expect(await standing()).toEqual({});
      expect(await missingChunks(store, given.manifest)).toEqual([second.chunk]);
      await importChunk(store, given.manifest, second.chunk, second.blocks);
      expect(await completeSnapshot(store, given.manifest)).toBe(true);
      expect(Object.keys(await standing())).toHaveLength(4);
      expect((await store.readCursor()).position).toBe(0);
    },
  );

  test(named('[IS3] [IS4] the newer of packed and loose counts; a deleted one stays away'), async () => {
    const {store, standing} = await open();
    const changes = [put(51, voucher('A', 5)), put(52, voucher('B', 2)), gone(53, voucher('C'), 2)];
    await applyChanges(store, page(changes), 0, openingMs);
    await importAll(store, packed([voucher('A', 3), voucher('B', 2), voucher('C', 1)], 50));
    expect(await standing()).toEqual({'voucher v_A': 5, 'voucher v_B': 2});
    expect(await importAll(store, packed([voucher('A', 1)], 40))).toBe(false);
    expect(await importAll(store, packed([voucher('A', 6), voucher('B', 2)], 60))).toBe(true);
    expect(await standing()).toEqual({'voucher v_A': 6, 'voucher v_B': 2});
  });

  test(
    named('[IS2] [IS4] a snapshot that is broken off takes nothing from the feed; the whole one does'),
    async () => {
      const {store, standing} = await open();
      const loose = () => store.write('blocks', rows => rows.looseVouchers(0, 65_536));
      const given = packed([voucher('A'), voucher('B', 2), voucher('C')], 50);
      await applyChanges(store, page([put(1, voucher('A')), put(2, voucher('B'))]), 0, openingMs);
      for (const {chunk, blocks} of given.chunks) await importChunk(store, given.manifest, chunk, blocks);
      expect(await standing()).toEqual({'voucher v_A': 1, 'voucher v_B': 1});
      await applyChanges(store, page([put(3, voucher('C', 4))]), 2, openingMs);
      expect(await completeSnapshot(store, given.manifest)).toBe(true);
      expect(await standing()).toEqual({'voucher v_A': 1, 'voucher v_B': 2, 'voucher v_C': 4});
      expect((await loose()).map(({id}) => id)).toEqual(['v_C']);
    },
  );

  test(named('[IS3] a snapshot of another history is not taken'), async () => {
    const {store, standing} = await open();
    await applyChanges(store, page([put(4, mug(2))], {feed: 'new'}), 0, openingMs);
    expect(await importAll(store, packed([voucher('A')], 50, 'old'))).toBe(false);
    expect(await standing()).toEqual({'product prod_mug': 2});
  });

  test(named('what is pinned gives way to its equal, and goes after an hour'), async () => {
    const {store, standing} = await open();
    await applyChanges(store, page([put(1, mug(1))]), 0, openingMs);
    await pinDocuments(store, [voucher('A'), voucher('B')], openingMs);
    await applyChanges(store, page([put(2, voucher('A'))]), 1, openingMs);
    await unpinOld(store, epochMs(openingMs + 3_600_001));
    expect(await standing()).toEqual({'product prod_mug': 1, 'voucher v_A': 1});
  });

  test(
    named('a cursor that the server gave up begins again; an answer to another question moves nothing'),
    async () => {
      const {store, standing} = await open();
      await applyChanges(store, page([put(40, mug(9))], {feed: 'old'}), 0, openingMs);
      const answers: unknown[] = [];
      const line: FeedLine = {
        manifest: async () => ({
          ok: false,
          failure: {kind: 'refused', status: 404, key: 'not_found', message: '', retryAfterMs: null},
        }),
        blocks: async () => ({ok: true, value: null}),
        async changes(asked) {
          answers.push(asked.after);
          if (asked.feed === 'old') {
            return {
              ok: false,
              failure: {kind: 'refused', status: 409, key: 'must_refetch', message: '', retryAfterMs: null},
            };
          }
          const after = answers.length === 3 ? 30 : asked.after;
          return {ok: true, value: {...page([put(7, mug(3))]), feed: 'new', after}};
        },
      };
      expect(await followFeed(store, line, openingMs, () => undefined)).toEqual({ok: true, position: 7});
      expect(await standing()).toEqual({'product prod_mug': 3});
      expect(await followFeed(store, line, openingMs, () => undefined)).toMatchObject({ok: false});
      expect([answers, (await store.readCursor()).position]).toEqual([[40, 0, 7], 7]);
    },
  );
}
