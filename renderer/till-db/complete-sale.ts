/**
 * Completes a sale: draws on the leases, books the sale and queues its operation, all together or not at all.
 *
 * Always true:
 * - CS1 When it resolves with `ok`, the sale survives a power cut; until then nothing may be shown as paid.
 * - CS2 A unit of a lease is drawn once, whatever other windows do at the same time.
 * - CS3 Receipt numbers of a till are gapless.
 * - CS4 What was paid is what the decision's order costs.
 */
import type {Decision} from '../../shared/decision/decision.ts';
import type {Facts} from '../../shared/decision/facts.ts';
import {hashDecision} from '../../shared/decision/hash-decision.ts';
import type {DecisionRequest} from '../../shared/decision/request.ts';
import {assert, present} from '../../shared/kernel/assert.ts';
import {makeId, type StaffId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {type Minor, subtract} from '../../shared/money/minor.ts';
import type {Sale, Tender} from '../../shared/protocol/sale.ts';
import {planRedemption} from '../../shared/redemption/plan-redemption.ts';
import {type Addition, addOperation} from './add-operation.ts';
import {describeSale} from './describe-sale.ts';
import {drawOnLeases, type LeaseDraws} from './draw-on-leases.ts';
import type {LedgerHead} from './ledger-head.ts';
import {type SaleSurroundings, saleSurroundings} from './sale-surroundings.ts';
import type {StoredSale} from './stored-sale.ts';
import type {TillContext} from './till-context.ts';

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
}

/** `lease-short`: since the order was priced, what this till holds of `account` has shrunk. Price it again. */
export interface LeaseShort {
  readonly ok: false;
  readonly code: 'lease-short';
  readonly account: AccountKey;
}
export type SaleCompletion = {readonly ok: true; readonly sale: StoredSale} | LeaseShort;

/** @throws LedgerWriteFailed when it could not be kept: the sale is still open, the message says what to do. */
export async function completeSale(till: TillContext, draft: SaleDraft): Promise<SaleCompletion> {
  assertPaid(draft);
  const surroundings = await saleSurroundings(till, draft.staffId, draft.offline ?? false);
  const added = await addOperation<LeaseShort>(till, head => prepareSale(till, draft, surroundings, head));
  if (!added.ok) return added;
  return {ok: true, sale: present(added.sale, 'the sale of the operation').stored};
}

async function prepareSale(
  till: TillContext,
  draft: SaleDraft,
  surroundings: SaleSurroundings,
  head: LedgerHead,
): Promise<Addition | LeaseShort> {
  const clock = till.clock.read();
  const drawn = await drawOnLeases(till.db.ledger, draft.decision.draws, clock.correctedMs);
  if (!drawn.ok) return {ok: false, code: 'lease-short', account: drawn.account};
  const receiptSequence = head.receiptSequence + 1;
  const sale = buildSale(till, draft, drawn, receiptNumber(till.identity.tillNumber, receiptSequence));
  const id = makeId('op', clock.correctedMs, till.random);
  const stored = describeSale(sale, {operationId: id, completedAtMs: clock.correctedMs}, surroundings);
  return {
    ok: true,
    id,
    body: {kind: 'sale', sale},
    clock,
    leases: drawn.changes,
    sale: {stored, surroundings, receiptSequence},
  };
}

function buildSale(till: TillContext, draft: SaleDraft, drawn: LeaseDraws, number: string): Sale {
  const nowMs = till.clock.nowMs();
  const {request, facts, decision, tenders, changeMinor, staffId} = draft;
  const planned = planRedemption(decision, () => makeId('r', nowMs, till.random));
  return {
    id: makeId('sale', nowMs, till.random),
    orderId: makeId('ord', nowMs, till.random),
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
