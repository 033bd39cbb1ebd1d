import {expect, test} from 'vitest';
import {minor} from '../money/minor.ts';
import {cut, rangesOf, takeOff, unitRun} from './unit-run.ts';

test('numbers in any order, and twice, are ranges', () => {
  expect(rangesOf([7, 2, 1, 3, 2, 10, 9])).toEqual([
    {first: 1, last: 3},
    {first: 7, last: 7},
    {first: 9, last: 10},
  ]);
  expect(rangesOf([1, 3, 2])).toEqual([{first: 1, last: 3}]);
  expect(rangesOf([])).toEqual([]);
});

const ten = unitRun({line: 0, first: 1, count: 10, isAdded: false}, minor(100), 1);
const other = unitRun({line: 1, first: 1, count: 4, isAdded: false}, minor(100), 1);
const said = ({line, first, count}: typeof ten) => `${line}: ${first}-${first + count - 1}`;

test('a run is cut where a range begins and after it ends, on its line only', () => {
  const ranges = [
    {first: 7, last: 8},
    {first: 2, last: 2},
  ];
  expect(cut([ten, other], 0, ranges).map(said)).toEqual([
    '0: 1-1',
    '0: 2-2',
    '0: 3-6',
    '0: 7-8',
    '0: 9-10',
    '1: 1-4',
  ]);
  expect(cut([ten], 0, [{first: 1, last: 10}]).map(said)).toEqual(['0: 1-10']);
});

test('[RT3] what is taken is shared by the units, and what they cannot bear is left', () => {
  const [after, rest] = takeOff([ten, other], minor(23), 0, run => run.line === 0);
  expect(rest).toBe(0);
  expect(after.map(run => [said(run), run.leftMinor, run.taken])).toEqual([
    ['0: 1-3', 97, [3]],
    ['0: 4-10', 98, [2]],
    ['1: 1-4', 100, [0]],
  ]);
  expect(takeOff([ten, other], minor(1_500), 0, () => true)[1]).toBe(100);
});
