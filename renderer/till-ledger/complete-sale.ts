/**
 * Completes a sale: draws on the leases, books the sale and queues its operation, all together or not at all.
 *
 * Always true:
 * - CS1 When it resolves with `ok`, the sale survives a power cut; until then nothing may be shown as paid.
 * - CS2 A unit of a lease is drawn once, whatever other windows do at the same time.
 * - CS3 Receipt numbers of a till are gapless.
 * - CS4 What was paid is what the decision's order costs.
 * - CS5 What no lease covers is handed out only within what the campaign trusts this till with, or on an override that
 *   was given for this order, this account and at least this amount, and that was not used before.
 */
import type {Decision} from '../../shared/decision/decision.ts';
import type {Facts} from '../../shared/decision/facts.ts';
import {hashDecision} from '../../shared/decision/hash-decision.ts';
import type {DecisionRequest} from '../../shared/decision/request.ts';
import {assert, present} from '../../shared/kernel/assert.ts';
import {makeId, type OrderId, type StaffId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {type Minor, subtract} from '../../shared/money/minor.ts';
import type {Override} from '../../shared/protocol/override.ts';
import type {Sale, Tender} from '../../shared/protocol/sale.ts';
import {planRedemption} from '../../shared/redemption/plan-redemption.ts';
import {type Addition, addOperation} from './add-operation.ts';
import {describeSale} from './describe-sale.ts';
import {drawOnLeases, type LeaseDraws} from './draw-on-leases.ts';
import type {LedgerHead} from './ledger-head.ts';
import {type OverrideRefused, refuseOverrides, usedOverrides} from './refuse-overrides.ts';
import {saleBacking} from './sale-backing.ts';
import {type SaleSurroundings, saleSurroundings} from './sale-surroundings.ts';
import {sealSale} from './seal-sale.ts';
import type {StoredSale} from './stored-sale.ts';
import type {Till} from './till.ts';

/** A priced and paid order. `facts`, `request` and `decision` belong together; `decision.order` is what was shown. */
export interface SaleDraft {
  readonly request: DecisionRequest;
  readonly facts: Facts;
  readonly decision: Decision;
  readonly tenders: readonly Tender[];
  readonly changeMinor: Minor;
  readonly staffId: StaffId;
  /** The server was out of reach; printed on the receipt. */
  readonly offline?: boolean;
  /** The order's id, where it has one already: overrides are given for it. */
  readonly orderId?: OrderId;
  readonly overrides?: readonly Override[];
}

/** `lease-short`: since the order was priced, what this till holds of `account` has shrunk. Price it again. */
interface LeaseShort {
  readonly ok: false;
  readonly code: 'lease-short';
  readonly account: AccountKey;
}
export type NotCompleted = LeaseShort | OverrideRefused;
export type SaleCompletion = {readonly ok: true; readonly sale: StoredSale} | NotCompleted;

/** @throws LedgerWriteFailed when it could not be kept: the sale is still open, the message says what to do. */
export async function completeSale(till: Till, draft: SaleDraft): Promise<SaleCompletion> {
  assertPaid(draft);
  const surroundings = await saleSurroundings(till, draft.staffId, draft.offline ?? false);
  const added = await addOperation<NotCompleted>(till, head => prepareSale(till, draft, surroundings, head));
  if (!added.ok) return added;
  return {ok: true, sale: present(added.sale, 'the sale of the operation').stored};
}

async function prepareSale(
  till: Till,
  draft: SaleDraft,
  surroundings: SaleSurroundings,
  head: LedgerHead,
): Promise<Addition | NotCompleted> {
  const clock = till.clock.read();
  const orderId = draft.orderId ?? makeId('ord', clock.correctedMs, till.random);
  const {decision, facts, overrides = []} = draft;
  const backing = saleBacking(facts, decision, till.identity.storeId, overrides);
  const drawn = await drawOnLeases(till.ledger, decision.draws, clock.correctedMs, backing);
  if (!drawn.ok) return {ok: false, code: 'lease-short', account: drawn.account};
  const used = usedOverrides(drawn, overrides);
  const refused = await refuseOverrides(till, orderId, drawn, used);
  if (refused !== null) return refused;
  const receiptSequence = head.receiptSequence + 1;
  const sale = buildSale(
    till,
    draft,
    {drawn, overrides: used, orderId},
    receiptNumber(till.identity.tillNumber, receiptSequence),
  );
  const id = makeId('op', clock.correctedMs, till.random);
  const stored = describeSale(sale, {operationId: id, completedAtMs: clock.correctedMs}, surroundings);
  return {
    ok: true,
    id,
    body: {kind: 'sale', sale: await sealSale(till, sale)},
    clock,
    leases: drawn.changes,
    draws: decision.draws,
    ...(used.length === 0 ? {} : {overrides: used.map(({id}) => id)}),
    sale: {stored, surroundings, receiptSequence},
  };
}

interface Backed {
  readonly drawn: LeaseDraws;
  readonly overrides: readonly Override[];
  readonly orderId: OrderId;
}

function buildSale(till: Till, draft: SaleDraft, {drawn, overrides, orderId}: Backed, number: string): Sale {
  const nowMs = till.clock.nowMs();
  const {request, facts, decision, tenders, changeMinor, staffId} = draft;
  const planned = planRedemption(decision, () => makeId('r', nowMs, till.random));
  return {
    id: makeId('sale', nowMs, till.random),
    orderId,
    receiptNumber: number,
    staffId,
    storeId: till.identity.storeId,
    currency: facts.settings.currency,
    facts,
    request,
    decision,
    decisionHash: hashDecision(decision),
    redemptions: planned.redemptions.map(({id, verdict}) => ({id, verdict})),
    parentRedemptionId: planned.parentRedemptionId,
    spends: drawn.spends.map(spend => ({...spend})),
    ...(drawn.uncovered.length === 0 ? {} : {uncovered: drawn.uncovered.map(one => ({...one}))}),
    ...(overrides.length === 0 ? {} : {overrides: [...overrides]}),
    tenders: tenders.map(tender => ({...tender})),
    changeMinor,
  };
}

/** Till number and running number, as on the receipt: `03-000042`. */
export function receiptNumber(tillNumber: number, sequence: number): string {
  return `${String(tillNumber).padStart(2, '0')}-${String(sequence).padStart(6, '0')}`;
}

function assertPaid({decision, tenders, changeMinor}: SaleDraft): void {
  const dueMinor = present(decision.order.totalMinor, 'the total of the order');
  assert(
    tenders.every(tender => tender.amountMinor > 0),
    'a tender of nothing',
  );
  assert(changeMinor >= 0, `negative change: ${changeMinor}`);
  const givenMinor = tenders.reduce((sum, tender) => sum + tender.amountMinor, 0);
  assert(
    givenMinor - changeMinor === dueMinor,
    `paid ${givenMinor} − change ${changeMinor} is not the total ${dueMinor}`,
  );
  const cashMinor = tenders.reduce((sum, t) => (t.kind === 'cash' ? sum + t.amountMinor : sum), 0);
  assert(subtract(cashMinor as Minor, changeMinor) >= 0, 'more change than cash');
}
