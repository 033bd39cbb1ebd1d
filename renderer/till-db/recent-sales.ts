import {z} from 'zod';
import type {SaleId} from '../../shared/kernel/id.ts';
import {type StoredSale, storedSaleSchema} from '../till-ledger/stored-sale.ts';
import type {TillDatabases} from './open-till-databases.ts';

/** The last sales of this till, newest first. */
export async function recentSales(db: TillDatabases, limit: number): Promise<StoredSale[]> {
  const rows = await db.ledger.sale.orderBy('completedAtMs').reverse().limit(limit).toArray();
  return z.array(storedSaleSchema).parse(rows);
}

export async function readSale(db: TillDatabases, id: SaleId): Promise<StoredSale | null> {
  const row = await db.ledger.sale.get(id);
  return row === undefined ? null : storedSaleSchema.parse(row);
}

/**
 * Sales that were completed but that no screen has shown as such: the till died in between. Oldest first.
 * The customer may be standing there, so they open at start.
 */
export async function unshownSales(db: TillDatabases): Promise<StoredSale[]> {
  const ids = await db.ledger.unshown.toCollection().primaryKeys();
  const rows = await db.ledger.sale.bulkGet(ids);
  const sales = z.array(storedSaleSchema).parse(rows.filter(row => row !== undefined));
  return sales.sort((a, b) => a.completedAtMs - b.completedAtMs);
}

/** The screen says “paid”: it need not be said again at the next start. */
export async function markSaleShown(db: TillDatabases, id: SaleId): Promise<void> {
  await db.ledger.unshown.delete(id);
}
