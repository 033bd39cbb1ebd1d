import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {
  type Account,
  admitOver,
  type Committed,
  capture,
  changeLimit,
  draw,
  expose,
  free,
  giveBack,
  hold,
  openAccount,
  pendingCut,
  postOver,
  release,
  type Short,
} from './account.ts';

const key = 'v:v_one:uses';
const three = openAccount(key, 3);

/** The account in one line: `committed/limit`, then what is special. */
function book({committed, limit, held, over}: Account): string {
  return `${committed}/${limit}${held > 0 ? ` held ${held}` : ''}${over > 0 ? ` over ${over}` : ''}`;
}

function done(result: Committed | Short): Account {
  if (!result.ok) throw new Error(`short: ${result.free}`);
  return result.account;
}

test('[L5] draws up to the limit, and then changes nothing and says what is free', () => {
  const two = done(draw(three, 2));
  expect(book(two)).toBe('2/3');
  expect(draw(two, 2)).toEqual({ok: false, account: key, free: 1});
  expect(book(done(draw(two, 1)))).toBe('3/3');
  expect(done(draw(three, 0))).toEqual(three);
});

test('[L5] what is held is not free', () => {
  const held = done(hold(three, 2));
  expect(book(held)).toBe('2/3 held 2');
  expect(draw(held, 2)).toEqual({ok: false, account: key, free: 1});
  expect(hold(held, 2)).toEqual({ok: false, account: key, free: 1});
});

test('[L6] a hold is captured or released, and no more of it than there is', () => {
  const held = done(hold(three, 2));
  expect(book(capture(held, 2))).toBe('2/3');
  expect(book(release(held, 1))).toBe('1/3 held 1');
  expect(() => capture(held, 3)).toThrow(AssertionFailure);
  expect(() => release(held, 3)).toThrow(AssertionFailure);
});

test('[L8] what was handed out beyond the limit is over, and [L6] coming back heals it first', () => {
  const over = postOver(done(draw(three, 2)), 3);
  expect(book(over)).toBe('5/3 over 2');
  expect(free(over)).toBe(0);
  expect(book(giveBack(over, 1))).toBe('4/3 over 1');
  expect(book(giveBack(over, 3))).toBe('2/3');
  expect(free(giveBack(over, 3))).toBe(1);
});

test('[L7] a limit cut below what is committed waits, and is set again when something came back', () => {
  const full = done(draw(three, 3));
  const cut = changeLimit(full, 1);
  expect(book(cut)).toBe('3/3');
  expect(pendingCut(cut)).toBe(2);
  expect(book(giveBack(cut, 1))).toBe('2/2');
  expect(giveBack(cut, 3)).toEqual({...three, limit: 1});
  expect(free(changeLimit(full, 5))).toBe(2);
});

test('[L7] a cut is lifted by a higher limit, and a held unit that is let go brings it nearer', () => {
  const cut = changeLimit(done(hold(three, 3)), 0);
  expect(book(release(cut, 2))).toBe('1/1 held 1');
  expect(changeLimit(cut, 4)).toEqual({...three, limit: 4, committed: 3, held: 3});
});

test('[L35] a limit raised for what is over takes it in and frees nothing', () => {
  const over = postOver(three, 5);
  expect(book(admitOver(over, 2))).toBe('5/5');
  expect(free(admitOver(over, 1))).toBe(0);
  expect(pendingCut(admitOver(changeLimit(over, 0), 1))).toBe(3);
  expect(() => admitOver(over, 3)).toThrow(AssertionFailure);
});

test('[L27] exposure is booked beside the rest, and gone when it is heard of', () => {
  expect(expose(three, 2)).toEqual({...three, exposure: 2});
  expect(expose(expose(three, 2), -2)).toEqual(three);
  expect(() => expose(three, -1)).toThrow(AssertionFailure);
});

test('[L2] giving back more than is committed, and amounts that are not whole, are bugs', () => {
  expect(() => giveBack(three, 1)).toThrow(AssertionFailure);
  expect(() => draw(three, -1)).toThrow(AssertionFailure);
  expect(() => draw(three, 0.5)).toThrow(AssertionFailure);
  expect(() => changeLimit(three, -1)).toThrow(AssertionFailure);
  expect(() => openAccount(key, Number.NaN)).toThrow(AssertionFailure);
});

test('[L7] what was handed out beyond the limit stays beyond it: a higher limit is free at once', () => {
  const beyond = postOver(three, 5);
  expect(book(beyond)).toBe('5/3 over 2');
  expect(free(changeLimit(beyond, 4))).toBe(1);
  expect(book(changeLimit(beyond, 1))).toBe('5/3 over 2');
});
