import {expect, test} from 'vitest';
import {afterTypeAheadKey, type TypeAhead, typedUnits} from './type-ahead.ts';

function typed(keys: string): TypeAhead | undefined {
  return keys
    .split(' ')
    .reduce<TypeAhead | undefined>(
      (state, key) => (state === undefined ? undefined : afterTypeAheadKey(state, key)),
      null,
    );
}

test.each([
  ['* 3', '3', 3],
  ['* 1 2', '12', 12],
  ['* 1 2 Backspace', '1', 1],
  ['*', '', 1],
  ['* 0', '0', 1],
  ['* 9 9 9 9 9', '9999', 9999],
  ['* 3 * 4', '4', 4],
  ['* 3 Escape', null, 1],
  ['* Backspace', null, 1],
] as const)('%s stands for %s: %i units', (keys, state, units) => {
  expect(typed(keys)).toBe(state);
  expect(typedUnits(state)).toBe(units);
});

test('a digit without the star is no quantity', () => {
  expect(afterTypeAheadKey(null, '3')).toBeUndefined();
});
