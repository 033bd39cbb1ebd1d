import {expect, test} from 'vitest';
import {memoryDisk} from '../simulation/memory-ledger-store.ts';
import {ledgerStoreContract} from './ledger-store.ts';

ledgerStoreContract('in memory', async () => memoryDisk().connect());

const write = (disk: ReturnType<typeof memoryDisk>, key: string) => disk.connect().meta.put({key, value: 1});

test('[LS3] a power cut loses nothing that a write reported; a relaxed disk does', async () => {
  const disk = memoryDisk();
  await write(disk, 'a');
  disk.powerCut();
  expect(await disk.connect().meta.get('a')).toBeDefined();
  disk.relaxed = true;
  await write(disk, 'b');
  disk.flush();
  await write(disk, 'c');
  disk.powerCut();
  expect(await disk.connect().meta.get('b')).toBeDefined();
  expect(await disk.connect().meta.get('c')).toBeUndefined();
});

test('a crash amid a write takes it back, and its process never hears of it', async () => {
  const disk = memoryDisk();
  let heard = false;
  let crashed = false;
  disk.crashIn(2, () => {
    crashed = true;
  });
  void disk
    .connect()
    .write(['meta'], async ({meta}) => {
      await meta.put({key: 'a', value: 1});
      await meta.put({key: 'b', value: 1});
    })
    .finally(() => {
      heard = true;
    });
  await new Promise(resolve => setImmediate(resolve));
  expect({crashed, heard}).toEqual({crashed: true, heard: false});
  expect(await disk.connect().meta.get('a')).toBeUndefined();
});

test('a commit fails before or after it is kept', async () => {
  const disk = memoryDisk();
  disk.failNextCommit('before');
  await expect(write(disk, 'a')).rejects.toThrow('did not take it');
  disk.failNextCommit('after');
  await expect(write(disk, 'b')).rejects.toThrow('did not take it');
  await write(disk, 'c');
  const {meta} = disk.connect();
  expect([await meta.get('a'), await meta.get('b'), await meta.get('c')].map(row => row?.key)).toEqual([
    undefined,
    'b',
    'c',
  ]);
});

test('a clone, a backup and a wipe stand for themselves', async () => {
  const disk = memoryDisk();
  await write(disk, 'a');
  const [copy, backup] = [disk.clone(), disk.snapshot()];
  await write(disk, 'b');
  expect(await copy.connect().meta.get('b')).toBeUndefined();
  disk.restore(backup);
  expect(await disk.connect().meta.get('b')).toBeUndefined();
  expect(await disk.connect().meta.get('a')).toBeDefined();
  disk.wipe();
  expect(await disk.connect().meta.get('a')).toBeUndefined();
  expect(await copy.connect().meta.get('a')).toBeDefined();
});
