/**
 * Takes back what a sale of this till drew, in whole or in part: one operation, together with the leases it refills.
 *
 * Always true:
 * - VS1 Of no draw more is taken back than was drawn, whatever windows do at the same time: what was taken back is kept
 *   in the operation’s transaction, on the head of the chain that it was read with.
 * - VS2 Units that came from a lease that lives here go back on it and may be spent again here; all others go to the free
 *   part of their account when the server hears of it.
 * - VS3 What a rollback elsewhere took back is not taken back here as well, once this till knows of it.
 */
import {present} from '../../shared/kernel/assert.ts';
import {makeId, type SaleId, type StaffId, type VoidId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {type Lease, refund} from '../../shared/ledger/lease.ts';
import {operationSchema} from '../../shared/protocol/operation.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import type {Void} from '../../shared/protocol/void.ts';
import {type Addition, addOperation, type LeaseChange} from './add-operation.ts';
import {drawnOf, leftOf, type Part, partTooLarge, planVoid, type Reversal} from './plan-void.ts';
import type {Till} from './till.ts';
import {voidedAfter} from './voided-sale.ts';

export interface VoidDraft {
  readonly saleId: SaleId;
  /** Parts of its draws; absent: all that is left. */
  readonly reversals?: readonly Part[];
  readonly staffId: StaffId;
  readonly reason: string | null;
}

type VoidRefused =
  /** Not sold here, or so long ago that it is not kept: the server can take it back. */
  | {readonly ok: false; readonly code: 'unknown-sale'}
  /** Sold by another till that this machine was before. */
  | {readonly ok: false; readonly code: 'other-till'}
  /** Sold before this till was enrolled anew, and still to be sent: the server must hear of the sale first. */
  | {readonly ok: false; readonly code: 'not-sent-yet'}
  /** It drew nothing that could go back. */
  | {readonly ok: false; readonly code: 'nothing-drawn'}
  /** `left` of the draw may still be taken back. */
  | {
      readonly ok: false;
      readonly code: 'already-reversed';
      readonly account: AccountKey;
      readonly left: number;
    };

export type VoidCompletion =
  | {readonly ok: true; readonly voidId: VoidId; readonly reversals: readonly Reversal[]}
  | VoidRefused;

/** @throws LedgerWriteFailed when it could not be kept: then nothing was taken back. */
export async function voidSale(till: Till, draft: VoidDraft): Promise<VoidCompletion> {
  const added = await addOperation<VoidRefused>(till, () => prepareVoid(till, draft));
  if (!added.ok) return added;
  const {body} = added;
  const made = present(body.kind === 'void' ? body.void : undefined, 'the void of the operation');
  return {ok: true, voidId: made.id, reversals: made.reversals};
}

async function prepareVoid(till: Till, draft: VoidDraft): Promise<Addition | VoidRefused> {
  const {ledger, random, identity} = till;
  const found = await readSaleOperation(till, draft.saleId);
  if (found === null) return {ok: false, code: 'unknown-sale'};
  if (found.deviceId !== identity.deviceId) return {ok: false, code: 'other-till'};
  if (found.isWaiting && found.epoch !== identity.epoch) return {ok: false, code: 'not-sent-yet'};
  const {sale} = found;
  const before = (await ledger.voided.get(sale.id)) ?? null;
  const reversed = before?.reversed ?? [];
  const left = leftOf(sale, reversed, before?.rolledBack);
  const parts = draft.reversals ?? left;
  const refused = refusal(sale, left, parts);
  if (refused !== null) return refused;
  const leases = await leasesOf(till, sale);
  const reversals = planVoid(sale, reversed, parts, id => leases.get(id)?.recalled === false);
  const clock = till.clock.read();
  const made: Void = {
    id: makeId('void', clock.correctedMs, random),
    saleId: sale.id,
    orderId: sale.orderId,
    staffId: draft.staffId,
    reason: draft.reason,
    reversals,
  };
  return {
    ok: true,
    id: makeId('op', clock.correctedMs, random),
    body: {kind: 'void', void: made},
    clock,
    leases: refills(leases, reversals),
    sale: null,
    voided: voidedAfter(before, made),
  };
}

interface SoldHere {
  readonly sale: Sale;
  readonly deviceId: string;
  readonly epoch: number;
  readonly isWaiting: boolean;
}

async function readSaleOperation({ledger}: Till, saleId: SaleId): Promise<SoldHere | null> {
  const stored = await ledger.sale.get(saleId);
  if (stored === undefined) return null;
  const [row] = await ledger.operation.having('id', [stored.operationId], 1);
  if (row === undefined) return null;
  const {body} = operationSchema.parse(JSON.parse(row.bytes));
  if (body.kind !== 'sale') return null;
  const {deviceId, epoch, state} = row;
  return {sale: body.sale, deviceId, epoch, isWaiting: state !== 'acknowledged'};
}

function refusal(sale: Sale, left: readonly Part[], parts: readonly Part[]): VoidRefused | null {
  const [first] = drawnOf(sale);
  if (first === undefined) return {ok: false, code: 'nothing-drawn'};
  if (parts.length === 0) return {ok: false, code: 'already-reversed', account: first.account, left: 0};
  const short = partTooLarge(left, parts);
  if (short === null) return null;
  return {ok: false, code: 'already-reversed', account: short.account, left: short.left};
}

async function leasesOf({ledger}: Till, {spends}: Sale): Promise<Map<string, Lease>> {
  const found = await ledger.lease.getMany([...new Set(spends.map(({leaseId}) => leaseId))]);
  return new Map(found.flatMap(lease => (lease === undefined ? [] : [[lease.id, lease] as const])));
}

function refills(leases: ReadonlyMap<string, Lease>, reversals: readonly Reversal[]): LeaseChange[] {
  return [...leases.values()].flatMap(before => {
    const back = reversals.filter(one => one.leaseId === before.id).reduce((sum, one) => sum + one.amount, 0);
    return back === 0 ? [] : [{before, after: refund(before, back)}];
  });
}
