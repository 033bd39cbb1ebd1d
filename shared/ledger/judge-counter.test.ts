import {expect, test} from 'vitest';
import type {Availability} from './draw.ts';
import {judgeCounter} from './judge-counter.ts';

const account = 'q:camp_one:redemptions';
const unknown = {ok: false, refusal: {code: 'counter_unknown', account, onlineOnly: false}};

function judged(left?: Omit<Availability, 'account'>) {
  return judgeCounter(account, 2, 5, left === undefined ? undefined : {account, ...left});
}

test('[L14] the server counts to the rule’s limit, a lease to what it holds', () => {
  expect(judged({available: 3, authority: 'server', used: 3})).toEqual({
    ok: true,
    draw: {account, amount: 2, limit: 5},
  });
  expect(judged({available: 2, authority: 'lease'})).toMatchObject({ok: true});
  expect(judged({available: 9, authority: 'server', used: 4})).toMatchObject({
    ok: false,
    refusal: {code: 'budget_reached', used: 4},
  });
});

test('[L40] what was leased within a larger bound is no right within a smaller one', () => {
  expect(judged({available: 2, authority: 'lease', countedTo: 5})).toMatchObject({ok: true});
  expect(judged({available: 2, authority: 'lease', countedTo: 6})).toEqual(unknown);
});

test('who does not know says so: no answer, too small a lease, and [V7] trust', () => {
  expect(judged()).toEqual(unknown);
  expect(judged({available: 1, authority: 'lease'})).toEqual(unknown);
  expect(judged({available: 9, authority: 'trust', trustMinor: 1_000})).toEqual(unknown);
});
