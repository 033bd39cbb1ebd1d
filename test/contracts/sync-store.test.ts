import {memorySyncStore} from '../simulation/memory-sync-store.ts';
import {syncStoreContract} from './sync-store.ts';

const store = memorySyncStore();
for (const deviceId of ['till_one', 'till_two'] as const) {
  store.addDevice({deviceId, storeId: 'store_main', name: deviceId});
  store.enrol(deviceId);
}
store.addStaff('staff_manager', {role: 'manager', active: true});

syncStoreContract('the book of record in memory', async () => ({
  store,
  projectId: 'proj_test',
  tills: ['till_one', 'till_two'],
  manager: 'staff_manager',
  openAccount: async (key, limit) => store.openAccount(key, limit),
}));
