/** What a till hands out without a lease: on its campaign's trust, or on a manager's word. */
import {expect, test} from 'vitest';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {remaining} from '../../shared/ledger/lease.ts';
import {minor} from '../../shared/money/minor.ts';
import {operationSchema} from '../../shared/protocol/operation.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import type {Staff} from '../../shared/protocol/staff.ts';
import {cart} from '../../test/builders/cart.ts';
import {campaign, gift, percent} from '../../test/builders/offers.ts';
import {memoryDraft, memoryTill} from '../../test/tills/memory-till.ts';
import {sold, usesLease} from '../../test/tills/sale-draft.ts';
import {approveOverride, type OverrideRequest} from './approve-override.ts';
import {completeSale} from './complete-sale.ts';
import type {Till} from './till.ts';

const trusting = campaign('Trusting', {
  offlinePolicy: {kind: 'trust_up_to', perRedemptionMinor: 300, perTillMinor: 500, budgetMinor: 5_000},
});
// 10 % of 24.00 are 2.40.
const trusted = percent('TRUSTED', 10, {usesLimit: 9, campaign: trusting});
const dear = percent('DEAR', 20, {usesLimit: 9, campaign: trusting});
const other = percent('OTHER', 10, {usesLimit: 9, campaign: trusting});
const plain = percent('PLAIN', 10, {usesLimit: 9});
const isOffline = true;

const pot = (account: AccountKey, granted: number) => usesLease('POT', granted, {account});
const trustPot: AccountKey = 'x:camp_Trusting:trust';
const overridePot: AccountKey = 'x:store_one:override';

const manager: Staff = {
  kind: 'staff',
  id: 'staff_max',
  version: 1,
  name: 'Max',
  role: 'manager',
  active: true,
  pin: {algorithm: 'scrypt', n: 2, r: 1, p: 1, saltHex: '0'.repeat(32), hashHex: '0'.repeat(64)},
};

async function trustedTill(granted: number): Promise<Till> {
  const till = await memoryTill();
  await till.ledger.lease.put(pot(trustPot, granted));
  return till;
}
async function lastSale(till: Till): Promise<Sale> {
  const {body} = operationSchema.parse(JSON.parse((await till.ledger.operation.all()).at(-1)?.bytes ?? ''));
  if (body.kind !== 'sale') throw new Error('not a sale');
  return body.sale;
}
const left = async (till: Till) => (await till.ledger.lease.all()).map(remaining);

test('offline and without a lease, a code is given away within what its campaign trusts', async () => {
  const till = await trustedTill(500);
  const draft = await memoryDraft(till, cart({mug: {}}), [trusted], {isOffline});
  expect(sold(await completeSale(till, draft)).savingsMinor).toBe(240);
  expect(await lastSale(till)).toMatchObject({
    spends: [],
    uncovered: [
      {account: 'v:v_TRUSTED:uses', amount: 1, by: 'trust', leaseId: 'lease_POT', amountMinor: 240},
    ],
  });
  expect(await left(till)).toEqual([260]);
});

test('online nothing is given on trust, and a lease goes before it', async () => {
  const till = await trustedTill(500);
  const {decision} = await memoryDraft(till, cart({mug: {}}), [trusted]);
  expect(decision.verdicts).toMatchObject([{status: 'inapplicable', refusal: {code: 'lease_empty'}}]);
  await till.ledger.lease.put(usesLease('TRUSTED', 1));
  const draft = await memoryDraft(till, cart({mug: {}}), [trusted], {isOffline});
  await completeSale(till, draft);
  expect((await lastSale(till)).uncovered).toBeUndefined();
  expect((await lastSale(till)).spends).toMatchObject([{leaseId: 'lease_TRUSTED'}]);
});

test('more than is trusted for one redemption, or than is left of the pot, is refused with the bound', async () => {
  const till = await trustedTill(500);
  const {decision} = await memoryDraft(till, cart({mug: {}}), [dear], {isOffline});
  expect(decision.verdicts).toMatchObject([{refusal: {code: 'trust_exceeded', boundMinor: 300}}]);
  const poor = await trustedTill(200);
  const short = await memoryDraft(poor, cart({mug: {}}), [trusted], {isOffline});
  expect(short.decision.verdicts).toMatchObject([{refusal: {code: 'trust_exceeded', boundMinor: 200}}]);
  const empty = await trustedTill(0);
  const none = await memoryDraft(empty, cart({mug: {}}), [trusted], {isOffline});
  expect(none.decision.verdicts).toMatchObject([{refusal: {code: 'lease_empty'}}]);
});

test('two codes in one order share the pot; the second is refused when it is not enough', async () => {
  const till = await trustedTill(300);
  const draft = await memoryDraft(till, cart({mug: {}}), [trusted, other], {isOffline});
  expect(draft.decision.verdicts.map(verdict => verdict.status)).toEqual(['applied', 'inapplicable']);
  sold(await completeSale(till, draft));
  expect(await left(till)).toEqual([60]);
});

test('a pot that shrank since the order was priced stops the sale', async () => {
  const till = await trustedTill(500);
  const draft = await memoryDraft(till, cart({mug: {}}), [trusted], {isOffline});
  await till.ledger.lease.put({...pot(trustPot, 500), recalled: true});
  expect(await completeSale(till, draft)).toEqual({ok: false, code: 'lease-short', account: trustPot});
});

test('gift cards are never trusted', async () => {
  const till = await trustedTill(500);
  const card = gift('CARD', 2_500, {campaign: trusting});
  const {decision} = await memoryDraft(till, cart({mug: {}}), [card], {isOffline});
  expect(decision.verdicts).toMatchObject([{refusal: {code: 'lease_empty'}}]);
});

const asked: OverrideRequest = {
  approverId: 'staff_max',
  orderId: 'ord_one',
  account: 'v:v_PLAIN:uses',
  amount: 1,
  boundMinor: minor(500),
  reason: 'regular customer',
};
async function managedTill(granted = 1_000): Promise<Till> {
  const till = await memoryTill({staff: [manager]});
  await till.ledger.lease.put(pot(overridePot, granted));
  return till;
}
async function overridden(till: Till, given: Partial<OverrideRequest> = {}) {
  const approved = await approveOverride(till, {...asked, ...given});
  if (!approved.ok) throw new Error(approved.code);
  const overrides = [approved.override];
  const draft = await memoryDraft(till, cart({mug: {}}), [plain], {overrides});
  return {...draft, orderId: 'ord_one' as const};
}

test('a manager’s word stands for a lease: for one order, drawn on the store’s override lease, once', async () => {
  const till = await managedTill();
  const draft = await overridden(till);
  sold(await completeSale(till, draft));
  const [override] = draft.overrides ?? [];
  expect(await lastSale(till)).toMatchObject({
    orderId: 'ord_one',
    overrides: [override],
    uncovered: [{account: asked.account, by: 'override', overrideId: override?.id, amountMinor: 240}],
  });
  expect(await left(till)).toEqual([760]);
  expect(await completeSale(till, draft)).toEqual({
    ok: false,
    code: 'override-refused',
    account: asked.account,
    reason: 'used',
  });
});

test.each([
  ['another order', {orderId: 'ord_other'}, 'other-order'],
  ['less money', {boundMinor: minor(239)}, 'too-little'],
] as const)('a word given for %s is worth nothing here', async (_case, given, reason) => {
  const till = await managedTill();
  expect(await completeSale(till, await overridden(till, given))).toMatchObject({
    code: 'override-refused',
    reason,
  });
  expect(await left(till)).toEqual([1_000]);
});

test('who is no active manager any more approves nothing, before and after', async () => {
  const till = await managedTill();
  const draft = await overridden(till);
  const later: Till = {
    ...till,
    replica: {...till.replica, staffMember: async () => ({...manager, active: false})},
  };
  expect(await completeSale(later, draft)).toMatchObject({reason: 'not-a-manager'});
  expect(await approveOverride(later, asked)).toEqual({ok: false, code: 'not-a-manager'});
  const cashier: Till = {
    ...till,
    replica: {...till.replica, staffMember: async () => ({...manager, role: 'cashier'})},
  };
  expect(await approveOverride(cashier, asked)).toEqual({ok: false, code: 'not-a-manager'});
  expect(await approveOverride(till, {...asked, reason: '  '})).toEqual({ok: false, code: 'no-reason'});
  expect(await approveOverride(till, {...asked, amount: 0})).toEqual({ok: false, code: 'nothing-to-approve'});
});

test('without enough on the store’s override lease, or with a lease after all, it is not used', async () => {
  const till = await managedTill(100);
  expect(await completeSale(till, await overridden(till))).toMatchObject({
    code: 'lease-short',
    account: overridePot,
  });
  const draft = await overridden(till);
  await till.ledger.lease.put(usesLease('PLAIN', 1));
  sold(await completeSale(till, draft));
  expect((await lastSale(till)).overrides).toBeUndefined();
  expect(await till.ledger.usedOverride.get(draft.overrides?.[0]?.id ?? '')).toBeUndefined();
});
