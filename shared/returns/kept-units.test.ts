import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {sold} from '../../test/builders/sold.ts';
import {keptUnits, unitsWithin} from './kept-units.ts';
import type {ReturnedUnits} from './return-record.ts';

const {frozen} = sold(cart({mug: {price: 1_000, quantity: 6}, tea: {price: 300, quantity: 2}}), []);

/** Runs as `line: first-last`. */
function kept(...returned: readonly [line: number, first: number, last: number][]) {
  const ranges = returned.map(([line, first, last]): ReturnedUnits => ({line, first, last}));
  return keptUnits(frozen, ranges).map(({line, first, count}) => `${line}: ${first}-${first + count - 1}`);
}

test('[RT7] what came back in any order and in any pieces is no longer there', () => {
  expect(kept()).toEqual(['0: 1-6', '1: 1-2']);
  expect(kept([0, 2, 2], [0, 4, 5])).toEqual(['0: 1-1', '0: 3-3', '0: 6-6', '1: 1-2']);
  expect(kept([0, 4, 5], [0, 2, 2])).toEqual(['0: 1-1', '0: 3-3', '0: 6-6', '1: 1-2']);
  expect(kept([0, 5, 6], [0, 1, 1], [0, 3, 3])).toEqual(['0: 2-2', '0: 4-4', '1: 1-2']);
  expect(kept([0, 3, 6], [0, 1, 2])).toEqual(['1: 1-2']);
  expect(kept([1, 1, 1])).toEqual(['0: 1-6', '1: 2-2']);
});

test('[RT7] units of a range are those of its line', () => {
  const within = unitsWithin(frozen, [
    {line: 0, first: 2, last: 3},
    {line: 1, first: 2, last: 9},
  ]);
  expect(within.map(({line, first, count}) => [line, first, count])).toEqual([
    [0, 2, 2],
    [1, 2, 1],
  ]);
});
