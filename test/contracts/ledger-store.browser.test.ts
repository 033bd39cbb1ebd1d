import {dexieLedger} from '../../renderer/till-db/dexie-ledger.ts';
import {openTillDatabases} from '../../renderer/till-db/open-till-databases.ts';
import {freshName} from '../tills/test-till.ts';
import {ledgerStoreContract} from './ledger-store.ts';

ledgerStoreContract('in IndexedDB', async () => dexieLedger((await openTillDatabases(freshName())).ledger));
