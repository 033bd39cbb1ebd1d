import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {type More, moreSchema} from '../../shared/protocol/live.ts';
import type {LiveBook, TillHead, TillRef} from './live-book.ts';
import {type LiveHub, makeLiveHub} from './live-hub.ts';
import type {LivePipe, LiveTill} from './live-line.ts';

const shop: ProjectId = 'proj_shop';
const startMs = epochMs(1_760_000_000_000);

/** A book of record in memory that counts how often it is read. */
class TestBook implements LiveBook {
  feedHead = 7;
  reads = 0;
  tillReads = 0;
  broken = false;
  readonly listeners = new Map<string, TillHead>();
  readonly openUntil = new Map<string, EpochMs>();

  set(id: string, leaseVersion: number, epoch = 1): void {
    this.listeners.set(id, {deviceId: `till_${id}`, epoch, leaseVersion});
  }

  async heads(projectIds: readonly ProjectId[]) {
    this.reads += 1;
    if (this.broken) throw new Error('the database is gone');
    const stamp = [...this.listeners.values()].reduce((sum, till) => sum + till.leaseVersion + till.epoch, 0);
    return projectIds.map(projectId => ({projectId, feedHead: this.feedHead, stamp}));
  }

  async tills(): Promise<readonly TillHead[]> {
    this.tillReads += 1;
    return [...this.listeners.values()];
  }

  async noteOpen(tills: readonly TillRef[], untilMs: EpochMs): Promise<void> {
    for (const {deviceId} of tills) this.openUntil.set(deviceId, untilMs);
  }

  async noteGone(tills: readonly TillRef[]): Promise<void> {
    for (const {deviceId} of tills) this.openUntil.delete(deviceId);
  }
}

class TestPipe implements LivePipe {
  readonly texts: string[] = [];
  waiting = 0;
  isOpen = true;

  write(text: string): void {
    this.texts.push(text);
  }

  waitingBytes(): number {
    return this.waiting;
  }

  end(): void {
    this.isOpen = false;
  }

  drop(): void {
    this.isOpen = false;
  }

  /** What it was told since it was last asked. */
  heard(): readonly More[] {
    return this.texts
      .splice(0)
      .flatMap(text => /^event: more\ndata: (.*)\n\n$/.exec(text)?.[1] ?? [])
      .map(json => moreSchema.parse(JSON.parse(json)));
  }
}

let book: TestBook;
let hub: LiveHub;
let nowMs: EpochMs;
let failures: string[];

beforeEach(() => {
  vi.useFakeTimers({toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance']});
  book = new TestBook();
  nowMs = startMs;
  failures = [];
  hub = makeLiveHub(book, {nowMs: () => nowMs}, line => failures.push(line));
});
afterEach(async () => {
  await hub.close();
  vi.useRealTimers();
});

async function pass(ms: number): Promise<void> {
  nowMs = epochMs(nowMs + ms);
  await vi.advanceTimersByTimeAsync(ms);
}

function listen(id: string, till: Partial<LiveTill> = {}) {
  const pipe = new TestPipe();
  const leave = hub.open(
    {projectId: shop, deviceId: `till_${id}`, epoch: 1, tokenEndsAtMs: null, ...till},
    pipe,
  );
  return {pipe, leave};
}

test('[V1] a till is told at once where things stand, and then only what is newer', async () => {
  book.set('one', 3);
  const {pipe} = listen('one');
  await pass(50);
  expect(pipe.heard()).toEqual([{feedHead: 7, leaseVersion: 3}]);
  await pass(1_000);
  expect(pipe.heard()).toEqual([]);
  book.feedHead = 8;
  await pass(250);
  expect(pipe.heard()).toEqual([{feedHead: 8, leaseVersion: 3}]);
});

test('leases of one till are told to that till alone', async () => {
  book.set('one', 3);
  book.set('two', 5);
  const [one, two] = [listen('one'), listen('two')];
  await pass(250);
  one.pipe.heard();
  two.pipe.heard();
  book.set('two', 6);
  await pass(250);
  expect([one.pipe.heard(), two.pipe.heard()]).toEqual([[], [{feedHead: 7, leaseVersion: 6}]]);
});

test('many changes within a beat are one word, and cost one query for everybody', async () => {
  for (let n = 0; n < 50; n += 1) book.set(`t${n}`, 1);
  const pipes = Array.from({length: 50}, (_, n) => listen(`t${n}`).pipe);
  await pass(250);
  for (const pipe of pipes) pipe.heard();
  book.reads = 0;
  for (let n = 0; n < 100; n += 1) book.feedHead += 1;
  await pass(250);
  expect(book.reads).toBe(1);
  for (const pipe of pipes) expect(pipe.heard()).toMatchObject([{feedHead: 107}]);
});

test('the tills’ versions are read only when one of them moved', async () => {
  book.set('one', 3);
  listen('one');
  await pass(5_000);
  expect(book.tillReads).toBe(1);
});

test('a poke is heard before the beat', async () => {
  book.set('one', 3);
  const {pipe} = listen('one');
  await pass(250);
  pipe.heard();
  await pass(10);
  book.set('one', 4);
  hub.poke(shop);
  await pass(50);
  expect(pipe.heard()).toMatchObject([{leaseVersion: 4}]);
});

test('nobody listens: nothing is read', async () => {
  await pass(10_000);
  expect(book.reads).toBe(0);
  book.set('one', 1);
  const {leave} = listen('one');
  await pass(250);
  leave();
  await pass(250);
  book.reads = 0;
  await pass(10_000);
  expect(book.reads).toBe(0);
});

test('every line hears a comment within twenty seconds', async () => {
  book.set('one', 1);
  const {pipe} = listen('one');
  await pass(20_000);
  expect(pipe.texts.filter(text => text === ':\n\n')).toHaveLength(1);
});

test('[V2] who does not read is dropped, and comes back to where things stand', async () => {
  book.set('slow', 1);
  const {pipe} = listen('slow');
  await pass(250);
  pipe.waiting = 20_000;
  book.feedHead = 9;
  await pass(250);
  expect(pipe.isOpen).toBe(false);
  const again = listen('slow');
  await pass(250);
  expect(again.pipe.heard()).toEqual([{feedHead: 9, leaseVersion: 1}]);
});

test('[V3] a listening till counts as connected, again and again, and no more once it left', async () => {
  book.set('one', 1);
  const {leave} = listen('one');
  for (let minute = 0; minute < 5; minute += 1) {
    await pass(60_000);
    expect(book.openUntil.get('till_one')).toBeGreaterThan(nowMs);
  }
  leave();
  await pass(250);
  expect(book.openUntil.has('till_one')).toBe(false);
});

test('[V3] a till with a second line stays connected when the first ends', async () => {
  book.set('one', 1);
  const first = listen('one');
  listen('one');
  await pass(250);
  first.leave();
  await pass(250);
  expect(book.openUntil.has('till_one')).toBe(true);
});

test('[V4] revoked or enrolled again, a till is told once more and its line ends', async () => {
  book.set('gone', 1);
  book.set('anew', 1);
  const [gone, anew] = [listen('gone'), listen('anew')];
  await pass(250);
  gone.pipe.heard();
  book.listeners.delete('gone');
  book.set('anew', 1, 2);
  await pass(250);
  expect(gone.pipe.heard()).toHaveLength(1);
  expect([gone.pipe.isOpen, anew.pipe.isOpen]).toEqual([false, false]);
});

test('a line ends with the token it was opened with', async () => {
  book.set('one', 1);
  const {pipe} = listen('one', {tokenEndsAtMs: epochMs(startMs + 30_000)});
  await pass(29_000);
  expect(pipe.isOpen).toBe(true);
  await pass(21_000);
  expect(pipe.isOpen).toBe(false);
});

test('a till has four lines at most; the oldest goes', async () => {
  book.set('one', 1);
  const lines = Array.from({length: 5}, () => listen('one'));
  expect(lines.map(({pipe}) => pipe.isOpen)).toEqual([false, true, true, true, true]);
});

test('where many listen, they are asked to come one after the other', async () => {
  for (let n = 0; n < 3_000; n += 1) book.set(`t${n}`, 1);
  const pipes = Array.from({length: 3_000}, (_, n) => listen(`t${n}`).pipe);
  await pass(250);
  // The hub lets others have a turn between the five hundreds.
  for (let turn = 0; turn < 20; turn += 1) await new Promise(resolve => setImmediate(resolve));
  expect(pipes[2_999]?.heard()).toEqual([{feedHead: 7, leaseVersion: 1, spreadMs: 1_000}]);
});

test('a database that is gone is logged once, and the channel goes on when it is back', async () => {
  book.set('one', 1);
  const {pipe} = listen('one');
  book.broken = true;
  await pass(5_000);
  expect(failures).toEqual(['live channel']);
  book.broken = false;
  await pass(250);
  expect(pipe.heard()).toEqual([{feedHead: 7, leaseVersion: 1}]);
});

test('closing ends every line', async () => {
  book.set('one', 1);
  const {pipe} = listen('one');
  await hub.close();
  expect(pipe.isOpen).toBe(false);
  const late = listen('one');
  expect(late.pipe.isOpen).toBe(false);
});
