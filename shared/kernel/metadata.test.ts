import {expect, test} from 'vitest';
import {metadataSchema} from './metadata.ts';

function refusals(value: unknown) {
  const parsed = metadataSchema.safeParse(value);
  return parsed.success ? [] : parsed.error.issues.map(({path, message}) => `${path.join('.')} ${message}`);
}

test('text, numbers, flags, lists and nested objects are kept as they are', () => {
  const value = {size: 'L', weight: 1.5, gift: true, tags: ['a', null], box: {sides: [1, 2]}};
  expect(metadataSchema.parse(value)).toEqual(value);
});

test.each<[why: string, value: unknown, refusal: string]>([
  [
    'names that are the same after NFC, which have no one hash',
    {box: {'\u00e9': 1, 'e\u0301': 2}},
    'box should not have two names that are the same in Unicode',
  ],
  ['a NUL', {note: 'x\0'}, 'note should not contain a NUL character'],
  ['a number beyond all numbers', {n: [Number.POSITIVE_INFINITY]}, 'n.0 should be a finite number'],
  ['no object', 'red', ' Invalid input: expected record, received string'],
  ['nothing', undefined, ' Invalid input: expected record, received undefined'],
])('%s: refused', (_, value, refusal) => {
  expect(refusals(value)).toEqual([refusal]);
});

test('nesting as deep as the stack would allow is refused, not followed', () => {
  let value: unknown = 1;
  for (let level = 0; level < 100_000; level += 1) value = [value];
  expect(refusals({value})).toEqual([' should have at most 64 levels']);
});
