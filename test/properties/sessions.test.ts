/** Sessions, holds and draws over a few accounts in random histories: the books stay right, and no limit is passed. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {openAccount} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {type Books, captureAll, drawAll, expireAll, holdAll} from '../../shared/ledger/books.ts';
import type {Draw} from '../../shared/ledger/draw.ts';
import {openCounter} from '../../shared/ledger/draw-within.ts';
import {type Hold, isLive} from '../../shared/ledger/hold.ts';
import {availableTo, lockSession, redeemSession, releaseSession} from '../../shared/ledger/session.ts';

const counter = 'q:camp_autumn:redemptions';
const bound = 4;
const accounts = [openAccount('v:v_a:uses', 2), openAccount('g:v_b:balance', 10), openCounter(counter)];

interface World {
  readonly books: Books;
  readonly holds: readonly Hold[];
  readonly drawn: ReadonlyMap<AccountKey, number>;
  readonly nowMs: number;
}

type Event =
  | {readonly kind: 'lock'; readonly key: string; readonly wants: readonly number[]; readonly lastsMs: number}
  | {readonly kind: 'redeem' | 'draw'; readonly key: string; readonly wants: readonly number[]}
  | {readonly kind: 'release' | 'reserve' | 'capture' | 'sweep'; readonly key: string}
  | {readonly kind: 'wait'; readonly ms: number};

const key = fc.constantFrom('ssn_1', 'ssn_2', 'ssn_3');
const wants = fc.tuple(fc.nat(2), fc.nat(6), fc.nat(2));
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({kind: fc.constant('lock' as const), key, wants, lastsMs: fc.integer({min: 1, max: 9})}),
  fc.record({kind: fc.constantFrom('redeem' as const, 'draw'), key, wants}),
  fc.record({kind: fc.constantFrom('release' as const, 'reserve', 'capture', 'sweep'), key}),
  fc.record({kind: fc.constant('wait' as const), ms: fc.nat(5)}),
);

function drawsOf(amounts: readonly number[]): Draw[] {
  return accounts.flatMap(({key: account}, at): Draw[] => {
    const amount = amounts[at] ?? 0;
    if (amount === 0) return [];
    return [account === counter ? {account, amount, limit: bound} : {account, amount}];
  });
}

let made = 0;
const makeHoldId = () => {
  made += 1;
  return `hold_${made}` as const;
};

function step(world: World, one: Event): World {
  const {books, holds, nowMs} = world;
  switch (one.kind) {
    case 'wait':
      return {...world, nowMs: nowMs + one.ms};
    case 'lock': {
      const locked = lockSession(books, holds, {
        sessionKey: one.key,
        nowMs: epochMs(nowMs),
        expiresAtMs: epochMs(nowMs + one.lastsMs),
        wanted: [{foundId: 'v_a', draws: drawsOf(one.wants)}],
        makeHoldId,
      });
      return locked.ok ? {...world, books: locked.books, holds: locked.holds} : world;
    }
    case 'redeem': {
      const draws = drawsOf(one.wants);
      const done = redeemSession(books, holds, {sessionKey: one.key, draws, nowMs: epochMs(nowMs)});
      return done.ok ? counted({...world, books: done.books, holds: done.holds}, draws) : world;
    }
    case 'draw': {
      const draws = drawsOf(one.wants);
      const done = drawAll(books, draws);
      return done.ok ? counted({...world, books: done.books}, draws) : world;
    }
    case 'release':
      return {...world, ...releaseSession(books, holds, one.key)};
    case 'reserve': {
      const draw = {account: 'v:v_a:uses' as const, amount: 1};
      const head = {id: makeHoldId(), foundId: 'v_a' as const, transactionId: null};
      const held = holdAll(books, [
        {...head, draw, sessionKey: `r_${one.key}`, expiresAtMs: epochMs(nowMs + 3)},
      ]);
      return held.ok ? {...world, books: held.books, holds: [...holds, ...held.holds]} : world;
    }
    case 'capture': {
      const mine = holds.filter(hold => hold.sessionKey === `r_${one.key}` && hold.state !== 'captured');
      const done = captureAll(books, mine.slice(0, 1), epochMs(nowMs));
      if (!done.ok) return world;
      const others = holds.filter(hold => !done.holds.some(other => other.id === hold.id));
      return counted({...world, books: done.books, holds: [...others, ...done.holds]}, done.holds);
    }
    case 'sweep': {
      return {...world, ...expireAll(books, holds, epochMs(nowMs))};
    }
  }
}

function counted(world: World, draws: readonly {account: AccountKey; amount: number}[]): World {
  const drawn = new Map(world.drawn);
  for (const {account, amount} of draws) drawn.set(account, (drawn.get(account) ?? 0) + amount);
  return {...world, drawn};
}

function broken({books, holds, drawn, nowMs}: World): string[] {
  return [...books.values()].flatMap(account => {
    const held = holds.filter(one => one.state === 'held' && one.account === account.key);
    const sum = held.reduce((total, one) => total + one.amount, 0);
    const used = drawn.get(account.key) ?? 0;
    const limit = account.key === counter ? bound : account.limit;
    const live = held
      .filter(one => isLive(one, epochMs(nowMs)))
      .reduce((total, one) => total + one.amount, 0);
    const promises: [string, boolean][] = [
      ['held is the sum of the holds', account.held === sum],
      ['committed is what was drawn or is held', account.committed === used + sum],
      ['no more is drawn than the limit', used <= limit],
      ['nor drawn and held', account.committed <= limit],
      [
        'others are left what no live hold keeps',
        availableTo(account, holds, null, epochMs(nowMs)) === account.limit - used - live,
      ],
    ];
    return promises.filter(([, holdsTrue]) => !holdsTrue).map(([promise]) => `${account.key}: ${promise}`);
  });
}

test('[L14] [L16] [L19] [L20] [L21] no history of sessions breaks the books or passes a limit', () => {
  const seen = {redeemed: 0, held: 0};
  fc.assert(
    fc.property(fc.array(event, {minLength: 10, maxLength: 60}), events => {
      const books = new Map(accounts.map(account => [account.key, account]));
      let world: World = {books, holds: [], drawn: new Map(), nowMs: 0};
      for (const one of events) {
        world = step(world, one);
        const wrong = broken(world);
        if (wrong.length > 0) expect.fail(`after ${JSON.stringify(one)}: ${wrong.join(', ')}`);
      }
      seen.redeemed += (world.drawn.get(counter) ?? 0) > 0 ? 1 : 0;
      seen.held += world.holds.some(hold => hold.state === 'captured') ? 1 : 0;
    }),
    {numRuns: 400},
  );
  // The histories must reach the interesting places, or the test proves nothing.
  expect(Math.min(seen.redeemed, seen.held)).toBeGreaterThan(40);
}, 60_000);
