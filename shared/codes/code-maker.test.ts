import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {CodeConfig} from './code-config.ts';
import {type CodeMaker, codeMaker} from './code-maker.ts';

const key = (byte: number) => new Uint8Array(32).fill(byte);

function maker(config: CodeConfig, byte = 1, caseSensitive = true): CodeMaker {
  const made = codeMaker(config, key(byte), caseSensitive);
  if (!made.ok) throw new Error(made.problem.code);
  return made.maker;
}

function problem(config: CodeConfig, caseSensitive = true): unknown {
  const made = codeMaker(config, key(1), caseSensitive);
  return made.ok ? null : made.problem;
}

test('[CO6] prefix, pattern and postfix stand where they were put; the pattern overrides the length', () => {
  expect(maker({}).codeAt(0)).toMatch(/^[0-9A-Za-z]{8}$/);
  expect(maker({length: 3, charset: '01'}).codeAt(7)).toMatch(/^[01]{3}$/);
  expect(maker({prefix: 'SUMMER-', postfix: '-26', pattern: '##-#-SHOP', length: 9}).codeAt(5)).toMatch(
    /^SUMMER-[0-9A-Za-z]{2}-[0-9A-Za-z]-SHOP-26$/,
  );
  expect(maker({prefix: 'A#', pattern: '#', charset: 'x'}).codeAt(0)).toBe('A#x');
  expect(maker({pattern: 'WELCOME'}).codeAt(0)).toBe('WELCOME');
  expect(maker({pattern: 'WELCOME'}).space).toMatchObject({size: 1, capacity: 1});
});

test('[CO1] a small pattern gives every code it has, once', () => {
  const small = maker({pattern: 'T-###', charset: '0123456789'});
  const codes = new Set(Array.from({length: small.space.capacity}, (_, index) => small.codeAt(index)));
  expect(codes.size).toBe(1000);
});

test('[CO1] a hundred thousand codes differ, and lead back to their numbers', () => {
  const {codeAt, indexOf} = maker({prefix: 'P-', length: 8});
  const codes = new Set<string>();
  for (let index = 0; index < 100_000; index += 1) codes.add(codeAt(index));
  expect(codes.size).toBe(100_000);
  for (let index = 0; index < 100_000; index += 997) expect(indexOf(codeAt(index))).toBe(index);
});

test('[CO2] whatever the shape, a code leads back to its number, and is in normal form', () => {
  const characters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef-_'];
  const config = fc.record({
    charset: fc.uniqueArray(fc.constantFrom(...characters), {minLength: 1}).map(list => list.join('')),
    pattern: fc
      .array(fc.constantFrom('#', '##', '-', 'x'), {minLength: 1, maxLength: 20})
      .map(list => list.join('')),
    prefix: fc.constantFrom('', 'Pre#'),
    postfix: fc.constantFrom('', '/26'),
    hasCheckCharacter: fc.boolean(),
  });
  fc.assert(
    fc.property(config, fc.boolean(), fc.nat(), (given, caseSensitive, n) => {
      const made = codeMaker(given, key(9), caseSensitive);
      if (!made.ok) {
        expect(made.problem.code).toBe('no_room_for_check');
        return;
      }
      const index = n % made.maker.space.capacity;
      const code = made.maker.codeAt(index);
      expect(made.maker.indexOf(code)).toBe(index);
      expect(made.maker.indexOf(` ${caseSensitive ? code : code.toLowerCase()}\n`)).toBe(index);
    }),
    {seed: 2, numRuns: 200},
  );
});

test('[CO3] another key or another shape makes other codes', () => {
  const first = (made: CodeMaker) => Array.from({length: 200}, (_, index) => made.codeAt(index));
  const codes = [maker({}), maker({}, 2), maker({length: 8, charset: 'abc0123456789'})].flatMap(first);
  expect(new Set(codes).size).toBe(600);
});

test('[CO7] made-up codes are not recognised, nor is text of another shape', () => {
  const {indexOf, codeAt} = maker({prefix: 'G-', pattern: '########-#'});
  const real = codeAt(12);
  const altered = [...real].flatMap((_, at) => {
    const other = real[at] === 'a' ? 'b' : 'a';
    return [`${real.slice(0, at)}${other}${real.slice(at + 1)}`];
  });
  expect(altered.filter(code => indexOf(code) !== null)).toEqual([]);
  for (const text of [
    '',
    'G-',
    real.slice(1),
    `${real}x`,
    real.slice(0, -1),
    real.toLowerCase(),
    'G-??????-?',
  ])
    expect(indexOf(text)).toBeNull();
});

test('[CO8] where case does not matter, a and A are one character and codes are upper case', () => {
  const folded = maker({prefix: 'sum-', charset: 'aAbBcC', length: 4}, 1, false);
  expect(folded.shape.charset).toBe('ABC');
  expect(folded.codeAt(3)).toMatch(/^SUM-[ABC]{4}$/);
  expect(folded.space.capacity).toBe(81);
  expect(folded.indexOf(folded.codeAt(3).toLowerCase())).toBe(3);
});

test('[CO9] a shape that can not be kept to is refused', () => {
  expect(problem({charset: 'abca'})).toEqual({code: 'charset_repeats', characters: ['a']});
  expect(problem({charset: 'äö'})).toEqual({code: 'charset_not_ascii'});
  expect(problem({charset: 'a b'})).toEqual({code: 'charset_not_ascii'});
  expect(problem({prefix: ' X'})).toEqual({code: 'text_not_plain', part: 'prefix'});
  expect(problem({postfix: 'X\u0000'})).toEqual({code: 'text_not_plain', part: 'postfix'});
  expect(problem({pattern: '#\u0301'})).toEqual({code: 'text_not_plain', part: 'pattern'});
  expect(problem({length: 1, hasCheckCharacter: true})).toEqual({code: 'no_room_for_check'});
  expect(problem({charset: 'aA', hasCheckCharacter: true}, false)).toEqual({code: 'no_room_for_check'});
});

test.each(['0123456789', '012345678', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'ab', 'abc'])(
  '[CO10] with a check character of %s no single wrong character passes',
  charset => {
    const {codeAt, indexOf} = maker({pattern: 'K##-####', charset, hasCheckCharacter: true});
    for (let index = 0; index < 5; index += 1) {
      const code = codeAt(index);
      for (const at of [1, 2, 4, 5, 6, 7])
        for (const other of charset.replace(code[at] ?? '', ''))
          expect(indexOf(code.slice(0, at) + other + code.slice(at + 1))).toBeNull();
    }
  },
);

test('[CO10] an odd charset notices all swapped neighbours too', () => {
  const {codeAt, indexOf} = maker({pattern: '######', charset: '012345678', hasCheckCharacter: true});
  for (let index = 0; index < 200; index += 1) {
    const code = codeAt(index);
    for (let at = 0; at < 5; at += 1) {
      const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
      if (swapped !== code) expect(indexOf(swapped)).toBeNull();
    }
  }
});

test('[CO4] every place takes every character about equally often', () => {
  const {codeAt} = maker({length: 12, charset: '0123456789'});
  const counts = Array.from({length: 12}, () => Array<number>(10).fill(0));
  for (let index = 0; index < 10_000; index += 1) {
    for (const [at, digit] of [...codeAt(index)].map(Number).entries()) {
      const row = counts[at] ?? [];
      row[digit] = (row[digit] ?? 0) + 1;
    }
  }
  // Chi-square with 9 degrees of freedom: above 33.7 once in ten thousand.
  for (const row of counts)
    expect(row.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(33.7);
});
