import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {epochMs} from '../kernel/epoch.ts';
import {draw, openAccount} from './account.ts';
import {openCounter} from './draw-within.ts';
import {captureHold, expireHold, type HoldRequest, isLive, openHold, releaseHold} from './hold.ts';

const uses = openAccount('v:v_one:uses', 2);
const endsMs = epochMs(1_000);
const beforeMs = epochMs(999);

function ask(amount: number, limit?: number): HoldRequest {
  return {
    id: 'hold_1',
    draw: {account: uses.key, amount, ...(limit === undefined ? {} : {limit})},
    foundId: 'v_one',
    sessionKey: 'ssn_1',
    transactionId: null,
    expiresAtMs: endsMs,
  };
}

function made(account = uses, request = ask(1)) {
  const held = openHold(account, request);
  if (!held.ok) throw new Error(`short: ${held.free}`);
  return held;
}

test('[L16] a hold sets units aside, lives until the instant it ends, and is short like a draw', () => {
  const {account, hold} = made();
  expect(account).toMatchObject({committed: 1, held: 1});
  expect([isLive(hold, beforeMs), isLive(hold, endsMs)]).toEqual([true, false]);
  expect(openHold(account, ask(2))).toEqual({ok: false, account: uses.key, free: 1});
});

test('[L16] a live hold is captured for certain, even when nothing else is left', () => {
  const {account, hold} = made();
  const full = draw(account, 1);
  if (!full.ok) throw new Error('short');
  expect(captureHold(full.account, hold, beforeMs)).toMatchObject({
    ok: true,
    account: {committed: 2, held: 0},
    hold: {state: 'captured'},
  });
});

test('[L17] a late capture is a fresh draw: it may still succeed, or find the account short', () => {
  const {account, hold} = made();
  expect(captureHold(account, hold, endsMs)).toMatchObject({
    ok: true,
    account: {committed: 1, held: 0},
    hold: {id: 'hold_1', state: 'captured'},
  });
  const swept = expireHold(account, hold, endsMs);
  expect(swept).toMatchObject({account: {committed: 0, held: 0}, hold: {state: 'expired'}});
  const taken = draw(swept.account, 2);
  if (!taken.ok) throw new Error('short');
  expect(captureHold(taken.account, swept.hold, endsMs)).toEqual({ok: false, account: uses.key, free: 0});
});

test('[L17] a late capture meets the rule’s limit again', () => {
  const counter = openCounter(uses.key);
  const {account, hold} = made(counter, ask(2, 3));
  const swept = expireHold(account, hold, endsMs);
  const more = draw(swept.account, 2);
  if (!more.ok) throw new Error('short');
  expect(captureHold(more.account, swept.hold, endsMs)).toEqual({ok: false, account: uses.key, free: 1});
});

test('[L16] a hold ends once', () => {
  const {account, hold} = made();
  const released = releaseHold(account, hold);
  expect(released).toMatchObject({account: {committed: 0, held: 0}, hold: {state: 'released'}});
  expect(releaseHold(released.account, released.hold)).toEqual(released);
  expect(expireHold(released.account, released.hold, endsMs)).toEqual(released);
  expect(expireHold(account, hold, beforeMs)).toEqual({account, hold});
  const captured = captureHold(account, hold, beforeMs);
  if (!captured.ok) throw new Error('short');
  expect(releaseHold(captured.account, captured.hold).account).toEqual(captured.account);
  expect(() => captureHold(captured.account, captured.hold, beforeMs)).toThrow(AssertionFailure);
});

test('a hold on another account is a bug', () => {
  const {hold} = made();
  expect(() => releaseHold(openAccount('v:v_two:uses', 1), hold)).toThrow(AssertionFailure);
});
