import {Dexie} from 'dexie';

/** A database of the till. `strict` flushes each transaction to the disk before it reports success. */
export function newDexie(name: string, durability: 'strict' | 'relaxed'): Dexie {
  // On localhost, where tills of a browser run, Dexie would collect a stack for every read.
  Dexie.debug = false;
  return new Dexie(name, {chromeTransactionDurability: durability, cache: 'disabled'});
}
