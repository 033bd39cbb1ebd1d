import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {type Account, free, openAccount} from './account.ts';
import {settleTrust} from './settle-trust.ts';

/** 10.00 of 50.00 are posted: what the till drew when it handed out the unit. */
const trust: Account = {...openAccount('x:camp_spring:trust', 5_000), committed: 1_000};
const uses = (limit: number, committed: number): Account => ({
  ...openAccount('v:v_one:uses', limit),
  committed,
});

test('[L29] a unit that was free after all is drawn, and the money may be trusted again', () => {
  const settled = settleTrust(uses(1, 0), trust, {amount: 1, amountMinor: 1_000});
  expect(settled).toMatchObject({over: 0, backMinor: 1_000});
  expect([free(settled.account), free(settled.authority)]).toEqual([0, 5_000]);
});

test('[L29] a unit that another till had is over, and its money stays spent', () => {
  const settled = settleTrust(uses(1, 1), trust, {amount: 1, amountMinor: 1_000});
  expect(settled).toMatchObject({over: 1, backMinor: 0, account: {committed: 2, over: 1}});
  expect(free(settled.authority)).toBe(4_000);
});

test('[L29] of three units two were free: two thirds of the money go back, rounded down', () => {
  expect(settleTrust(uses(2, 0), trust, {amount: 3, amountMinor: 1_000})).toMatchObject({
    over: 1,
    backMinor: 666,
  });
});

test('money that was not posted cannot go back', () => {
  expect(() => settleTrust(uses(1, 0), {...trust, committed: 0}, {amount: 1, amountMinor: 1})).toThrow(
    AssertionFailure,
  );
});
