import {expect, test} from 'vitest';
import {jsonProblem} from './json-problem.ts';

test.each<[why: string, value: unknown, details: string]>([
  ['NUL', {a: [{b: 'x\0'}]}, 'Property .a[0].b should not contain a NUL character'],
  ['NUL in a name', {a: {'x\0': 1}}, 'Property .a should not contain a NUL character'],
  ['half a character', ['\ud800'], 'Property [0] should be text of whole Unicode characters'],
  ['half a character as all there is', '\udc00', 'Payload should be text of whole Unicode characters'],
  ['infinity', {a: Number.POSITIVE_INFINITY}, 'Property .a should be a finite number'],
  [
    'names alike',
    {'\u00e9': 1, 'e\u0301': 2},
    'Payload should not have two names that are the same in Unicode',
  ],
])('%s', (_, value, details) => {
  expect(jsonProblem(value)).toEqual({
    code: 400,
    key: 'invalid_payload',
    message: 'Invalid payload',
    details,
  });
});

test.each<[why: string, value: unknown]>([
  ['whole characters beyond the first plane', {'🎁': '🎁', e: 'e\u0301'}],
  ['nothing', undefined],
  ['null, flags and numbers', [null, true, -0, 1.5, Number.MAX_VALUE]],
])('%s: fine', (_, value) => {
  expect(jsonProblem(value)).toBeNull();
});

test('a value as deep as the stack would allow is told, not followed', () => {
  let value: unknown = 1;
  for (let level = 0; level < 1_000_000; level += 1) value = [value];
  expect(jsonProblem(value)?.details).toBe('Payload should have at most 64 levels');
});
