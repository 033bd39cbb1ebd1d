import type {Product} from '../../shared/catalog/product.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Db} from '../storage/database.ts';
import type {OrderRecord} from '../storage/orders/order-record.ts';
import {pgFactSource} from '../storage/pg-fact-source.ts';

/** The products on the lines of these orders that are in the catalogue. */
export async function productsOf(
  db: Db,
  projectId: ProjectId,
  orders: readonly OrderRecord[],
): Promise<readonly Product[]> {
  const ids = orders.flatMap(order => order.priced.lines.flatMap(line => line.productId ?? []));
  return pgFactSource(db, projectId).products([...new Set(ids)], []);
}
