/** Leases on counters, where rules with different bounds look at one counter. */
import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {single} from '../../test/builders/judge.ts';
import {percent} from '../../test/builders/offers.ts';
import {rule} from '../../test/builders/rules.ts';
import {memoryDraft, memoryTill} from '../../test/tills/memory-till.ts';
import {sold, usesLease} from '../../test/tills/sale-draft.ts';
import {completeSale} from './complete-sale.ts';

const account = 'q:v_DAILY:redemptions:d2026-11-20';
const offer = percent('DAILY', 10, {
  rules: [rule('DAILY', single('redemption.count.daily', {$less_than_or_equal: [5]}))],
});
/** Two units, of so many counted in all. */
const held = (countedTo: number) => usesLease('COUNT', 2, {account, countedTo});

test('[L40] a lease within the rule’s bound is counted on; one beyond it is not', async () => {
  const till = await memoryTill();
  await till.ledger.lease.put(held(6));
  const beyond = await memoryDraft(till, cart({mug: {}}), [offer]);
  expect(beyond.decision.verdicts).toMatchObject([{refusal: {code: 'counter_unknown', account}}]);
  await till.ledger.lease.put(held(5));
  const within = await memoryDraft(till, cart({mug: {}}), [offer]);
  expect(sold(await completeSale(till, within)).savingsMinor).toBe(240);
  expect((await till.ledger.lease.get('lease_COUNT'))?.consumed).toBe(1);
});

test('[L40] one that went beyond it since pricing is not spent', async () => {
  const till = await memoryTill();
  await till.ledger.lease.put(held(5));
  const draft = await memoryDraft(till, cart({mug: {}}), [offer]);
  await till.ledger.lease.put(held(6));
  expect(await completeSale(till, draft)).toEqual({ok: false, code: 'lease-short', account});
});
