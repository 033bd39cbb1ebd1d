import 'fake-indexeddb/auto';
import {expect, test} from 'vitest';
import {applyChanges} from '../../renderer/till-replica/apply-changes.ts';
import {openingMs, product} from '../builders/facts.ts';
import {memoryReplica} from '../simulation/memory-replica-store.ts';
import {openDexieReplica} from './open-dexie-replica.ts';
import {replicaStoreContract} from './replica-store.ts';

replicaStoreContract('in IndexedDB', openDexieReplica);
replicaStoreContract('in memory', async () => {
  const replica = memoryReplica();
  return {
    store: replica.connect(),
    standing: async () =>
      Object.fromEntries(replica.documents().map(({kind, id, version}) => [`${kind} ${id}`, version])),
  };
});

const mug = (version: number) => {
  const document = {...product('mug', 100), version};
  const changes = [{deleted: false as const, position: version, document}];
  return {changes, next: version, head: version};
};

test.each([1, 2, 3, 4, 5])(
  '[RS1] a process that dies at step %i of a page leaves all of it or nothing',
  async steps => {
    const replica = memoryReplica();
    await applyChanges(replica.connect(), mug(1), 0, openingMs);
    let crashed = false;
    replica.crashIn(steps, () => {
      crashed = true;
    });
    void applyChanges(replica.connect(), mug(2), 1, openingMs);
    await new Promise(resolve => setImmediate(resolve));
    expect(crashed).toBe(true);
    expect([replica.documents()[0]?.version, replica.cursor().position]).toEqual([1, 1]);
  },
);

test('[RS2] a power cut takes the newest commits back, whole, and the feed brings them again', async () => {
  const replica = memoryReplica();
  for (const version of [1, 2, 3])
    await applyChanges(replica.connect(), mug(version), version - 1, openingMs);
  replica.powerCut(2);
  expect([replica.documents()[0]?.version, replica.cursor().position]).toEqual([1, 1]);
  expect(await applyChanges(replica.connect(), mug(3), 2, openingMs)).toBe(false);
});
