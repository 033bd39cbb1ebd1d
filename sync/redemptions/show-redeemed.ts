import {z} from 'zod';
import {type OrderWire, orderWire} from '../../shared/api/order-object.ts';
import {inapplicableWire, skippedWire} from '../../shared/api/redeemable-result.ts';
import {presentRedemption, redemptionWire} from '../../shared/api/redemption-object.ts';
import {present} from '../../shared/kernel/assert.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Db} from '../storage/database.ts';
import {findOrders} from '../storage/orders/find-order.ts';
import {findRedemptions} from '../storage/redemptions/find-redemptions.ts';
import type {Redeemed} from './redeem.ts';
import {showCommitted} from './show-committed.ts';
import {showOrders} from './show-orders.ts';
import {showRedemptions} from './show-redemptions.ts';

/** The answer of `POST /v1/redemptions` (semantics.md C.5). */
export const redeemedWire = z.object({
  redemptions: z.array(redemptionWire),
  /** There when two or more redeemables were redeemed together. */
  parent_redemption: redemptionWire.optional(),
  order: orderWire,
  inapplicable_redeemables: z.array(inapplicableWire),
  skipped_redeemables: z.array(skippedWire),
});
export type RedeemedWire = z.output<typeof redeemedWire>;

export async function showRedeemed(db: Db, projectId: ProjectId, redeemed: Redeemed): Promise<RedeemedWire> {
  const {orderId, plan, written} = redeemed.committed;
  const ids = plan.redemptions.map(redemption => redemption.id);
  const all = plan.parentRedemptionId === null ? ids : [...ids, plan.parentRedemptionId];
  const views =
    written === null
      ? await showRedemptions(db, projectId, await findRedemptions(db, projectId, all))
      : await showCommitted(db, projectId, written);
  const shown = all.map(id =>
    presentRedemption(
      present(
        views.find(view => view.id === id),
        id,
      ),
    ),
  );
  const parent = plan.parentRedemptionId === null ? undefined : shown.at(-1);
  return {
    redemptions: shown.slice(0, ids.length),
    ...(parent === undefined ? {} : {parent_redemption: parent}),
    order: await orderOf(db, projectId, orderId, (parent ?? shown[0])?.order ?? null),
    inapplicable_redeemables: redeemed.inapplicable,
    skipped_redeemables: redeemed.skipped,
  };
}

/** The stored order, with what this request applied to it. */
async function orderOf(
  db: Db,
  projectId: ProjectId,
  orderId: string,
  asRedeemed: OrderWire | null,
): Promise<OrderWire> {
  if (asRedeemed !== null) return asRedeemed;
  const [order] = await showOrders(db, projectId, await findOrders(db, projectId, [orderId]));
  return present(order, `order ${orderId}`);
}
