import {expect, test} from 'vitest';
import {freshName} from '../../test/tills/test-till.ts';
import {lostData} from './data-loss.ts';
import {openTillDatabases} from './open-till-databases.ts';

const names = async () => (await indexedDB.databases()).map(database => database.name);

test('looking for lost data neither finds any in a new till nor leaves a database behind', async () => {
  const name = `${freshName()}-ledger`;
  expect(await lostData(indexedDB, name)).toBe(false);
  expect(await names()).not.toContain(name);
});

test('a sound ledger is opened as it is, again and again', async () => {
  const name = freshName();
  for (let start = 0; start < 3; start += 1) {
    const db = await openTillDatabases(name);
    expect(db.dataLoss).toBe(false);
    expect(await db.ledger.meta.count()).toBe(start);
    await db.ledger.meta.put({key: `start ${start}`, value: start});
    db.ledger.close();
    db.cache.close();
  }
});

test('what Chromium says of a ledger it had to wipe is passed on', async () => {
  const wiped = {
    open(name: string) {
      const request = indexedDB.open(name);
      request.addEventListener('upgradeneeded', event => {
        Object.defineProperty(event, 'dataLoss', {value: 'total'});
      });
      return request;
    },
  };
  expect(await lostData(wiped as unknown as IDBFactory, freshName())).toBe(true);
});

test('caches of other schemas are deleted, databases of others are not', async () => {
  const name = freshName();
  const old = `${name}-cache-0000old0`;
  for (const other of [old, `other-${name}`]) {
    await new Promise<void>(resolve => {
      const request = indexedDB.open(other);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
  }
  const {cache} = await openTillDatabases(name);
  await expect.poll(names).not.toContain(old);
  expect(await names()).toEqual(expect.arrayContaining([`other-${name}`, cache.name]));
});
