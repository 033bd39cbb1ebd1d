/** The download in a real browser's database: killed in the middle, cut, resumed, and looked up. */
import {expect, test} from 'vitest';
import {openingMs} from '../../test/builders/facts.ts';
import {bigDownload, bigVoucher} from '../../test/tills/big-download.ts';
import {freshName} from '../../test/tills/test-till.ts';
import {readCursor} from '../till-db/dexie-replica-store.ts';
import {findVoucher, readVouchers} from '../till-db/find-voucher.ts';
import {openTillDatabases} from '../till-db/open-till-databases.ts';
import {readDownloadState} from '../till-db/read-cursor.ts';
import {pullFeed} from './pull-feed.ts';

const vouchers = 20_000;
const feed = {serverUrl: 'http://server.test', token: 'token', nowMs: openingMs};

/** Downloads in a worker and kills it when so many vouchers are here. */
function killedAfter(name: string, least: number): Promise<number> {
  const url = new URL('../../test/tills/pull-worker.ts', import.meta.url);
  const worker = new Worker(url, {type: 'module'});
  return new Promise(resolve => {
    worker.onmessage = (event: MessageEvent<number>) => {
      if (event.data < least) return;
      worker.terminate();
      resolve(event.data);
    };
    worker.postMessage({name, vouchers});
  });
}

test('[IS2] a download that was killed in the middle goes on at the chunk where it was, and never looked complete', async () => {
  const name = freshName();
  const reached = await killedAfter(name, 6_000);
  expect(reached).toBeLessThan(vouchers);
  const db = await openTillDatabases(name);
  expect(await readDownloadState(db)).toMatchObject({applied: 0, completeAtMs: null});
  expect(await findVoucher(db, bigVoucher(1).code)).toBeNull();
  const held = await db.cache.chunk.count();
  expect(held).toBeGreaterThan(0);

  const server = await bigDownload(vouchers);
  let served = 0;
  server.spoil = body => {
    served += 1;
    return served === 1 ? body.slice(0, body.length / 2) : body;
  };
  expect(await pullFeed(server.fetch, db.cache, feed, () => {})).toEqual({ok: true, position: vouchers + 1});
  // Those that are missing, and the one that came cut in half once more.
  expect(served).toBe(16 - held + 1);
  expect((await readCursor(db.cache)).completeAtMs).toBe(openingMs);
  for (const n of [0, 1, 777, 12_345, vouchers - 1]) {
    expect(await findVoucher(db, bigVoucher(n).code.toLowerCase())).toEqual(bigVoucher(n));
  }
  expect(await findVoucher(db, bigVoucher(vouchers).code)).toBeNull();
  expect(await readVouchers(db, [bigVoucher(9).id, bigVoucher(vouchers).id])).toEqual([bigVoucher(9)]);
}, 60_000);
