import {expect, test} from 'vitest';
import {exactTerm, phoneQuery, phoneTerms, searchTerms} from './search-terms.ts';

test('words lose case and accents, and are split at everything else', () => {
  expect(searchTerms('Crème brûlée, 2×100 g (Größe L)')).toEqual([
    'creme',
    'brulee',
    '2',
    '100',
    'g',
    'große',
    'l',
  ]);
  expect(searchTerms('  ')).toEqual([]);
  expect(searchTerms('煎茶 緑茶')).toEqual(['煎茶', '緑茶']);
});

test('a shop number keeps its signs', () => {
  expect(exactTerm(' TEA-04/B ')).toBe('tea-04/b');
});

test.each(['+43 1 555 0142', '0043 1 5550142', '01 5550142', '1555014'])(
  'a phone number is found by %s',
  typed => {
    const query = phoneQuery(typed) ?? '';
    expect(phoneTerms('+43 (1) 555-0142').some(term => term.startsWith(query))).toBe(true);
  },
);

test('what is no phone number is not taken for one', () => {
  expect(phoneQuery('tea 04')).toBeNull();
  expect(phoneQuery('')).toBeNull();
  expect(phoneQuery('000')).toBeNull();
});
