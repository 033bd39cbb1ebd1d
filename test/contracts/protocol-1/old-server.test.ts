/** The present till at a server of protocol 1: no session, no standing, and what it does not know is set aside. */
import {expect, test} from 'vitest';
import {completeSale} from '../../../renderer/till-ledger/complete-sale.ts';
import {countQueue} from '../../../renderer/till-ledger/count-queue.ts';
import {readSyncState} from '../../../renderer/till-ledger/sync-state.ts';
import {voidSale} from '../../../renderer/till-ledger/void-sale.ts';
import {exchange, type Line} from '../../../renderer/uplink/exchange.ts';
import {exchangeResponseSchema} from '../../../shared/protocol/exchange.ts';
import {operationSchema} from '../../../shared/protocol/operation.ts';
import {cart} from '../../builders/cart.ts';
import {openingMs} from '../../builders/facts.ts';
import {percent} from '../../builders/offers.ts';
import {memoryDraft, memoryTill} from '../../tills/memory-till.ts';
import {sold, usesLease} from '../../tills/sale-draft.ts';
import {exchangeRequestV1, exchangeResponseV1, operationV1} from './schemas.ts';

/** Answers as a server of protocol 1 did; what it said of each operation is kept in `outcomes`. */
function oldServer(outcomes: string[]): Line {
  return {
    wallMs: () => openingMs,
    send: async request => {
      const {operations} = exchangeRequestV1.parse({...request, protocol: 1});
      const acknowledgements = operations.map(operation => {
        const {sequence, hash} = operationSchema.parse(operation);
        const outcome = operationV1.safeParse(operation).success ? 'accepted' : 'quarantined';
        outcomes.push(outcome);
        return {sequence, hash, outcome, detail: null};
      });
      const answer = {
        acknowledgements,
        appliedSequence: 0,
        leases: null,
        leaseVersion: 0,
        accounts: [],
        feedHead: 0,
        serverMs: openingMs,
      };
      return {ok: true, value: exchangeResponseSchema.parse(exchangeResponseV1.parse(answer))};
    },
  };
}

const beat = {wants: [], preposition: true, upload: true};

test('it sells, takes back and drains its queue', async () => {
  const till = await memoryTill();
  const three = percent('THREE', 10, {usesLimit: 3});
  await till.ledger.lease.put(usesLease('THREE', 2));
  const outcomes: string[] = [];
  const line = oldServer(outcomes);
  const sale = sold(await completeSale(till, await memoryDraft(till, cart({mug: {}}), [three])));
  expect(await exchange(till, line, beat)).toMatchObject({ok: true, applied: {ok: true, standing: 'good'}});
  expect(await voidSale(till, {saleId: sale.id, staffId: 'staff_ada', reason: null})).toMatchObject({
    ok: true,
  });
  expect(await exchange(till, line, beat)).toMatchObject({ok: true, applied: {acknowledged: 1}});
  expect(outcomes).toEqual(['accepted', 'quarantined']);
  expect((await countQueue(till.ledger)).queued).toBe(0);
  expect((await readSyncState(till.ledger)).session).toBeNull();
  expect(sold(await completeSale(till, await memoryDraft(till, cart({mug: {}}), [three])))).toBeDefined();
});
