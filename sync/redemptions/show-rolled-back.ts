import {z} from 'zod';
import {orderWire} from '../../shared/api/order-object.ts';
import {presentRollback, type RollbackWire, rollbackWire} from '../../shared/api/redemption-object.ts';
import {present} from '../../shared/kernel/assert.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Db} from '../storage/database.ts';
import {findOrders} from '../storage/orders/find-order.ts';
import {findRedemptions} from '../storage/redemptions/find-redemptions.ts';
import type {RolledBack} from './roll-back.ts';
import {showOrders} from './show-orders.ts';
import {showRedemptions} from './show-redemptions.ts';

/** The answer of `POST /v1/redemptions/{id}/rollbacks` (semantics.md C.6). */
export const rolledBackWire = z.object({
  rollbacks: z.array(rollbackWire),
  parent_rollback: rollbackWire.optional(),
  order: orderWire.optional(),
});
export type RolledBackWire = z.output<typeof rolledBackWire>;

export async function showRolledBack(
  db: Db,
  projectId: ProjectId,
  rolledBack: RolledBack,
): Promise<RolledBackWire> {
  const {rollbackIds, parentRollbackId, orderId} = rolledBack;
  const rollbacks = await showRollbacks(db, projectId, rollbackIds);
  const [parent] = await showRollbacks(db, projectId, parentRollbackId === null ? [] : [parentRollbackId]);
  const orders = await findOrders(db, projectId, orderId === null ? [] : [orderId]);
  const [order] = await showOrders(db, projectId, orders);
  return {
    rollbacks,
    ...(parent === undefined ? {} : {parent_rollback: parent}),
    ...(order === undefined ? {} : {order}),
  };
}

async function showRollbacks(db: Db, projectId: ProjectId, ids: readonly string[]): Promise<RollbackWire[]> {
  const views = await showRedemptions(db, projectId, await findRedemptions(db, projectId, ids));
  return ids.map(id =>
    presentRollback(
      present(
        views.find(view => view.id === id),
        id,
      ),
    ),
  );
}
