import {expect, test} from 'vitest';
import {epochMs} from '../kernel/epoch.ts';
import {type Account, openAccount} from './account.ts';
import type {Books, HoldStep} from './books.ts';
import {openCounter} from './draw-within.ts';
import type {Hold} from './hold.ts';
import {
  availableTo,
  committedBeside,
  type DrawsOf,
  lockSession,
  redeemSession,
  releaseSession,
} from './session.ts';

const code = openAccount('v:v_code:uses', 1);
const card = openAccount('g:v_card:balance', 2_000);
const nowMs = epochMs(0);
const endsMs = epochMs(1_000);

const useOfCode: DrawsOf = {foundId: 'v_code', draws: [{account: code.key, amount: 1}]};
const credits = (amount: number): DrawsOf => ({foundId: 'v_card', draws: [{account: card.key, amount}]});

let made = 0;
function lock(books: Books, earlier: readonly Hold[], sessionKey: string, ...wanted: DrawsOf[]) {
  return lockSession(books, earlier, {
    sessionKey,
    nowMs,
    expiresAtMs: endsMs,
    wanted,
    makeHoldId: () => {
      made += 1;
      return `hold_${made}`;
    },
  });
}

function done(step: HoldStep) {
  if (!step.ok) throw new Error(`short: ${step.account}`);
  return step;
}

/** Each account in one line, `committed/limit held`, then each hold that is not released. */
function shelf({books, holds}: {books: Books; holds: readonly Hold[]}): readonly string[] {
  return [
    ...[...books.values()].map((a: Account) => `${a.key} ${a.committed}/${a.limit} held ${a.held}`),
    ...holds
      .filter(h => h.state !== 'released')
      .map(h => `${h.sessionKey} ${h.account} ${h.amount} ${h.state}`),
  ];
}

const books: Books = new Map([code, card].map(account => [account.key, account]));
const locked = done(lock(books, [], 'ssn_a', useOfCode, credits(1_500)));

test('[L19] a session sets aside uses and credits of all its redeemables, or of none', () => {
  expect(shelf(locked)).toEqual([
    'v:v_code:uses 1/1 held 1',
    'g:v_card:balance 1500/2000 held 1500',
    'ssn_a v:v_code:uses 1 held',
    'ssn_a g:v_card:balance 1500 held',
  ]);
  expect(lock(locked.books, locked.holds, 'ssn_b', credits(100), useOfCode)).toEqual({
    ok: false,
    account: code.key,
    free: 0,
  });
});

test('[L20] the same key again replaces what it held; where that is short, the old holds stay', () => {
  const again = done(lock(locked.books, locked.holds, 'ssn_a', credits(2_000)));
  expect(shelf(again)).toEqual([
    'v:v_code:uses 0/1 held 0',
    'g:v_card:balance 2000/2000 held 2000',
    'ssn_a g:v_card:balance 2000 held',
  ]);
  expect(lock(locked.books, locked.holds, 'ssn_a', credits(2_001)).ok).toBe(false);
  expect(shelf(locked)[0]).toBe('v:v_code:uses 1/1 held 1');
});

test('[L21] redeeming under the key draws what it needs and ends the session', () => {
  const draws = [
    {account: code.key, amount: 1},
    {account: card.key, amount: 900},
  ];
  expect(shelf(done(redeemSession(locked.books, locked.holds, {sessionKey: 'ssn_a', draws, nowMs})))).toEqual(
    [
      'v:v_code:uses 1/1 held 0',
      'g:v_card:balance 900/2000 held 0',
      'ssn_a v:v_code:uses 1 captured',
      'ssn_a g:v_card:balance 1500 captured',
    ],
  );
  const short = redeemSession(locked.books, locked.holds, {sessionKey: 'ssn_b', draws, nowMs});
  expect(short).toEqual({ok: false, account: code.key, free: 0});
});

test('[L21] redeeming only a part lets the rest go', () => {
  const draws = [{account: card.key, amount: 900}];
  const after = done(redeemSession(locked.books, locked.holds, {sessionKey: 'ssn_a', draws, nowMs}));
  expect(shelf(after)).toEqual([
    'v:v_code:uses 0/1 held 0',
    'g:v_card:balance 900/2000 held 0',
    'ssn_a g:v_card:balance 1500 captured',
  ]);
});

test('[L22] a session can be let go for one voucher, and then as a whole', () => {
  const one = releaseSession(locked.books, locked.holds, 'ssn_a', 'v_code');
  expect(shelf(one)).toEqual([
    'v:v_code:uses 0/1 held 0',
    'g:v_card:balance 1500/2000 held 1500',
    'ssn_a g:v_card:balance 1500 held',
  ]);
  expect(shelf(releaseSession(one.books, one.holds, 'ssn_a'))).toEqual([
    'v:v_code:uses 0/1 held 0',
    'g:v_card:balance 0/2000 held 0',
  ]);
  expect(shelf(releaseSession(locked.books, locked.holds, 'ssn_other'))).toEqual(shelf(locked));
});

test('[L23] available is what is free, with one’s own holds and those that have run out', () => {
  const account = locked.books.get(card.key) ?? card;
  const others = [null, 'ssn_a', 'ssn_b'].map(key => availableTo(account, locked.holds, key, nowMs));
  expect(others).toEqual([500, 2_000, 500]);
  expect(availableTo(account, locked.holds, null, endsMs)).toBe(2_000);
});

test('[L23] a counter is met against what others used or hold', () => {
  const counter = openCounter('q:camp_autumn:redemptions');
  const wanted = {foundId: 'v_code' as const, draws: [{account: counter.key, amount: 2, limit: 3}]};
  const step = done(lock(new Map([[counter.key, counter]]), [], 'ssn_a', wanted));
  const after = step.books.get(counter.key) ?? counter;
  expect([null, 'ssn_a'].map(key => committedBeside(after, step.holds, key, nowMs))).toEqual([2, 0]);
});

test('[L24] what a session let run out is there for the next one, swept up or not', () => {
  const later = lockSession(locked.books, locked.holds, {
    sessionKey: 'ssn_b',
    nowMs: endsMs,
    expiresAtMs: epochMs(2_000),
    wanted: [useOfCode],
    makeHoldId: () => 'hold_later',
  });
  expect(shelf(done(later))).toEqual([
    'v:v_code:uses 1/1 held 1',
    'g:v_card:balance 0/2000 held 0',
    'ssn_a v:v_code:uses 1 expired',
    'ssn_a g:v_card:balance 1500 expired',
    'ssn_b v:v_code:uses 1 held',
  ]);
  const redeem = {sessionKey: 'ssn_c', draws: useOfCode.draws, nowMs: endsMs};
  expect(redeemSession(locked.books, locked.holds, redeem).ok).toBe(true);
});
