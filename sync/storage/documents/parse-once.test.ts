import {expect, test} from 'vitest';
import {parseOnce} from './parse-once.ts';

function counting() {
  let parsed = 0;
  const parse = parseOnce(value => {
    parsed += 1;
    return {value};
  });
  return {parse, parsed: () => parsed};
}

test('a text is parsed once, and everyone who reads it gets the same', () => {
  const {parse, parsed} = counting();
  const first = parse('{"id":"v_1"}');
  expect(first).toEqual({value: {id: 'v_1'}});
  expect(parse('{"id":"v_1"}')).toBe(first);
  expect(parsed()).toBe(1);
});

test('another text is another thing, whatever version it says it has', () => {
  const {parse} = counting();
  expect(parse('{"version":1,"active":true}')).not.toEqual(parse('{"version":1,"active":false}'));
});

test('what was used before others is forgotten at last, and parsed again when it comes back', () => {
  const {parse, parsed} = counting();
  const long = (n: number) => JSON.stringify(`${n}${'x'.repeat(5_000_000)}`);
  parse('1');
  for (const n of [1, 2, 3, 4, 5]) parse(long(n));
  expect(parsed()).toBe(6);
  parse('1');
  expect(parsed()).toBe(7);
});

test('what cannot be parsed is not remembered', () => {
  const refuse = parseOnce(() => {
    throw new Error('no document');
  });
  expect(() => refuse('{}')).toThrow('no document');
  expect(() => refuse('{}')).toThrow('no document');
});
