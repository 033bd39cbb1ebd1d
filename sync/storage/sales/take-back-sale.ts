/**
 * A void of everything its redemptions drew is a rollback of them, told the way the REST API tells one: a rollback row per
 * redemption, the parent's with its children's, and the order cancelled without what they took off.
 */
import {present} from '../../../shared/kernel/assert.ts';
import type {OrderId, ProjectId} from '../../../shared/kernel/id.ts';
import type {BookedSale, TakenBack} from '../../store/sale-book.ts';
import type {Tx} from '../database.ts';
import {cancelOrder} from '../orders/cancel-order.ts';
import {lockOrder} from '../orders/find-order.ts';
import {insertRedemptions} from '../redemptions/insert-redemptions.ts';
import {markRolledBack} from '../redemptions/mark-rolled-back.ts';
import {type RedemptionRecord, toRedemptionRecord} from '../redemptions/redemption-record.ts';
import {orderAfterRollback, rollbackNote} from './order-after-rollback.ts';

/** A till's sale by its order, locked; null where there is none. */
export async function lockSale(tx: Tx, projectId: ProjectId, orderId: OrderId): Promise<BookedSale | null> {
  // Redemptions before their order, as a rollback by REST does.
  const redemptions = await redemptionsOf(tx, projectId, orderId);
  const row = await tx
    .selectFrom('sales_order')
    .select(['order_id', 'till'])
    .where('project_id', '=', projectId)
    .where('order_id', '=', orderId)
    .where('till', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || row.till === null) return null;
  return {
    orderId,
    deviceId: row.till.deviceId,
    redemptionIds: redemptions.flatMap(one => (one.kind === 'parent' ? [] : [one.id as `r_${string}`])),
    rolledBack: redemptions.flatMap(one => (one.rolledBackBy === null ? [] : [one.id])),
  };
}

export async function takeBackSale(tx: Tx, projectId: ProjectId, taken: TakenBack): Promise<void> {
  const at = new Date(taken.atMs);
  const order = present(await lockOrder(tx, projectId, taken.orderId), `order ${taken.orderId}`);
  const all = await redemptionsOf(tx, projectId, taken.orderId);
  const rollbackOf = new Map<string, string>(taken.rollbacks.map(one => [one.redemptionId, one.rollbackId]));
  const targets = all.filter(one => rollbackOf.has(one.id));
  const parent = all.find(one => one.kind === 'parent' && targets.some(target => target.parentId === one.id));
  const rows = targets.map(target =>
    rollbackRow(taken, target, present(rollbackOf.get(target.id), target.id), at),
  );
  let after = order;
  const notes: Record<string, Readonly<Record<string, unknown>>> = {};
  if (parent === undefined) {
    for (const target of targets) {
      after = orderAfterRollback(after, [target], target.id);
      notes[target.id] = rollbackNote(present(rollbackOf.get(target.id), target.id), at, []);
    }
  } else {
    after = orderAfterRollback(after, targets, parent.id);
    const stacked = rows.map(row => row.id);
    notes[parent.id] = rollbackNote(taken.parentRollbackId, at, stacked);
    for (const [index, row] of rows.entries()) rows[index] = {...row, parentId: taken.parentRollbackId};
    rows.push(rollbackRow(taken, parent, taken.parentRollbackId, at));
  }
  await insertRedemptions(
    tx,
    projectId,
    rows.map(row => ({...row, order: after.priced})),
  );
  const pairs = rows.map(row => ({redemptionId: row.rollsBack ?? '', rollbackId: row.id}));
  await markRolledBack(tx, projectId, pairs);
  const redemptions = {...after.redemptions};
  for (const [id, note] of Object.entries(notes)) redemptions[id] = {...redemptions[id], ...note};
  await cancelOrder(tx, projectId, {...after, redemptions}, at);
}

async function redemptionsOf(
  tx: Tx,
  projectId: ProjectId,
  orderId: OrderId,
): Promise<readonly RedemptionRecord[]> {
  const rows = await tx
    .selectFrom('redemption')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('order_id', '=', orderId)
    .where('kind', 'in', ['single', 'parent', 'child'])
    .orderBy('redemption_id')
    .forUpdate()
    .execute();
  return rows.map(toRedemptionRecord);
}

function rollbackRow(
  {reason, deviceId}: TakenBack,
  target: RedemptionRecord,
  id: string,
  at: Date,
): RedemptionRecord {
  return {
    ...target,
    id,
    parentId: null,
    kind: 'rollback',
    rollsBack: target.id,
    rolledBackBy: null,
    amountMinor: target.amountMinor === null ? null : -target.amountMinor,
    discountMinor: -target.discountMinor,
    metadata: {},
    reason,
    channel: {channel_id: deviceId, channel_type: 'USER'},
    date: at.toISOString(),
  };
}
