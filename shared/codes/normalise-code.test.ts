import fc from 'fast-check';
import {expect, test} from 'vitest';
import {normaliseCode} from './normalise-code.ts';

test('spaces around do not count, and case only where the project says so', () => {
  expect(normaliseCode('  summer-10\n', false)).toBe('SUMMER-10');
  expect(normaliseCode('  summer-10\n', true)).toBe('summer-10');
});

test('letters that look alike because they are the same are the same', () => {
  expect(normaliseCode('cafe\u0301', false)).toBe(normaliseCode('CAF\u00c9', false));
  expect(normaliseCode('straße', false)).toBe('STRASSE');
});

test('a letter whose capital comes apart is put together again', () => {
  expect(normaliseCode('\u0390', false)).toBe('\u03aa\u0301');
  expect(normaliseCode('\u03aa\u0301', false)).toBe('\u03aa\u0301');
});

test('the normal form of a normal form is itself', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme'}), fc.boolean(), (typed, caseSensitive) => {
      const once = normaliseCode(typed, caseSensitive);
      expect(normaliseCode(once, caseSensitive)).toBe(once);
    }),
  );
});
