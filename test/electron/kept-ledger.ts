import type {Page} from '@playwright/test';
import {z} from 'zod';

const rowsSchema = z.object({
  meta: z.array(z.object({key: z.string(), value: z.unknown()})),
  operation: z.array(
    z.object({sequence: z.int(), hash: z.string(), state: z.string(), receiptNumber: z.string().nullable()}),
  ),
  lease: z.array(
    z.object({id: z.string(), account: z.string(), consumed: z.int(), refunded: z.int(), returned: z.int()}),
  ),
});
const headSchema = z.object({sequence: z.int(), hash: z.string().nullable(), receiptSequence: z.int()});

/** What the till's ledger database holds, read past the till: its chain, its operations, and the leases it drew on. */
export async function keptLedger(page: Page) {
  const everything = await allDatabases(page);
  const {meta, operation, lease} = rowsSchema.parse(everything['counterfoil-ledger']);
  return {
    head: headSchema.parse(meta.find(({key}) => key === 'head')?.value),
    operations: operation,
    drawnLeases: lease.filter(({consumed}) => consumed > 0),
  };
}

/** Every row of every database of the page: database → store → rows. */
export function allDatabases(page: Page): Promise<Record<string, Record<string, unknown[]>>> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: Record<string, Record<string, unknown[]>> = {};
    for (const {name = ''} of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name));
      const stores = [...db.objectStoreNames];
      const reading = db.transaction(stores);
      const rows = await Promise.all(stores.map(store => done(reading.objectStore(store).getAll())));
      found[name] = Object.fromEntries(stores.map((store, place) => [store, rows[place] ?? []]));
      db.close();
    }
    return found;
  });
}
