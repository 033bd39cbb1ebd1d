import {expect, test} from 'vitest';
import {draw, giveBack, openAccount} from './account.ts';
import {drawWithin, holdWithin, openCounter} from './draw-within.ts';

const key = 'q:camp_autumn:redemptions:cust_ada';

test('[L14] a counter without a limit only counts', () => {
  expect(drawWithin(openCounter(key), {amount: 1_000_000})).toMatchObject({
    ok: true,
    account: {committed: 1_000_000},
  });
});

test('[L14] a rule’s limit is met to the unit, held ones counted, and says what is free', () => {
  const held = holdWithin(openCounter(key), {amount: 2, limit: 3});
  if (!held.ok) throw new Error('short');
  expect(held.account).toMatchObject({committed: 2, held: 2});
  expect(drawWithin(held.account, {amount: 2, limit: 3})).toEqual({ok: false, account: key, free: 1});
  expect(drawWithin(held.account, {amount: 1, limit: 3}).ok).toBe(true);
  expect(drawWithin(held.account, {amount: 1, limit: 1})).toEqual({ok: false, account: key, free: 0});
});

test('[L14] what was taken back may be drawn again', () => {
  const full = drawWithin(openCounter(key), {amount: 3, limit: 3});
  if (!full.ok) throw new Error('short');
  expect(drawWithin(full.account, {amount: 1, limit: 3}).ok).toBe(false);
  expect(drawWithin(giveBack(full.account, 1), {amount: 1, limit: 3}).ok).toBe(true);
});

test('[L14] the account’s own limit holds beside the rule’s', () => {
  const two = openAccount('v:v_one:uses', 2);
  expect(drawWithin(two, {amount: 3, limit: 10})).toEqual(draw(two, 3));
});
