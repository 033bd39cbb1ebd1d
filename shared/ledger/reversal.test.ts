import fc from 'fast-check';
import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {openOf, type PostedDraw, reverseAll, reverseSome} from './reversal.ts';

const card = 'g:v_card:balance';
const first: PostedDraw = {entryId: 'e1', account: card, amount: 500, reversed: 0};
const second: PostedDraw = {entryId: 'e2', account: card, amount: 300, reversed: 100};
const use: PostedDraw = {entryId: 'e3', account: 'v:v_card:uses', amount: 1, reversed: 1};

test('[L15] all that is open is taken back, each entry by its own', () => {
  expect(reverseAll([first, second, use])).toEqual([
    {reverses: 'e1', account: card, amount: 500},
    {reverses: 'e2', account: card, amount: 200},
  ]);
});

test('[L15] a part is taken back from the newest entry first', () => {
  expect(reverseSome([first, second, use], card, 250)).toEqual([
    {reverses: 'e2', account: card, amount: 200},
    {reverses: 'e1', account: card, amount: 50},
  ]);
});

test('[L15] more than is open is not taken back at all', () => {
  expect(reverseSome([first, second], card, 701)).toBeNull();
  expect(reverseSome([use], use.account, 1)).toBeNull();
  expect(() => openOf({...first, reversed: 501})).toThrow(AssertionFailure);
});

test('[L15] in any sequence the reversals of an entry sum to no more than it gave', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400), {maxLength: 12}), amounts => {
      let entries: readonly PostedDraw[] = [first, second];
      for (const amount of amounts) {
        const reversals = reverseSome(entries, card, amount) ?? [];
        entries = entries.map(entry => ({
          ...entry,
          reversed:
            entry.reversed +
            reversals.filter(r => r.reverses === entry.entryId).reduce((sum, r) => sum + r.amount, 0),
        }));
        expect(entries.every(entry => entry.reversed <= entry.amount)).toBe(true);
      }
    }),
  );
});
