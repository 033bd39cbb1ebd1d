import {describe, expect, test} from 'vitest';
import type {JsonValue} from '../kernel/metadata.ts';
import {operators, shortfall} from './operators.ts';

function holds(operator: string, actual: JsonValue, ...operands: JsonValue[]): boolean {
  return operators.get(operator)?.test(actual, operands) ?? false;
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
  ['$more_than', '2026-11-21', ['2026-11-20T23:00:00Z'], true],
  ['$less_than', '2026-11-21', ['2026-11-20T23:00:00Z'], false],
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
];

test.each(cases)('%s: %j against %j is %s', (operator, actual, operands, expected) => {
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
    ['$more_than', [], 'should be one number or one ISO 8601 date'],
    ['$more_than', [1, 2], 'should be one number or one ISO 8601 date'],
    ['$more_than', ['many'], 'should be one number or one ISO 8601 date'],
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

test('how much is missing, where more helps', () => {
  expect(shortfall('$more_than', 900, 1000)).toBe(101);
  expect(shortfall('$more_than_or_equal', 900, 1000)).toBe(100);
  expect(shortfall('$greater_than_or_equal', 900, '1000.5')).toBe(101);
  expect(shortfall('$less_than', 900, 100)).toBeNull();
  expect(shortfall('$more_than', 900, '2026-11-20')).toBeNull();
});
