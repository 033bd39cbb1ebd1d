import {afterAll, beforeAll} from 'vitest';
import {openAccounts} from '../../sync/storage/open-accounts.ts';
import {transact} from '../../sync/storage/transact.ts';
import {type TestShop, testShop} from '../postgres/test-shop.ts';
import {addTestStore, addTestTill} from '../postgres/test-till.ts';
import {type StoreUnderTest, syncStoreContract} from './sync-store.ts';

let shop: TestShop;
let under: StoreUnderTest;
beforeAll(async () => {
  shop = await testShop();
  const {deps, db, projectId} = shop;
  const storeId = await addTestStore(shop, 'main');
  const one = await addTestTill(shop, storeId, 'One');
  const two = await addTestTill(shop, storeId, 'Two');
  const manager = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/admin/staff',
    headers: shop.managementKey,
    payload: {name: 'Maria', role: 'manager', pin: '135790'},
  });
  under = {
    store: deps.store,
    projectId,
    tills: [one.enrolment.deviceId, two.enrolment.deviceId],
    manager: manager.json<{id: `staff_${string}`}>().id,
    openAccount: (account, limit) => transact(db, tx => openAccounts(tx, projectId, [{account, limit}])),
  };
});
afterAll(() => shop.close());

syncStoreContract('the book of record in PostgreSQL', async () => under);
