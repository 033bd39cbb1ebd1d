import {expect, test} from 'vitest';
import {epochMs} from '../kernel/epoch.ts';
import {openAccount} from './account.ts';
import {type Books, captureAll, drawAll, holdAll} from './books.ts';
import type {HoldRequest} from './hold.ts';

const code = openAccount('v:v_code:uses', 1);
const card = openAccount('g:v_card:balance', 500);
const books: Books = new Map([code, card].map(account => [account.key, account]));
const endsMs = epochMs(1_000);

function ask(account: typeof code, amount: number): HoldRequest {
  return {
    id: `hold_${account.key}`,
    draw: {account: account.key, amount},
    foundId: 'v_code',
    sessionKey: 'r_1',
    transactionId: 'T1',
    expiresAtMs: endsMs,
  };
}

test('[L5] draws of several accounts happen together, or the first short one is named', () => {
  const drawn = drawAll(books, [
    {account: code.key, amount: 1},
    {account: card.key, amount: 500},
  ]);
  expect(drawn.ok && [...drawn.books.values()].map(account => account.committed)).toEqual([1, 500]);
  expect(
    drawAll(books, [
      {account: code.key, amount: 1},
      {account: card.key, amount: 501},
    ]),
  ).toEqual({ok: false, account: card.key, free: 500});
});

test('[L19] holds are made together, [L17] and a late capture of them may find one short', () => {
  expect(holdAll(books, [ask(code, 1), ask(card, 501)])).toEqual({ok: false, account: card.key, free: 500});
  const held = holdAll(books, [ask(code, 1), ask(card, 400)]);
  if (!held.ok) throw new Error('short');
  const captured = captureAll(held.books, held.holds, epochMs(999));
  expect(captured).toMatchObject({ok: true, holds: [{state: 'captured'}, {state: 'captured'}]});
  const taken = drawAll(held.books, [{account: card.key, amount: 100}]);
  if (!taken.ok) throw new Error('short');
  const swept = new Map(taken.books).set(card.key, {...card, committed: 200});
  const expired = held.holds.map(hold => ({...hold, state: 'expired' as const}));
  expect(captureAll(swept, expired.slice(1), endsMs)).toEqual({ok: false, account: card.key, free: 300});
});
