import {type DemoClient, idOf} from './demo-client.ts';
import {demoCustomers, demoSegments} from './demo-customers.ts';
import {inTurns} from './in-turns.ts';

const readers = new Set(demoSegments.find(s => s.name === 'Newsletter')?.customers);

/** Loads customers and the segments they are in; segment name → id. */
export async function loadCustomers(client: DemoClient): Promise<ReadonlyMap<string, string>> {
  const loaded = await inTurns(demoCustomers, async customer => {
    const {sourceId, name, phone, email, joined, homeStore} = customer;
    const metadata = {home_store: homeStore, joined, newsletter: readers.has(sourceId)};
    const answer = await client.post('/v1/customers', {source_id: sourceId, name, phone, email, metadata});
    return [sourceId, idOf(answer)] as const;
  });
  const ids = new Map(loaded);
  const segments = await inTurns(demoSegments, async ({name, customers}) => {
    const members = customers.map(card => ids.get(card));
    return [
      name,
      idOf(await client.post('/v1/segments', {name, type: 'static', customers: members})),
    ] as const;
  });
  return new Map(segments);
}
