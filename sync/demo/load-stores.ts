import {type DemoClient, idOf} from './demo-client.ts';
import {demoStaff, demoStores} from './demo-stores.ts';

const admin = '/sync/v1/admin';

/** Opens the stores, sets up their tills, numbered in the order of the file, and takes on the staff. */
export async function loadStores(client: DemoClient): Promise<void> {
  for (const {tills, ...store} of demoStores) {
    const storeId = idOf(await client.post(`${admin}/stores`, store));
    for (const name of tills) await client.post(`${admin}/tills`, {storeId, name});
  }
  for (const person of demoStaff) await client.post(`${admin}/staff`, person);
}
