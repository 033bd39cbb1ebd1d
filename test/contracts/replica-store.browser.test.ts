import {openDexieReplica} from './open-dexie-replica.ts';
import {replicaStoreContract} from './replica-store.ts';

replicaStoreContract('in the browser’s IndexedDB', openDexieReplica);
