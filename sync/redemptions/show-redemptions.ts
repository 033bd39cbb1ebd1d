/** Stored redemptions with what they refer to (customer, order, voucher or tier, rollbacks), ready to be presented. */
import {presentSimpleCustomer} from '../../shared/api/customer-object.ts';
import {presentOrder} from '../../shared/api/order-object.ts';
import {presentPromotionTier} from '../../shared/api/promotion-tier-object.ts';
import type {RedemptionView} from '../../shared/api/redemption-object.ts';
import type {Product} from '../../shared/catalog/product.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {viewTiers} from '../campaigns/view-tiers.ts';
import {findCustomers} from '../storage/customers/find-customer.ts';
import type {Db} from '../storage/database.ts';
import {findOrders} from '../storage/orders/find-order.ts';
import type {OrderRecord} from '../storage/orders/order-record.ts';
import {findChildren, findRedemptions} from '../storage/redemptions/find-redemptions.ts';
import type {RedemptionRecord} from '../storage/redemptions/redemption-record.ts';
import {findTiers} from '../storage/tiers/find-tiers.ts';
import {findVouchers} from '../storage/vouchers/find-voucher.ts';
import {showVouchers} from '../vouchers/show-vouchers.ts';
import {productsOf} from './products-of.ts';
import {inStackOrder} from './stack-order.ts';

export async function showRedemptions(
  db: Db,
  projectId: ProjectId,
  redemptions: readonly RedemptionRecord[],
): Promise<RedemptionView[]> {
  const related = await readRelated(db, projectId, redemptions);
  return redemptions.map(redemption => ({
    ...redemption,
    rolledBack: related.rollbacks.find(each => each.id === redemption.rolledBackBy) ?? null,
    children: childrenOf(redemption, related),
    customer: related.customers.get(redemption.customerId ?? '') ?? null,
    order: showOrder(redemption, related),
    voucher: related.vouchers.get(redemption.redeemableId ?? '') ?? null,
    promotionTier: related.tiers.get(redemption.redeemableId ?? '') ?? null,
  }));
}

type Related = Awaited<ReturnType<typeof readRelated>>;

async function readRelated(db: Db, projectId: ProjectId, redemptions: readonly RedemptionRecord[]) {
  const idsOf = (pick: (redemption: RedemptionRecord) => string | null) =>
    redemptions.flatMap(redemption => pick(redemption) ?? []);
  const redeemableIds = idsOf(each => each.redeemableId);
  const [customers, orders, vouchers, tiers, rollbacks, children] = await Promise.all([
    findCustomers(
      db,
      projectId,
      idsOf(each => each.customerId),
    ),
    findOrders(
      db,
      projectId,
      idsOf(each => each.orderId),
    ),
    findVouchers(db, projectId, redeemableIds),
    findTiers(db, projectId, redeemableIds),
    findRedemptions(
      db,
      projectId,
      idsOf(each => each.rolledBackBy),
    ),
    findChildren(
      db,
      projectId,
      idsOf(each => (each.kind === 'parent' ? each.id : null)),
    ),
  ]);
  const voucherWires = await showVouchers(db, projectId, vouchers);
  const tierViews = await viewTiers(db, projectId, tiers);
  return {
    customers: new Map(customers.map(customer => [customer.id as string, presentSimpleCustomer(customer)])),
    orders: new Map(orders.map(order => [order.id as string, order])),
    products: await productsOf(db, projectId, orders),
    vouchers: new Map(voucherWires.map(voucher => [voucher.id, voucher])),
    tiers: new Map(tierViews.map(tier => [tier.id, presentPromotionTier(tier)])),
    rollbacks: rollbacks.map(({id, date}) => ({id, date})),
    children,
  };
}

function childrenOf({id, orderId}: RedemptionRecord, {children, orders}: Related) {
  const own = children.filter(child => child.parentId === id);
  return inStackOrder(own, id, orders.get(orderId ?? '')).map(child => ({id: child.id, date: child.date}));
}

/** The order as it was right after this redemption. */
function showOrder(redemption: RedemptionRecord, {orders, products}: Related) {
  const order = orders.get(redemption.orderId ?? '');
  if (order === undefined || redemption.order === null) return null;
  return presentStored({...order, priced: redemption.order}, products);
}

export function presentStored(order: OrderRecord, products: readonly Product[]) {
  const {cart, customerId, priced} = order;
  return presentOrder({head: order, customerId, cart, priced, products});
}
