/**
 * Taking a redemption back (semantics.md C.6): what it drew is reversed, what it gave is revoked, and WITH_ORDER the
 * order is canceled and loses what it took off. A stacked redemption goes back as a whole, the newest child first.
 *
 * Pure: who may do it and what is written come out; the edge writes all of it in one transaction or nothing.
 */
import type {Grant} from '../decision/decision.ts';
import {assert} from '../kernel/assert.ts';
import type {RedemptionId, RollbackId} from '../kernel/id.ts';
import type {Metadata} from '../kernel/metadata.ts';
import {type PostedDraw, type Reversal, reverseAll} from '../ledger/reversal.ts';
import {type Minor, minor} from '../money/minor.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import {type SummaryChange, summaryOfRollbacks} from './customer-summary.ts';
import {type OrderRedemptions, withRollback} from './order-redemptions.ts';
import type {Redemption, Rollback, RollbackOrderMode} from './redemption-record.ts';
import {type RollbackCheck, type RollbackRefusal, rollbackRefusal} from './rollback-refusal.ts';
import {takeBack, withoutEmptied} from './take-back.ts';

/** An order as stored. */
export interface RedeemedOrder {
  readonly status: 'CREATED' | 'PAID' | 'CANCELED' | 'FULFILLED';
  readonly priced: PricedOrder;
  readonly redemptions: OrderRedemptions;
}

export interface AskedRollback {
  /** The single redemption or the parent that is named. */
  readonly redemption: Redemption;
  /** The children of a parent, in the order in which they applied. */
  readonly children: readonly Redemption[];
  /** Everything drawn for a redemption, with what was taken back before (returns); oldest first. */
  readonly drawsOf: (id: RedemptionId) => readonly PostedDraw[];
  readonly order: RedeemedOrder | null;
  readonly orderMode: RollbackOrderMode;
  readonly check: RollbackCheck;
  readonly makeRollbackId: () => RollbackId;
  /** A return of all the goods revoked what the redemptions gave (returns RT12): it is not revoked again. */
  readonly isRevoked?: boolean;
  readonly reason?: string;
  readonly metadata?: Metadata;
}

interface PlannedReversal extends Reversal {
  readonly redemptionId: RedemptionId;
  readonly rollbackId: RollbackId;
}

interface RollbackPlan {
  readonly ok: true;
  /** One per redeemable, the newest first; a parent rollback where there was a parent. */
  readonly rollbacks: readonly Rollback[];
  readonly parentRollback: Rollback | null;
  readonly reversals: readonly PlannedReversal[];
  /** Segments, points and the like that the redemptions gave. */
  readonly revokes: readonly Grant[];
  /** The order afterwards; null where there is none. */
  readonly order: RedeemedOrder | null;
  readonly summary: SummaryChange;
}

export type PlannedRollback = RollbackPlan | {readonly ok: false; readonly refusal: RollbackRefusal};

export function planRollback(asked: AskedRollback): PlannedRollback {
  const {redemption, children, order, check} = asked;
  const refusal = rollbackRefusal(redemption, check);
  if (refusal !== null) return {ok: false, refusal};
  const isParent = redemption.kind === 'parent';
  assert(!isParent || children.length > 0, `parent ${redemption.id} without its children`);
  const targets = isParent ? [...children].reverse() : [redemption];
  const after = order === null ? null : orderAfter(order, targets, asked.orderMode, redemption.id);
  const parentRollback = isParent ? rollbackOf(redemption, asked, after?.priced, null) : null;
  const rollbacks = targets.map(target => rollbackOf(target, asked, after?.priced, parentRollback));
  const reversals = rollbacks.flatMap(({id, redemptionId}) =>
    reverseAll(asked.drawsOf(redemptionId)).map(reversal => ({...reversal, redemptionId, rollbackId: id})),
  );
  const head = parentRollback ?? rollbacks[0];
  const canceled = order?.status === 'PAID' && after?.status === 'CANCELED' ? order.priced : null;
  return {
    ok: true,
    rollbacks,
    parentRollback,
    reversals,
    revokes: asked.isRevoked === true ? [] : targets.flatMap(target => target.grants ?? []),
    order:
      after === null || head === undefined
        ? after
        : {...after, redemptions: withRollback(after.redemptions, redemption.id, head, rollbacks)},
    summary: summaryOfRollbacks(rollbacks, canceled),
  };
}

/** WITHOUT_ORDER leaves the order as it is. Emptied lines stay while other redemptions refer to their places. */
function orderAfter(
  order: RedeemedOrder,
  targets: readonly Redemption[],
  mode: RollbackOrderMode,
  redemptionId: RedemptionId,
): RedeemedOrder {
  if (mode === 'WITHOUT_ORDER') return order;
  const priced = takeBack(
    order.priced,
    targets.map(target => target.order),
  );
  const othersStand = Object.entries(order.redemptions).some(
    ([id, entry]) => id !== redemptionId && entry.rollback === undefined,
  );
  return {...order, status: 'CANCELED', priced: othersStand ? priced : withoutEmptied(priced)};
}

function rollbackOf(
  target: Redemption,
  {check, makeRollbackId, orderMode, reason, metadata}: AskedRollback,
  order: PricedOrder | undefined,
  parent: Rollback | null,
): Rollback {
  const {creditsMinor, points, redeemable} = target;
  return {
    id: makeRollbackId(),
    kind: target.kind,
    ...(parent === null ? {} : {parentId: parent.id}),
    redemptionId: target.id,
    orderId: target.orderId,
    customerId: target.customerId,
    atMs: check.nowMs,
    ...(reason === undefined ? {} : {reason}),
    metadata: metadata ?? {},
    ...(redeemable === undefined ? {} : {redeemable}),
    orderMode,
    discountMinor: negative(target.discountMinor),
    ...(creditsMinor === undefined ? {} : {creditsMinor: negative(creditsMinor)}),
    ...(points === undefined ? {} : {points: points === 0 ? 0 : -points}),
    ...(order === undefined ? {} : {order}),
  };
}

function negative(amount: Minor): Minor {
  return minor(-amount);
}
