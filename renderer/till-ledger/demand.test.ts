import {expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {cart} from '../../test/builders/cart.ts';
import {openingMs} from '../../test/builders/facts.ts';
import {gift, percent} from '../../test/builders/offers.ts';
import {memoryDraft, memoryTill} from '../../test/tills/memory-till.ts';
import {sold, usesLease} from '../../test/tills/sale-draft.ts';
import {completeSale} from './complete-sale.ts';
import {type Demand, demandAfter, demandWants} from './demand.ts';
import type {Till} from './till.ts';

const account = 'v:v_HOT:uses' as const;
const after = (hours: number) => epochMs(openingMs + hours * 3_600_000);

async function sellHot(till: Till, times: number): Promise<void> {
  const hot = percent('HOT', 10, {usesLimit: 1_000});
  for (let sale = 0; sale < times; sale += 1) {
    sold(await completeSale(till, await memoryDraft(till, cart({mug: {}}), [hot])));
  }
}

test('what is sold often is asked for again when less than half of the level is left', async () => {
  const till = await memoryTill();
  await till.ledger.lease.put(usesLease('HOT', 6));
  await sellHot(till, 4);
  expect(await demandWants(till.ledger, openingMs)).toEqual([]);
  await sellHot(till, 1);
  expect(await demandWants(till.ledger, openingMs)).toEqual([{account, need: 0, level: 5}]);
});

test('what was used once is not, and neither is a customer’s own money', async () => {
  const till = await memoryTill();
  await till.ledger.lease.put(usesLease('HOT', 1));
  await sellHot(till, 1);
  await till.ledger.lease.put(usesLease('CARD', 5_000, {account: 'g:v_CARD:balance'}));
  const paid = await memoryDraft(till, cart({mug: {}}), [gift('CARD', 5_000)]);
  sold(await completeSale(till, paid));
  expect(await demandWants(till.ledger, openingMs)).toEqual([]);
});

test('demand fades: a steady use settles at eight hours of it, a busy hour is forgotten the next day', () => {
  let demand: Demand = [];
  for (let hour = 0; hour < 80; hour += 1) demand = demandAfter(demand, [{account, amount: 10}], after(hour));
  expect(Math.round(demand[0]?.units ?? 0)).toBeGreaterThan(80);
  expect(Math.round(demand[0]?.units ?? 0)).toBeLessThan(90);
  const other = {account: 'v:v_OTHER:uses' as const, amount: 1};
  const later = demandAfter(demandAfter([], [{account, amount: 3}], openingMs), [other], after(36));
  expect(later.map(one => one.account)).toEqual([other.account]);
});

test('a clock that went back does not make demand grow', () => {
  const [one] = demandAfter(
    demandAfter([], [{account, amount: 2}], after(5)),
    [{account, amount: 1}],
    openingMs,
  );
  expect(one?.units).toBe(3);
});

test('a counter is asked for with the bound of its rule; one of a single customer is not', () => {
  const draws = [
    {account: 'q:camp_C:redemptions', amount: 3, limit: 50},
    {account: 'q:camp_C:redemptions:cust_ada', amount: 3, limit: 5},
  ] as const;
  expect(demandAfter([], draws, openingMs)).toEqual([
    {account: 'q:camp_C:redemptions', units: 3, atMs: openingMs, limit: 50},
  ]);
});
