import type {OrderWire} from '../../shared/api/order-object.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Db} from '../storage/database.ts';
import type {OrderRecord} from '../storage/orders/order-record.ts';
import {productsOf} from './products-of.ts';
import {presentStored} from './show-redemptions.ts';

/** Orders as the REST API answers them, those of tills as well. */
export async function showOrders(
  db: Db,
  projectId: ProjectId,
  orders: readonly OrderRecord[],
): Promise<OrderWire[]> {
  const products = await productsOf(db, projectId, orders);
  return orders.map(order => presentStored(order, products));
}
