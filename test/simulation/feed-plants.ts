/** Planted bugs of the way down: cursors, pages, deletions, histories. */
import type {ReplicaRows, ReplicaStore} from '../../renderer/till-replica/replica-store.ts';
import type {Plant} from './plants.ts';
import {tunedWorld} from './tuned-world.ts';

/** Every write of the replica, with the rows it goes through changed. */
function withRows(store: ReplicaStore, change: (rows: ReplicaRows) => Partial<ReplicaRows>): ReplicaStore {
  return {...store, write: (of, work) => store.write(of, rows => work({...rows, ...change(rows)}))};
}

const late = {net: {jitterMs: 1_500}};

const positionsAtTheWrite: Plant = {
  name: 'cursor by a sequence that late commits slip behind',
  tune: tunedWorld({publication: 60}),
  feed: 'positions at the write',
};

const stampersWithoutALock: Plant = {
  name: 'two stampers without a lock',
  seed: 5,
  tune: tunedWorld({publication: 400}, {tills: 4}),
  feed: 'stampers without a lock',
};

const historyKeepsItsName: Plant = {
  name: 'a restored backup keeps the name of its history',
  tune: tunedWorld({'documents restored from backup': 10, deletion: 30, publication: 60}),
  feed: 'a backup keeps the name of the history',
};

const olderOverNewer: Plant = {
  name: 'an older version is applied over a newer one',
  tune: tunedWorld({'second window downloads': 60, 'replica dropped': 20, publication: 90}, late),
  replica: store => withRows(store, () => ({versionsOf: async () => []})),
};

const noTombstones: Plant = {
  name: 'deletions are not remembered',
  tune: tunedWorld(
    {'snapshot built': 10, 'second window downloads': 30, 'replica dropped': 10, deletion: 60},
    late,
  ),
  replica: store =>
    withRows(store, rows => ({bury: gone => rows.bury(gone.map(one => ({...one, version: 0})))})),
};

const cursorBeforeItsPage: Plant = {
  name: 'the cursor is kept before its page',
  tune: tunedWorld({'till dies in a download': 30, 'replica dropped': 10, publication: 60}),
  replica: store => ({
    ...store,
    async write(of, work) {
      const later: ((rows: ReplicaRows) => Promise<void>)[] = [];
      const result = await store.write(of, rows =>
        work({
          ...rows,
          putDocuments: async documents => void later.push(then => then.putDocuments(documents)),
          bury: async gone => void later.push(then => then.bury(gone)),
        }),
      );
      await store.write(of, async rows => {
        for (const put of later) await put(rows);
      });
      return result;
    },
  }),
};

const snapshotAtTheEnd: Plant = {
  name: 'a snapshot counts as long as its packing took',
  tune: tunedWorld({'snapshot built': 30, 'replica dropped': 20, publication: 90, deletion: 60}),
  feed: 'a snapshot has the position of its end',
};

export const feedPlants: readonly Plant[] = [
  positionsAtTheWrite,
  stampersWithoutALock,
  historyKeepsItsName,
  olderOverNewer,
  noTombstones,
  cursorBeforeItsPage,
  snapshotAtTheEnd,
];
