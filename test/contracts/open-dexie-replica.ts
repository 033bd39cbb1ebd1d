import {dexieReplicaStore} from '../../renderer/till-db/dexie-replica-store.ts';
import {readVouchers} from '../../renderer/till-db/find-voucher.ts';
import {openTillDatabases} from '../../renderer/till-db/open-till-databases.ts';
import {readBlock} from '../../shared/protocol/voucher-block.ts';
import {freshName} from '../tills/test-till.ts';
import type {OpenedReplica} from './replica-store.ts';

/** A fresh cache database; vouchers are found in it the way sales find them. */
export async function openDexieReplica(): Promise<OpenedReplica> {
  const db = await openTillDatabases(freshName());
  const {cache} = db;
  return {
    store: dexieReplicaStore(cache),
    async standing() {
      const loose = (await cache.voucher.toArray()).map(({id}) => id);
      const packed = (await cache.block.toArray()).flatMap(({text}) => readBlock(text).map(({id}) => id));
      const rows = [
        ...(await cache.product.toArray()),
        ...(await cache.customer.toArray()),
        ...(await cache.other.toArray()),
      ];
      const found = [...rows.map(row => row.document), ...(await readVouchers(db, [...loose, ...packed]))];
      return Object.fromEntries(found.map(({kind, id, version}) => [`${kind} ${id}`, version]));
    },
  };
}
