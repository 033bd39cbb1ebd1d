import {sql} from 'kysely';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {VoucherId} from '../../../shared/kernel/id.ts';
import {type TestShop, testShop} from '../../../test/postgres/test-shop.ts';
import {countUses} from './count-uses.ts';

const voucher: VoucherId = 'v_counted';

let shop: TestShop;
beforeAll(async () => {
  shop = await testShop();
});
afterAll(() => shop.close());

/** Redemptions `from` to `to`, 5 minor units of credits each; with `kind` rollback those of the same numbers. */
async function add(kind: 'single' | 'rollback', from: number, to: number): Promise<void> {
  const sign = kind === 'rollback' ? -1 : 1;
  await sql`
    insert into redemption (project_id, redemption_id, kind, rolls_back, object, redeemable_id, amount_minor, channel,
      redeemed_at)
    select ${shop.projectId}, ${kind === 'rollback' ? 'rr_' : 'r_'} || n, ${kind},
      case when ${kind} = 'rollback' then 'r_' || n end, 'voucher', ${voucher}, ${sign} * 5, '{}', now()
    from generate_series(${from}::integer, ${to}::integer) as n`.execute(shop.db);
}

const uses = async () => (await countUses(shop.db, shop.projectId, [voucher])).get(voucher);

async function tallied(): Promise<number> {
  const {rows} = await sql<{n: number}>`select count(*) as n from redemption where tallied`.execute(shop.db);
  return rows[0]?.n ?? 0;
}

test('nothing is counted of a code that nobody redeemed', async () => {
  expect(await uses()).toBeUndefined();
});

test('few are counted one by one', async () => {
  await add('single', 1, 500);
  expect(await uses()).toEqual({quantity: 500, amountMinor: 2500});
  expect(await tallied()).toBe(0);
});

test('many are folded into the tally once, and the count stays what it is', async () => {
  await add('single', 501, 600);
  expect(await uses()).toEqual({quantity: 600, amountMinor: 3000});
  expect(await tallied()).toBe(600);
  expect(await uses()).toEqual({quantity: 600, amountMinor: 3000});
});

test('a rollback takes back one that was folded long ago', async () => {
  await add('rollback', 10, 12);
  expect(await uses()).toEqual({quantity: 597, amountMinor: 2985});
});

test('many who ask and redeem at once: in the end each redemption is counted once', async () => {
  await Promise.all(
    Array.from({length: 8}, async (_, writer) => {
      const first = 10_000 + writer * 1_000;
      await add('single', first, first + 699);
      await uses();
      await add('rollback', first, first + 99);
      await uses();
    }),
  );
  expect(await uses()).toEqual({quantity: 597 + 8 * 600, amountMinor: 2985 + 8 * 3000});
  expect(await uses()).toEqual({quantity: 597 + 8 * 600, amountMinor: 2985 + 8 * 3000});
});
