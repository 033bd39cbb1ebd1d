import {describe, expect, test} from 'vitest';
import type {JsonValue} from '../kernel/metadata.ts';
import {deepestValue, facetOf, hasKey, keysOf, nfc, valueKey} from './facet.ts';

function nested(depth: number, inmost: JsonValue = 1): JsonValue {
  let value = inmost;
  for (let at = 0; at < depth; at += 1) value = at % 2 === 0 ? [value] : {in: value};
  return value;
}

describe('equal values have equal keys, different ones different', () => {
  test.each<[JsonValue, JsonValue]>([
    [5, '5'],
    [true, 'true'],
    ['caf\u00e9', 'cafe\u0301'],
    [
      {a: 1, b: [2]},
      {b: [2], a: 1},
    ],
    [{'caf\u00e9': 1}, {'cafe\u0301': 1}],
    [['caf\u00e9'], ['cafe\u0301']],
    [nested(deepestValue), nested(deepestValue)],
  ])('%j is %j', (one, other) => {
    expect(valueKey(one)).toBe(valueKey(other));
  });

  test.each<[JsonValue, JsonValue]>([
    [null, 'null'],
    [null, ''],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], 1],
    [['a'], {'0': 'a'}],
    [[], {}],
    [{a: null}, {}],
    [{a: 1}, {a: '1'}],
    [[null], ['null']],
    [{a: {b: 1}}, {a: {b: 2}}],
  ])('%j is not %j', (one, other) => {
    expect(valueKey(one)).not.toBe(valueKey(other));
  });

  test('what is nested too deep has the key of what equals nothing, wherever it stands', () => {
    const deep = valueKey(nested(deepestValue + 2));
    expect(deep).toBe(valueKey(nested(deepestValue + 5, 'other')));
    expect(valueKey([1, nested(deepestValue + 1)])).toBe(deep);
    expect(valueKey({a: 1, b: nested(deepestValue + 1)})).toBe(deep);
    expect(valueKey(nested(deepestValue))).not.toBe(deep);
  });
});

test('a facet of one value knows its only key; of several it looks', () => {
  const one = facetOf('tea');
  expect([hasKey(one, 'tea'), hasKey(one, 'mug'), hasKey(one, 'tea')]).toEqual([true, false, true]);
  const two = facetOf(['tea', 'mug', 'tea']);
  expect([hasKey(two, 'tea'), hasKey(two, 'mug'), hasKey(two, 'cup')]).toEqual([true, true, false]);
  expect([...keysOf(two)]).toEqual(['tea', 'mug']);
  expect(hasKey(facetOf([]), '')).toBe(false);
});

test('text is normalised from U+0300 on', () => {
  expect(nfc('e\u0300')).toBe('\u00e8');
  expect(nfc('plain')).toBe('plain');
});
