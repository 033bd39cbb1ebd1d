import type {Table} from 'dexie';
import type {IndexedRows, LedgerRows, LedgerStore, Rows} from '../till-ledger/ledger-store.ts';
import type {LedgerDb} from './ledger-db.ts';

/**
 * The ledger in IndexedDB. Transactions of Dexie are ambient: what is awaited inside `work` joins its own. That the scope
 * is an async function tells Dexie to follow native awaits.
 */
export function dexieLedger(db: LedgerDb): LedgerStore {
  const rows: LedgerRows = {
    meta: keyed(db.meta),
    lease: indexed(db.lease),
    operation: indexed(db.operation),
    sale: indexed(db.sale),
    unshown: keyed(db.unshown),
    voided: keyed(db.voided),
    usedOverride: keyed(db.usedOverride),
  };
  return {
    ...rows,
    read: async (kinds, work) =>
      db.transaction(
        'r',
        kinds.map(kind => db[kind]),
        async () => work(rows),
      ),
    write: async (kinds, work) =>
      db.transaction(
        'rw',
        kinds.map(kind => db[kind]),
        async () => work(rows),
      ),
  };
}

function keyed<Row, Key>(table: Table<Row, Key>): Rows<Row, Key> {
  return {
    get: key => table.get(key),
    put: row => table.put(row),
    add: row => table.add(row),
    delete: key => table.delete(key),
  };
}

function indexed<Row, Key, Index extends string>(table: Table<Row, Key>): IndexedRows<Row, Key, Index> {
  return {
    ...keyed(table),
    getMany: keys => table.bulkGet([...keys]),
    async putMany(rows) {
      await table.bulkPut([...rows]);
    },
    deleteMany: keys => table.bulkDelete([...keys]),
    all: () => table.toArray(),
    having(index, values, limit) {
      const found = table.where(index).anyOf([...values]);
      return (limit === undefined ? found : found.limit(limit)).toArray();
    },
    count: (index, value) => table.where(index).equals(value).count(),
    between: (from, through, limit) =>
      table.where(':id').between(from, through, true, true).limit(limit).toArray(),
  };
}
