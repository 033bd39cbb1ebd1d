import {describe, expect, test} from 'vitest';
import {openingMs} from '../../test/builders/facts.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {facetOf} from './facet.ts';
import type {Moment} from './moment.ts';
import {operators} from './operators.ts';
import {shortfall} from './ordering-operators.ts';

/** A Friday, 10:00 in Vienna. */
const vienna: Moment = {nowMs: openingMs, zone: 'Europe/Vienna', firstDayOfWeek: 1};

function holds(operator: string, actual: JsonValue, ...operands: JsonValue[]): boolean {
  const prepared = operators.get(operator)?.prepare(operands);
  const ofFacet = prepared?.ofFacet(facetOf(actual), vienna) ?? false;
  if (typeof actual === 'number') expect(prepared?.ofNumber(actual)).toBe(ofFacet);
  return ofFacet;
}

const cases: readonly [string, JsonValue, JsonValue[], boolean][] = [
  ['$is', 'tea', ['tea'], true],
  ['$is', 'Tea', ['tea'], false],
  ['$is', 'caf\u00e9', ['cafe\u0301'], true],
  ['$is', 5, ['5'], true],
  ['$is', '5', [5], true],
  ['$is', true, [true], true],
  ['$is', true, ['true'], true],
  ['$is', null, ['tea'], false],
  ['$is', {a: [1]}, [{a: [1]}], true],
  ['$is', 'tea', ['mug', 'tea'], true],
  ['$in', 'tea', ['mug', 'tea'], true],
  ['$in', 'cup', ['mug', 'tea'], false],
  ['$is_not', 'tea', ['tea'], false],
  ['$is_not', 'tea', ['mug', 'tea'], false],
  ['$is_not', 'cup', ['mug', 'tea'], true],
  ['$is_not', null, ['tea'], true],
  ['$not_in', 'cup', ['mug', 'tea'], true],
  ['$not_in', 'mug', ['mug', 'tea'], false],
  ['$less_than', 4, [5], true],
  ['$less_than', 5, [5], false],
  ['$less_than_or_equal', 5, [5], true],
  ['$less_than_or_equal', 6, [5], false],
  ['$more_than', 5, [5], false],
  ['$more_than', 5.01, [5], true],
  ['$more_than_or_equal', 5, [5], true],
  ['$greater_than_or_equal', 5, [5], true],
  ['$greater_than_or_equal', 4, [5], false],
  ['$more_than', '10', [9], true],
  ['$more_than', '18:30', ['18:00'], true],
  ['$more_than', '18:30', [18], false],
  ['$before', '2026-11-20', ['2026-11-21'], true],
  ['$before', '2026-11-21', ['2026-11-21'], false],
  ['$after', '2026-11-22', ['2026-11-21T10:00:00Z'], true],
  ['$after', 9, ['2026-11-21T10:00:00Z'], false],
  ['$more_than', 'ten', [9], false],
  ['$less_than', 'ten', [9], false],
  ['$less_than', null, [9], false],
  ['$more_than', '2026-11-21', [5], false],
  ['$starts_with', 'green tea', ['green'], true],
  ['$starts_with', 'green tea', ['tea', 'gr'], true],
  ['$starts_with', 5, ['5'], false],
  ['$ends_with', 'green tea', ['tea'], true],
  ['$ends_with', 'green tea', ['green'], false],
  ['$contains', 'green tea', ['een t'], true],
  ['$contains', 'green tea', ['black'], false],
  ['$contains', [1, 2], [2], true],
  ['$contains', null, ['x'], false],
  ['$contains', 5, [5], true],
  ['$contains', 'cafe\u0301', ['caf\u00e9'], true],
];

test.each(cases)('%s: %j against %j is %s', (operator, actual, operands, expected) => {
  expect(holds(operator, actual, ...operands)).toBe(expected);
});

test.each<[string, JsonValue, JsonValue[], boolean]>([
  ['$count', ['a', 'b'], [2], true],
  ['$count', 'a', [1], true],
  ['$count', null, [0], false],
  ['$count_more', ['a', 'b'], [1], true],
  ['$count_more', ['a'], [1], false],
  ['$count_less', ['a'], [2], true],
  ['$count_less', null, [2], false],
  ['$not_differ', ['b', 'a', 'a'], ['a', 'b'], true],
  ['$not_differ', ['a'], ['a', 'b'], false],
  ['$not_differ', ['a', 'b'], [['b', 'a']], true],
  ['$not_intersect', ['c'], ['a', 'b'], true],
  ['$not_intersect', ['c', 'a'], ['a', 'b'], false],
  ['$not_intersect', null, ['a'], true],
])('[R22] %s: %j against %j is %s', (operator, actual, operands, expected) => {
  expect(holds(operator, actual, ...operands)).toBe(expected);
});

describe('[R8] of a list of values', () => {
  test.each([
    ['$is', [], false],
    ['$is', ['tea'], true],
    ['$is', ['mug', 'tea'], true],
    ['$is', ['mug', 'cup'], false],
    ['$is_not', [], true],
    ['$is_not', ['tea'], false],
    ['$is_not', ['mug', 'tea'], false],
    ['$is_not', ['mug', 'cup'], true],
  ])('%s tea: %j is %s', (operator, actual, expected) => {
    expect(holds(operator, actual, 'tea')).toBe(expected);
  });

  test('an ordering needs one of them', () => {
    expect([
      holds('$more_than', [1, 9], 5),
      holds('$more_than', [1, 2], 5),
      holds('$more_than', [], 5),
    ]).toEqual([true, false, false]);
  });
});

describe('[R3] operands', () => {
  test.each([
    ['$is', [], 'should name at least one value'],
    ['$in', [], 'should name at least one value'],
    ['$contains', [], 'should name at least one value'],
    ['$more_than', [], 'should be one number, one ISO 8601 date or one time of day'],
    ['$more_than', [1, 2], 'should be one number, one ISO 8601 date or one time of day'],
    ['$more_than', ['many'], 'should be one number, one ISO 8601 date or one time of day'],
    ['$starts_with', [], 'should be a list of texts'],
    ['$starts_with', [1], 'should be a list of texts'],
  ])('%s %j %s', (operator, operands, problem) => {
    expect(operators.get(operator)?.problem(operands)).toBe(problem);
  });

  test.each([
    ['$is', [null]],
    ['$more_than', ['12.50']],
    ['$less_than', ['2026-11-20']],
    ['$ends_with', ['a', 'b']],
  ])('%s %j is right', (operator, operands) => {
    expect(operators.get(operator)?.problem(operands)).toBeNull();
  });
});

describe('[R9] text without an offset is meant in the project’s zone', () => {
  test.each<[string, JsonValue, JsonValue, boolean]>([
    // 00:00 in Vienna is 23:00Z the day before.
    ['$more_than_or_equal', '2026-11-21', '2026-11-20T23:00:00Z', true],
    ['$more_than', '2026-11-21', '2026-11-20T22:59:59Z', true],
    ['$less_than', '2026-11-20T22:59:59Z', '2026-11-21', true],
    ['$less_than', '2026-11-20T23:00:00Z', '2026-11-21', false],
  ])('%s: %j against %j is %s', (operator, actual, operand, expected) => {
    expect(holds(operator, actual, operand)).toBe(expected);
  });
});

describe('[R18] days are counted from today in the project’s zone', () => {
  test.each<[string, string, number, boolean]>([
    ['$is_days_ago', '2026-11-17', 3, true],
    ['$is_days_ago', '2026-11-17T22:59:00Z', 3, true],
    // Already the 18th in Vienna.
    ['$is_days_ago', '2026-11-17T23:00:00Z', 3, false],
    ['$more_than_ago', '2026-11-16', 3, true],
    ['$more_than_ago', '2026-11-17', 3, false],
    ['$less_than_ago', '2026-11-18', 3, true],
    ['$less_than_ago', '2026-11-17', 3, false],
    ['$less_than_ago', '2026-11-20', 3, true],
    ['$less_than_ago', '2026-11-21', 3, false],
    ['$is_days_in_future', '2026-11-23', 3, true],
    ['$is_days_in_future', '2026-11-17', 3, false],
    ['$more_than_future', '2026-11-24', 3, true],
    ['$more_than_future', '2026-11-23', 3, false],
    ['$less_than_future', '2026-11-22', 3, true],
    ['$less_than_future', '2026-11-20', 3, true],
    ['$less_than_future', '2026-11-19', 3, false],
    ['$is_days_ago', 'yesterday', 1, false],
  ])('%s: %s against %i is %s', (operator, actual, days, expected) => {
    expect(holds(operator, actual, days)).toBe(expected);
  });

  test.each<[JsonValue, number[], boolean]>([
    ['2026-11-20', [5], true],
    ['2026-11-20', [0, 6], false],
    ['2026-11-21T22:30:00Z', [6], true],
    // Sunday in Vienna.
    ['2026-11-21T23:30:00Z', [6], false],
    [5, [5], false],
  ])('$dow: %j among %j is %s', (actual, days, expected) => {
    expect(holds('$dow', actual, ...days)).toBe(expected);
  });
});

describe('[R19] windows hold their start and not their end', () => {
  test.each<[string, JsonValue, string[], boolean]>([
    ['$timeframe_daily_hours', '2026-11-17T17:00:00Z', ['18:00;20:01;2,3'], true],
    ['$timeframe_daily_hours', '2026-11-17T19:01:00Z', ['18:00;20:01;2,3'], false],
    ['$timeframe_daily_hours', '2026-11-19T17:00:00Z', ['18:00;20:01;2,3'], false],
    ['$timeframe_daily_hours', '2026-11-19T17:00:00Z', ['18:00;20:01;2,3', '18:00;19:00;4'], true],
    ['$timeframe_daily_hours', '2026-11-19T17:00:00Z', ['18:00;20:01'], true],
    ['$timeframe_daily_hours', '19:00', ['18:00;20:01'], true],
    ['$timeframe_daily_hours', '19:00', ['18:00;20:01;2'], false],
    ['$timeframe_daily_hours', 19, ['18:00;20:01'], false],
    [
      '$timeframe_absolute',
      '2026-11-14T16:02:00Z',
      ['2026-11-14T16:02:00.000Z;2026-11-28T16:02:00.000Z'],
      true,
    ],
    [
      '$timeframe_absolute',
      '2026-11-28T16:02:00Z',
      ['2026-11-14T16:02:00.000Z;2026-11-28T16:02:00.000Z'],
      false,
    ],
    ['$timeframe_absolute', '17:00', ['2026-11-14T16:02:00.000Z;2026-11-28T16:02:00.000Z'], false],
    ['$timeframe', '2026-11-19T15:30:00Z', ['2026-11-12T14:59:23.019Z;P1D;PT1H'], true],
    ['$timeframe', '2026-11-19T16:30:00Z', ['2026-11-12T14:59:23.019Z;P1D;PT1H'], false],
    ['$timeframe', '2026-11-11T15:30:00Z', ['2026-11-12T14:59:23.019Z;P1D;PT1H'], false],
  ])('%s: %j in %j is %s', (operator, actual, windows, expected) => {
    expect(holds(operator, actual, ...windows)).toBe(expected);
  });

  test.each<[string, JsonValue]>([
    ['$timeframe', 'start;P1D;PT1H'],
    ['$timeframe', '2026-11-12;P1D'],
    ['$timeframe', '2026-11-12;P0D;PT1H'],
    ['$timeframe_absolute', '2026-11-12'],
    ['$timeframe_daily_hours', '18;20'],
    ['$timeframe_daily_hours', '18:00;20:00;7'],
    ['$timeframe_daily_hours', 18],
    ['$dow', 7],
    ['$dow', 'Friday'],
    ['$count', -1],
    ['$count', 1.5],
    ['$more_than_ago', 'three'],
    ['$after', 5],
  ])('[R3] %s %j is refused', (operator, operand) => {
    expect(operators.get(operator)?.problem([operand])).toMatch(/^should be /);
  });
});

test('how much is missing, where more helps', () => {
  expect(shortfall('$more_than', 900, 1000)).toBe(101);
  expect(shortfall('$more_than_or_equal', 900, 1000)).toBe(100);
  expect(shortfall('$greater_than_or_equal', 900, '1000.5')).toBe(101);
  expect(shortfall('$less_than', 900, 100)).toBeNull();
  expect(shortfall('$more_than', 900, '2026-11-20')).toBeNull();
});

describe('[R3] what an operator takes', () => {
  const problem = (operator: string, ...operands: JsonValue[]) => operators.get(operator)?.problem(operands);

  test.each([0, 6, '3'])('$dow takes %j', day => {
    expect(problem('$dow', day)).toBeNull();
  });

  test.each([[], [7], [-1], [1, 7], [7, 1], ['Friday'], [null]])('$dow refuses %j', (...days) => {
    expect(problem('$dow', ...days)).toBe('should be a list of days, 0 (Sunday) to 6');
  });

  test.each([0, 3, '3'])('days ago take %j', days => {
    expect(problem('$is_days_ago', days)).toBeNull();
  });

  test.each([[], [1, 2], [-1], [1.5], ['three'], [null]])('days ago refuse %j', (...days) => {
    expect(problem('$is_days_ago', ...days)).toBe('should be one whole number of days');
  });
});

test.each<[string, JsonValue, number, boolean]>([
  ['$more_than_future', '2026-11-24', 3, true],
  ['$more_than_future', '2026-11-23', 3, false],
  ['$less_than_future', '2026-11-22', 3, true],
  ['$less_than_future', '2026-11-23', 3, false],
  ['$less_than_future', '2026-11-20', 3, true],
  ['$less_than_future', '2026-11-19', 3, false],
  ['$is_days_in_future', '2026-11-23', 3, true],
  ['$is_days_in_future', '2026-11-17', 3, false],
  ['$is_days_ago', 20_261_117, 3, false],
  ['$is_days_ago', '2026-11-31', 3, false],
])('[R18] %s: %j and %j days is %s', (operator, actual, days, expected) => {
  expect(holds(operator, actual, days)).toBe(expected);
});

test('[R18] of several days one is enough', () => {
  expect(holds('$is_days_ago', ['2026-11-01', '2026-11-17'], 3)).toBe(true);
  expect(holds('$dow', ['2026-11-16', '2026-11-20'], 5)).toBe(true);
  expect(holds('$dow', ['nonsense', '2026-11-20'], 5)).toBe(true);
  expect(holds('$dow', ['2026-11-16', 'nonsense'], 5)).toBe(false);
});

describe('among many as among few', () => {
  const many = Array.from({length: 12}, (_, at) => `w${at}`);
  const numbers = Array.from({length: 12}, (_, at) => at);

  test.each<[string, JsonValue, JsonValue[], boolean]>([
    ['$is', 'w11', many, true],
    ['$is', 'w12', many, false],
    ['$is', ['x', 'w3'], many, true],
    ['$is', ['x', 'y'], many, false],
    ['$is', Array.from({length: 20}, (_, at) => `x${at}`).concat('w3'), many, true],
    ['$is_not', 'w3', many, false],
    ['$is_not', 'w12', many, true],
    ['$is', 7, numbers, true],
    ['$is', 12, numbers, false],
    ['$is_not', 7, numbers, false],
    ['$is_not', 12, numbers, true],
    ['$is', 7, [7], true],
    ['$is', 8, [7], false],
    ['$is', 8, ['seven', 8], true],
    ['$is', 8, ['seven'], false],
    ['$is', 7, ['07'], false],
    ['$not_differ', ['a', 'b'], [['b', 'a']], true],
    ['$not_differ', ['a', 'b'], ['a', 'b'], true],
    ['$not_differ', ['a', 'b'], ['a', 'c'], false],
    ['$not_differ', ['a'], ['a', 'b'], false],
    ['$not_intersect', ['a', 'b'], ['c'], true],
    ['$not_intersect', ['a', 'b'], ['c', 'd', 'b'], false],
    ['$not_intersect', ['a', 'b', 'c', 'd'], ['d'], false],
  ])('%s: %j of %j is %s', (operator, actual, operands, expected) => {
    expect(holds(operator, actual, ...operands)).toBe(expected);
  });
});
