import fc from 'fast-check';
import {expect, test} from 'vitest';
import {AssertionFailure} from './assert.ts';
import {canonicalJson} from './canonical-json.ts';
import {contentHash} from './content-hash.ts';

const composed = '\u00e9';
const decomposed = 'e\u0301';

test('sorts keys by UTF-16 code unit, at every depth', () => {
  expect(canonicalJson({b: 1, a: {z: true, y: [2, 1]}, B: null, '10': 0, '9': 0})).toBe(
    '{"10":0,"9":0,"B":null,"a":{"y":[2,1],"z":true},"b":1}',
  );
});

test('text and keys are NFC, and sorted as such', () => {
  expect(canonicalJson({[decomposed]: decomposed, f: 1})).toBe(canonicalJson({f: 1, [composed]: composed}));
});

test('minus zero is zero, and numbers print as ECMAScript does', () => {
  expect(canonicalJson([-0, 1e21, 0.1, 5e-324, 100])).toBe('[0,1e+21,0.1,5e-324,100]');
});

test('members that are undefined are left out', () => {
  expect(canonicalJson({a: undefined, b: 1})).toBe('{"b":1}');
});

test.each([
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a bigint', 1n],
  ['a function', () => 1],
  ['a Date', new Date(0)],
  ['undefined itself', undefined],
  ['two keys that are one after NFC', {[composed]: 1, [decomposed]: 2}],
])('%s is a bug', (_, value) => {
  expect(() => canonicalJson(value)).toThrow(AssertionFailure);
});

test('is JSON that says the same, whatever order the keys came in', () => {
  fc.assert(
    fc.property(fc.jsonValue({noUnicodeString: false}), value => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(canonicalJson(reversed(value))).toBe(text);
    }),
  );
});

test('the hash of an empty object is that of its two characters', () => {
  expect(contentHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
});

/** The same value with its keys put in from the other end. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
