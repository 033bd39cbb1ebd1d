/**
 * Taking a redemption back (semantics.md C.6): uses and credits return as reversing entries, the order is canceled
 * and loses what the redemption took off it. A stacked redemption goes back as a whole, by its parent.
 * What a till spent on its lease is free again when that till has heard of it (reverse-draws.ts).
 */
import {type ApiProblem, apiError, done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {RollbackBody} from '../../shared/api/redeem-body.ts';
import {toMetadata} from '../../shared/api/wire-values.ts';
import {addIsoDuration} from '../../shared/calendar/add-duration.ts';
import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import {sourceIdOf} from '../customers/tracking-id.ts';
import {applyEdit} from '../edits/apply-edit.ts';
import {findCustomer} from '../storage/customers/find-customer.ts';
import type {Db, Tx} from '../storage/database.ts';
import {cancelOrder} from '../storage/orders/cancel-order.ts';
import {findOrder, lockOrder} from '../storage/orders/find-order.ts';
import {pgFactSource} from '../storage/pg-fact-source.ts';
import {pgSyncTx} from '../storage/pg-sync-store.ts';
import {findChildren, lockRedemption} from '../storage/redemptions/find-redemptions.ts';
import {insertRedemptions} from '../storage/redemptions/insert-redemptions.ts';
import {markRolledBack} from '../storage/redemptions/mark-rolled-back.ts';
import type {RedemptionRecord} from '../storage/redemptions/redemption-record.ts';
import {orderAfterRollback, rollbackNote} from '../storage/sales/order-after-rollback.ts';
import type {RedemptionChannel} from '../storage/tables.ts';
import {transactUnique} from '../storage/transact-unique.ts';
import {reverseDraws} from './reverse-draws.ts';
import {inStackOrder} from './stack-order.ts';

export interface RollbackRequest {
  readonly redemptionId: string;
  /** `single` is the older operation, which knows no stacked redemptions. */
  readonly which: 'single' | 'any';
  readonly body: RollbackBody;
  readonly reason: string | null;
  readonly trackingId: string | null;
  readonly channel: RedemptionChannel;
}

/** Ids of what was written, children before their parent. */
export interface RolledBack {
  readonly rollbackIds: readonly string[];
  readonly parentRollbackId: string | null;
  readonly orderId: string | null;
}

const alreadyRolledBack = apiError('already_rolled_back', {
  details: 'Redemption has been already rolled back.',
});

export async function rollBack(
  deps: CommandDeps,
  projectId: ProjectId,
  request: RollbackRequest,
): Promise<Outcome<RolledBack>> {
  const outcome = await transactUnique<RolledBack>(deps.db, alreadyRolledBack, async tx => {
    const redemption = await lockRedemption(tx, projectId, request.redemptionId);
    if (redemption === null) return refused(notFound('redemption', request.redemptionId));
    const closedAtMs = await windowEnd(tx, projectId, redemption);
    const problem =
      unfit(redemption, request, closedAtMs !== null && deps.clock.nowMs() >= closedAtMs) ??
      (await unrelated(tx, projectId, redemption, request));
    if (problem !== null) return refused(problem);
    const children = await findChildren(tx, projectId, redemption.kind === 'parent' ? [redemption.id] : []);
    return done(await write(deps, tx, projectId, request, redemption, children));
  });
  deps.live?.poke(projectId);
  return outcome;
}

/** When it can no longer be taken back, by the project's convention; null: never. */
async function windowEnd(db: Db, projectId: ProjectId, {date}: RedemptionRecord): Promise<EpochMs | null> {
  const {conventions, timeZone} = await pgFactSource(db, projectId).settings();
  const days = conventions?.rollbackWindowDays ?? null;
  return days === null ? null : addIsoDuration(epochMs(Date.parse(date)), `P${days}D`, timeZone);
}

function unfit(
  redemption: RedemptionRecord,
  {which}: RollbackRequest,
  isTooLate: boolean,
): ApiProblem | null {
  if (redemption.kind === 'failed' || redemption.kind === 'rollback') {
    return apiError('invalid_redemption', {details: 'You can rollback only a successful redemption.'});
  }
  if (redemption.kind === 'child') {
    const details = 'You can rollback only a redemption that does not have parent redemption.';
    return apiError('invalid_redemption_parent', {details});
  }
  if (redemption.kind === 'parent' && which === 'single') {
    const details =
      'You can rollback only a single redemption. Use different endpoint for stacked redemption.';
    return apiError('invalid_redemption', {details});
  }
  if (redemption.rolledBackBy !== null) {
    return {...alreadyRolledBack, resource_id: redemption.rolledBackBy, resource_type: 'redemption_rollback'};
  }
  if (!isTooLate) return null;
  return apiError('invalid_redemption', {details: 'Redemption is older than the rollback window.'});
}

/** Whoever names a customer or an order with the rollback must name those of the redemption. */
async function unrelated(
  db: Db,
  projectId: ProjectId,
  redemption: RedemptionRecord,
  {body, trackingId}: RollbackRequest,
): Promise<ApiProblem | null> {
  const tracked = body?.tracking_id ?? trackingId;
  const customerName =
    body?.customer?.id ?? body?.customer?.source_id ?? (tracked ? sourceIdOf(tracked) : null);
  if (customerName !== null) {
    const customer = await findCustomer(db, projectId, customerName);
    if (customer === null) return notFound('customer', customerName);
    if (customer.id !== redemption.customerId) {
      return apiError('invalid_customer', {details: 'Customer is not related with redemption.'});
    }
  }
  const orderName = body?.order?.id ?? body?.order?.source_id ?? null;
  if (orderName === null) return null;
  const order = await findOrder(db, projectId, orderName);
  if (order === null) return notFound('order', orderName);
  if (order.id === redemption.orderId) return null;
  return apiError('invalid_order', {details: 'Order is not related with redemption.'});
}

async function write(
  deps: CommandDeps,
  tx: Tx,
  projectId: ProjectId,
  request: RollbackRequest,
  redemption: RedemptionRecord,
  children: readonly RedemptionRecord[],
): Promise<RolledBack> {
  const nowMs = deps.clock.nowMs();
  const at = new Date(nowMs);
  const parentRollbackId = redemption.kind === 'parent' ? makeId('rr', nowMs, deps.random) : null;
  const order = redemption.orderId === null ? null : await lockOrder(tx, projectId, redemption.orderId);
  const applied = redemption.kind === 'parent' ? inStackOrder(children, redemption.id, order) : [redemption];
  const after = order === null ? null : orderAfterRollback(order, applied, redemption.id);
  const pairs = applied.map(target => ({target, id: makeId('rr', nowMs, deps.random)}));
  const sold = order === null || order.till === null ? null : {...order.till, orderId: order.id};
  const sync = pgSyncTx(tx, projectId, applyEdit);
  const rollbackOf = new Map(pairs.map(({target, id}) => [target.id, id]));
  const told = await reverseDraws(sync, rollbackOf, sold, {nowMs, random: deps.random});
  const all = [...pairs, ...(parentRollbackId === null ? [] : [{target: redemption, id: parentRollbackId}])];
  const rows = all.map(({target, id}) => ({
    ...rollbackRecord(request, target, id, at),
    parentId: target === redemption ? null : parentRollbackId,
    order: after?.priced ?? null,
  }));
  await insertRedemptions(tx, projectId, rows);
  await markRolledBack(
    tx,
    projectId,
    all.map(({target, id}) => ({redemptionId: target.id, rollbackId: id})),
  );
  const rollbackIds = pairs.map(pair => pair.id);
  if (after !== null) {
    const note = rollbackNote(
      parentRollbackId ?? rollbackIds[0] ?? '',
      at,
      parentRollbackId === null ? [] : rollbackIds,
    );
    const redemptions = {
      ...after.redemptions,
      [redemption.id]: {...after.redemptions[redemption.id], ...note},
    };
    await cancelOrder(tx, projectId, {...after, redemptions}, at);
  }
  await sync.bumpLeaseVersions(told);
  return {rollbackIds, parentRollbackId, orderId: order?.id ?? null};
}

function rollbackRecord(
  {body, channel, reason}: RollbackRequest,
  target: RedemptionRecord,
  id: string,
  at: Date,
): RedemptionRecord {
  return {
    ...target,
    id,
    kind: 'rollback',
    rollsBack: target.id,
    rolledBackBy: null,
    amountMinor: target.amountMinor === null ? null : -target.amountMinor,
    discountMinor: -target.discountMinor,
    metadata: toMetadata(body?.metadata),
    reason: reason ?? body?.reason ?? null,
    channel,
    date: at.toISOString(),
  };
}
