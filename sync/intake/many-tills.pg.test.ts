/**
 * Tills that lose answers, send twice, come late and compete for the same codes, against the real server: whatever
 * happens in between, what was handed out never exceeds the limit, and in the end the book says what was sold.
 */
import {sql} from 'kysely';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {present} from '../../shared/kernel/assert.ts';
import {type AccountKey, usesAccount} from '../../shared/ledger/account-key.ts';
import {percent} from '../../test/builders/offers.ts';
import {putDocuments} from '../../test/postgres/put-documents.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';

let shop: TestShop;
let storeId: string;
beforeAll(async () => {
  shop = await testShop();
  storeId = await addTestStore(shop, 'main');
});
afterAll(() => shop.close());

/** A 32-bit generator with a full period (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const limits = [1, 3, 7];

async function openCodes(
  seed: number,
): Promise<readonly {code: string; account: AccountKey; limit: number}[]> {
  const codes = limits.map((limit, at) => {
    const code = `S${seed}-${at}`;
    return {code, account: usesAccount(`v_${code}`), limit};
  });
  const vouchers = codes.map(({code, limit}) => present(percent(code, 10, {usesLimit: limit}).voucher, code));
  await putDocuments(shop.db, shop.projectId, vouchers, codes);
  return codes;
}

/** One thing a till does; answers the codes it could sell with. */
async function step(
  till: TestTill,
  next: (below: number) => number,
  codes: readonly {code: string; account: AccountKey}[],
): Promise<readonly string[]> {
  const {code, account} = present(codes[next(codes.length)], 'code');
  const wants = [{account, need: next(2), level: next(4)}];
  const operations = till.outbox.filter(() => next(4) > 0);
  switch (next(7)) {
    case 0:
      await till.exchange({wants, operations});
      return [];
    case 1:
      await till.exchange({wants});
      till.returnRecalled();
      return [];
    case 2:
      // The answer is lost.
      await till.post({wants, operations});
      return [];
    case 3:
      await Promise.all([till.post({operations}), till.post({wants}), till.exchange({operations})]);
      return [];
    default: {
      const {statuses} = await till.sell(1000, [code]);
      return statuses[0] === 'applied' ? [code] : [];
    }
  }
}

test.each([1, 2, 3, 4, 5, 6])(
  'seed %i: never more than the limit, and all of it arrives once',
  async seed => {
    const next = random(seed * 7919);
    const codes = await openCodes(seed);
    const tills: TestTill[] = [];
    for (let n = 1; n <= 4; n += 1) {
      const till = await addTestTill(shop, storeId, `S${seed} till ${n}`);
      await till.pull();
      tills.push(till);
    }
    const sold = new Map<string, number>();
    for (let n = 0; n < 90; n += 1) {
      const used = await step(present(tills[next(tills.length)], 'till'), next, codes);
      for (const code of used) sold.set(code, (sold.get(code) ?? 0) + 1);
    }
    for (let round = 0; round < 2; round += 1) for (const till of tills) await till.exchange();
    for (const {code, account, limit} of codes) {
      expect(sold.get(code) ?? 0).toBeLessThanOrEqual(limit);
      const {rows} = await sql<{posted: number; leased: number; committed: number; over: number}>`
      select (select coalesce(sum(amount), 0)::bigint from entry where account = ${account}) as posted,
        (select coalesce(sum(granted + refunded - consumed - returned), 0)::bigint
          from lease where account = ${account}) as leased,
        committed, over_units as over
      from account where account = ${account}`.execute(shop.db);
      const [book] = rows;
      expect(book).toMatchObject({posted: sold.get(code) ?? 0, over: 0});
      expect(book?.committed).toBe((book?.posted ?? 0) + (book?.leased ?? 0));
    }
    const conflicts = await shop.db.selectFrom('conflict').select('detail').execute();
    expect(conflicts).toEqual([]);
    expect(tills.flatMap(till => till.outbox)).toEqual([]);
    expect(sold.size).toBeGreaterThan(0);
  },
);
