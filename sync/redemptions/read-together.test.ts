import {expect, test} from 'vitest';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {openDatabase} from '../storage/database.ts';
import {readTogether} from './read-together.ts';

const shop = 'proj_shop' as ProjectId;
const other = 'proj_other' as ProjectId;

/** Reads that end when they are told to; each answers all that was asked. */
function opened() {
  const {db} = openDatabase('postgres://nobody@127.0.0.1:1/none');
  const started: string[] = [];
  const ends: ((failure?: Error) => void)[] = [];
  const read = readTogether<string, string>((_, projectId, asked) => {
    started.push(`${projectId} ${asked.join(' ')}`);
    return new Promise((resolve, reject) => {
      ends.push(failure => (failure === undefined ? resolve(asked.join(' ')) : reject(failure)));
    });
  });
  const end = async (at: number, failure?: Error): Promise<void> => {
    ends[at]?.(failure);
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  };
  return {ask: (asked: string, projectId = shop) => read(db, projectId, asked), started, end};
}

test('what comes while a read is under way waits, and goes together with the next', async () => {
  const {ask, started, end} = opened();
  void ask('a');
  const [b, c] = [ask('b'), ask('c')];
  expect(started).toEqual(['proj_shop a']);
  await end(0);
  expect(started).toEqual(['proj_shop a', 'proj_shop b c']);
  await end(1);
  expect(await Promise.all([b, c])).toEqual(['b c', 'b c']);
});

test('a read that is under way does not answer what was asked after it began', async () => {
  const {ask, end} = opened();
  const first = ask('a');
  void ask('b');
  await end(0);
  expect(await first).toBe('a');
});

test('projects do not wait for each other', () => {
  const {ask, started} = opened();
  void ask('a');
  void ask('b', other);
  expect(started).toEqual(['proj_shop a', 'proj_other b']);
});

test('a read that fails fails those it was for, and the next goes on', async () => {
  const {ask, end} = opened();
  const first = ask('a');
  const second = ask('b');
  const failed = expect(first).rejects.toThrow('connection lost');
  await end(0, new Error('connection lost'));
  await failed;
  await end(1);
  expect(await second).toBe('b');
});
