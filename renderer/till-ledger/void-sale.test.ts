import {expect, test} from 'vitest';
import {remaining} from '../../shared/ledger/lease.ts';
import {operationSchema} from '../../shared/protocol/operation.ts';
import {cart} from '../../test/builders/cart.ts';
import {percent} from '../../test/builders/offers.ts';
import {memoryDisk} from '../../test/simulation/memory-ledger-store.ts';
import {memoryJournal} from '../../test/tills/memory-journal.ts';
import {memoryDraft, memoryTill} from '../../test/tills/memory-till.ts';
import {sold, usesLease} from '../../test/tills/sale-draft.ts';
import {saveTestEnrolment} from '../../test/tills/save-test-enrolment.ts';
import {testIdentity} from '../../test/tills/test-identity.ts';
import {completeSale} from './complete-sale.ts';
import {reconcileJournal} from './reconcile-journal.ts';
import {returnLease} from './return-lease.ts';
import type {Till} from './till.ts';
import {type VoidDraft, voidSale} from './void-sale.ts';

const three = percent('THREE', 10, {usesLimit: 3});
const uses = 'v:v_THREE:uses';

async function sell(till: Till) {
  return sold(await completeSale(till, await memoryDraft(till, cart({mug: {}}), [three])));
}
async function sellingTill(given: Parameters<typeof memoryTill>[0] = {}): Promise<Till> {
  const till = await memoryTill(given);
  await till.ledger.lease.put(usesLease('THREE', 1));
  return till;
}
const draft = (saleId: VoidDraft['saleId']): VoidDraft => ({
  saleId,
  staffId: 'staff_ada',
  reason: 'changed mind',
});
const left = async (till: Till) => (await till.ledger.lease.all()).map(remaining);

test('[VS2] what a sale took from a lease goes back on it and may be sold again here', async () => {
  const till = await sellingTill();
  const sale = await sell(till);
  expect(await left(till)).toEqual([0]);
  expect(await voidSale(till, draft(sale.id))).toMatchObject({
    ok: true,
    reversals: [{account: uses, amount: 1, leaseId: 'lease_THREE'}],
  });
  expect(await left(till)).toEqual([1]);
  expect((await sell(till)).savingsMinor).toBe(240);
});

test('a void is an operation of its own, after the sale in the chain', async () => {
  const till = await sellingTill();
  const sale = await sell(till);
  await voidSale(till, draft(sale.id));
  const [first, second] = (await till.ledger.operation.all()).map(row =>
    operationSchema.parse(JSON.parse(row.bytes)),
  );
  expect(second).toMatchObject({
    sequence: 2,
    previousHash: first?.hash,
    body: {kind: 'void', void: {saleId: sale.id, orderId: sale.orderId, reason: 'changed mind'}},
  });
});

test('[VS2] where the lease was recalled or is gone, units go to the free part', async () => {
  const till = await sellingTill();
  const [one] = [await sell(till)];
  await till.ledger.lease.put({...usesLease('THREE', 1), consumed: 1, recalled: true});
  expect(await voidSale(till, draft(one.id))).toMatchObject({reversals: [{leaseId: null, amount: 1}]});
  expect(await left(till)).toEqual([0]);
});

test('[VS1] of no draw more is taken back than was drawn, by two windows at once either', async () => {
  const till = await sellingTill();
  const sale = await sell(till);
  const answers = await Promise.all([voidSale(till, draft(sale.id)), voidSale(till, draft(sale.id))]);
  expect(answers.map(answer => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['already-reversed', 'ok']);
  expect(await voidSale(till, draft(sale.id))).toEqual({
    ok: false,
    code: 'already-reversed',
    account: uses,
    left: 0,
  });
  expect(await left(till)).toEqual([1]);
});

test('[VS1] a part of more than is left, of nothing, or of another sale is refused with what is left', async () => {
  const till = await sellingTill();
  const sale = await sell(till);
  const {ledger} = till;
  const [row] = await ledger.operation.all();
  const {body} = operationSchema.parse(JSON.parse(row?.bytes ?? ''));
  const redemptionId = body.kind === 'sale' ? body.sale.redemptions[0]?.id : undefined;
  if (redemptionId === undefined) throw new Error('no redemption');
  const part = (amount: number, id = redemptionId) =>
    voidSale(till, {...draft(sale.id), reversals: [{redemptionId: id, account: uses, amount}]});
  expect(await part(2)).toMatchObject({ok: false, code: 'already-reversed', left: 1});
  expect(await part(0)).toMatchObject({ok: false, code: 'already-reversed', left: 1});
  expect(await part(1, 'r_other')).toMatchObject({ok: false, code: 'already-reversed', left: 0});
  expect(await part(1)).toMatchObject({ok: true});
});

test('refuses a sale it does not know, one without draws, and one of a till it was before', async () => {
  const till = await sellingTill();
  expect(await voidSale(till, draft('sale_none'))).toEqual({ok: false, code: 'unknown-sale'});
  const plain = sold(await completeSale(till, await memoryDraft(till, cart({mug: {}}), [])));
  expect(await voidSale(till, draft(plain.id))).toEqual({ok: false, code: 'nothing-drawn'});
  const sale = await sell(till);
  const other = {...till, identity: testIdentity('till_two')};
  expect(await voidSale(other, draft(sale.id))).toEqual({ok: false, code: 'other-till'});
});

test('a sale of a former enrolment waits until the server heard of it; its units go to the free part', async () => {
  const till = await sellingTill();
  const sale = await sell(till);
  const identity = {...testIdentity(), epoch: 2};
  await saveTestEnrolment(till.ledger, identity);
  const again = {...till, identity};
  expect(await voidSale(again, draft(sale.id))).toEqual({ok: false, code: 'not-sent-yet'});
  const [row] = await till.ledger.operation.all();
  if (row !== undefined)
    await till.ledger.operation.put({...row, state: 'acknowledged', outcome: 'accepted'});
  expect(await voidSale(again, draft(sale.id))).toMatchObject({reversals: [{amount: 1, leaseId: null}]});
});

test('a lease that was given back whole is spent again only by what came back on it', async () => {
  const till = await sellingTill();
  await till.ledger.lease.put(usesLease('THREE', 3));
  const sale = await sell(till);
  await returnLease(till, 'lease_THREE');
  await voidSale(till, draft(sale.id));
  expect(await left(till)).toEqual([1]);
});

test('a wiped till knows from its journal what was taken back', async () => {
  const records: Parameters<typeof memoryJournal>[0] = [];
  const journal = memoryJournal(records);
  const till = await sellingTill({journal});
  const sale = await sell(till);
  await voidSale(till, draft(sale.id));
  const wiped = await memoryTill({disk: memoryDisk(), journal});
  expect(await reconcileJournal(wiped)).toEqual({restored: 2, unreadable: 0, fault: null});
  expect(await voidSale(wiped, draft(sale.id))).toMatchObject({code: 'already-reversed', left: 0});
  expect(await left(wiped)).toEqual([1]);
});
