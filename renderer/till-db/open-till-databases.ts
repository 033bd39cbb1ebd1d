/**
 * Opens the till's two databases. One business transaction never spans both: the ledger is flushed and kept,
 * the cache is neither.
 */
import {Dexie} from 'dexie';
import {type CacheDb, cacheDb, cachePrefix} from './cache-db.ts';
import {lostData} from './data-loss.ts';
import {type LedgerDb, ledgerDb} from './ledger-db.ts';

export interface TillDatabases {
  /** What both names begin with. */
  readonly name: string;
  readonly ledger: LedgerDb;
  readonly cache: CacheDb;
  /** The browser found the ledger damaged and wiped it: an empty ledger does not mean a new till. */
  readonly dataLoss: boolean;
}

/**
 * `blocked`: another window holds an older version open; close it. `superseded`: another window opened a newer
 * version, so this one had to let go of the ledger; reload.
 */
export type DatabaseTrouble = 'blocked' | 'superseded';

export async function openTillDatabases(
  name = 'counterfoil',
  report: (trouble: DatabaseTrouble) => void = () => undefined,
): Promise<TillDatabases> {
  const dataLoss = await lostData(indexedDB, `${name}-ledger`);
  const ledger = ledgerDb(name);
  const cache = cacheDb(name);
  ledger.on('blocked', () => report('blocked'));
  ledger.on('versionchange', () => {
    ledger.close();
    report('superseded');
    // Dexie would open it again by itself, with stores this version does not know.
    return false;
  });
  await ledger.open();
  await cache.open();
  await deleteOldCaches(name, cache.name);
  return {name, ledger, cache, dataLoss};
}

/** Caches of earlier schemas. One that is still open in another window goes when that window lets go of it. */
async function deleteOldCaches(name: string, current: string): Promise<void> {
  const databases = await indexedDB.databases();
  for (const {name: found} of databases) {
    if (found?.startsWith(cachePrefix(name)) && found !== current) {
      Dexie.delete(found).catch(() => undefined);
    }
  }
}
