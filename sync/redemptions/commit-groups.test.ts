import {expect, test} from 'vitest';
import {commitGroups} from './commit-groups.ts';

/** Groups that end when they are told to; each answers its jobs in capitals. */
function opened() {
  const started: string[][] = [];
  const ends: (() => void)[] = [];
  const groups = commitGroups<string, string>(jobs => {
    started.push([...jobs]);
    return new Promise(resolve => {
      ends.push(() => resolve(jobs.map(job => job.toUpperCase())));
    });
  });
  const end = async (at: number): Promise<void> => {
    ends[at]?.();
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  };
  return {groups, started, end};
}

test('with lanes free, work on different accounts starts at once, each by itself', () => {
  const {groups, started} = opened();
  void groups.commit('a', ['one']);
  void groups.commit('b', ['two']);
  void groups.commit('c', []);
  expect(started).toEqual([['a'], ['b'], ['c']]);
});

test('while all three lanes are busy what comes waits, and then goes together', async () => {
  const {groups, started, end} = opened();
  for (const job of ['a', 'b', 'c', 'd', 'e', 'f']) void groups.commit(job, [job]);
  expect(started).toEqual([['a'], ['b'], ['c']]);
  await end(1);
  expect(started.at(-1)).toEqual(['d', 'e', 'f']);
});

test('what waits for a busy account goes together when it is free, in order, and each gets its own answer', async () => {
  const {groups, started, end} = opened();
  const answers = ['a', 'b', 'c', 'd'].map(job => groups.commit(job, ['hot']));
  expect(started).toEqual([['a']]);
  await end(0);
  expect(started).toEqual([['a'], ['b', 'c', 'd']]);
  await end(1);
  expect(await Promise.all(answers)).toEqual(['A', 'B', 'C', 'D']);
});

test('work on two accounts waits for both, and nobody overtakes it on either', async () => {
  const {groups, started, end} = opened();
  void groups.commit('a', ['one']);
  void groups.commit('b', ['one', 'two']);
  void groups.commit('c', ['two']);
  expect(started).toEqual([['a']]);
  await end(0);
  expect(started).toEqual([['a'], ['b', 'c']]);
});

test('a cold account is not held back by a hot one', async () => {
  const {groups, started, end} = opened();
  void groups.commit('a', ['hot']);
  void groups.commit('b', ['hot']);
  void groups.commit('c', ['cold']);
  expect(started).toEqual([['a'], ['c']]);
  await end(0);
  expect(started.at(-1)).toEqual(['b']);
});

test('a group is never larger than 64', async () => {
  const {groups, started, end} = opened();
  for (let n = 0; n < 100; n += 1) void groups.commit(`j${n}`, ['hot']);
  await end(0);
  await end(1);
  expect(started.map(group => group.length)).toEqual([1, 64, 35]);
});

test('a group that fails fails all of its work, and the next one runs', async () => {
  let runs = 0;
  const groups = commitGroups<string, string>(async jobs => {
    runs += 1;
    if (runs === 2) throw new Error('gone');
    return jobs;
  });
  const results = await Promise.allSettled(['a', 'b', 'c'].map(job => groups.commit(job, ['hot'])));
  expect(results.map(({status}) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(await groups.commit('d', ['hot'])).toBe('d');
});

test('whatever comes in whatever order: running groups never share an account, and all of it is answered', async () => {
  const running = new Set<string>();
  const groups = commitGroups<readonly string[], number>(async jobs => {
    const accounts = new Set(jobs.flat());
    for (const account of accounts) {
      expect(running.has(account)).toBe(false);
      running.add(account);
    }
    await new Promise(resolve => {
      setImmediate(resolve);
    });
    for (const account of accounts) running.delete(account);
    return jobs.map(job => job.length);
  });
  const jobs = Array.from({length: 500}, (_, n) =>
    [n % 7, (n * 5) % 11, (n * 3) % 4].slice(0, n % 4).map(account => `a${account}`),
  );
  const answers = await Promise.all(jobs.map(job => groups.commit(job, job)));
  expect(answers).toEqual(jobs.map(job => job.length));
});
