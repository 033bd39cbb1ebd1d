/** A till's copy of the server's documents, as its books see it, on a simulated cache. It is not precious and may be dropped. */
import type {TillReplica} from '../../renderer/till-ledger/till.ts';
import type {CustomerId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import {type MemoryReplica, memoryReplica} from './memory-replica-store.ts';

export interface SimulatedReplica extends TillReplica {
  readonly cache: MemoryReplica;
  documents(): readonly Document[];
  accounts(): readonly AccountView[];
  /** Every change up to here is applied. */
  cursor(): number;
}

export function simulatedReplica(): SimulatedReplica {
  const cache = memoryReplica();
  const views = new Map<AccountKey, AccountView>();

  function find<K extends Document['kind']>(kind: K, id: string): Extract<Document, {kind: K}> | null {
    const found = cache.documents().find(one => one.kind === kind && one.id === id);
    return isOf(kind, found) ? found : null;
  }

  return {
    cache,
    store: async id => find('store', id),
    staffMember: async id => find('staff', id),
    customerKey: async id => find('customer_key', id),
    erasedCustomers: async () => cache.gone('customer_key').flatMap(id => (isCustomer(id) ? [id] : [])),
    position: async () => cache.cursor().position,
    async noteAccounts(added) {
      for (const view of added) views.set(view.account, view);
    },
    async drop() {
      views.clear();
      await cache.connect().drop();
    },
    documents: () => cache.documents(),
    accounts: () => [...views.values()],
    cursor: () => cache.cursor().position,
  };
}

function isCustomer(id: string): id is CustomerId {
  return id.startsWith('cust_');
}

function isOf<K extends Document['kind']>(
  kind: K,
  document: Document | null | undefined,
): document is Extract<Document, {kind: K}> {
  return document?.kind === kind;
}
