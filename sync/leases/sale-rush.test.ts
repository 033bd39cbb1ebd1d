/** The same rush as in sale-rush.pg.test.ts on the book in memory, as the simulation has it. */
import {expect, test} from 'vitest';
import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId} from '../../shared/kernel/id.ts';
import {askedBack, remaining} from '../../shared/ledger/lease.ts';
import {memorySyncStore} from '../../test/simulation/memory-sync-store.ts';
import {seededRandom} from '../../test/simulation/seeded-random.ts';
import {grantLeases} from './grant-leases.ts';

const account = 'v:v_rush:uses';

function rushShop(tills: number, units: number) {
  const store = memorySyncStore();
  let nowMs = 1_000_000;
  const ids = Array.from({length: tills}, (_, n): DeviceId => `till_${n + 1}`);
  for (const deviceId of ids) {
    store.addDevice({deviceId, storeId: 'store_main', name: deviceId});
    store.enrol(deviceId);
  }
  store.openAccount(account, units);
  const clock = {nowMs: (): EpochMs => epochMs(nowMs)};
  const deps = {store, clock, random: seededRandom('rush')};
  const want = (deviceId: DeviceId) =>
    grantLeases(deps, 'proj_test', {deviceId, epoch: 1}, [{account, need: 1, level: 1}]);
  const left = () => [...store.book.leases.rows.values()].filter(lease => remaining(lease) > 0);
  return {
    ids,
    want,
    left,
    book: () => store.book.accounts.get(account),
    wait(ms: number) {
      nowMs += ms;
    },
  };
}

test('[L42] 32 tills want one of 20 units: 20 of them keep theirs while they sell', async () => {
  const {ids, want, left, book} = rushShop(32, 20);
  await Promise.all(ids.map(want));
  expect(left()).toHaveLength(20);
  expect(left().every(lease => askedBack(lease) === 0)).toBe(true);
  expect(book()).toMatchObject({committed: 20, over: 0});
});

test('[L42] whoever has not sold after five seconds is asked like anybody else', async () => {
  const {ids, want, left, wait} = rushShop(2, 1);
  const [first = 'till_1', second = 'till_2'] = ids;
  await want(first);
  wait(4_999);
  await want(second);
  expect(left().map(askedBack)).toEqual([0]);
  wait(1);
  await want(second);
  expect(left().map(askedBack)).toEqual([1]);
});
