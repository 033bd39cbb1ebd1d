/**
 * Codes by number: code 0, 1, 2 … of a shape and a key, each different by construction, in an order that only the
 * key tells. Nothing is remembered, so whoever has the key and a range of numbers makes its codes offline, and two
 * ranges that do not overlap never make the same code. Rules in SPEC.md (CO…).
 */
import {sha256} from '@noble/hashes/sha2.js';
import {concatBytes, utf8ToBytes} from '@noble/hashes/utils.js';
import {assert} from '../kernel/assert.ts';
import {canonicalJson} from '../kernel/canonical-json.ts';
import {keystream, wordsPerBlock} from './chacha20.ts';
import {checkDigit} from './check-character.ts';
import type {CodeConfig} from './code-config.ts';
import {codeLayout} from './code-layout.ts';
import {type CodeShape, readShape, type ShapeProblem} from './code-shape.ts';
import {type CodeSpace, codeSpace} from './code-space.ts';
import {normaliseCode} from './normalise-code.ts';
import {permutation} from './permutation.ts';

export interface CodeMaker {
  readonly shape: CodeShape;
  readonly space: CodeSpace;
  /** The code with this number, below `space.capacity`. In the form in which codes are compared. */
  readonly codeAt: (index: number) => string;
  /** The number of a code as typed; null for text that is no code of this key. */
  readonly indexOf: (typed: string) => number | null;
}

export type MadeMaker =
  | {readonly ok: true; readonly maker: CodeMaker}
  | {readonly ok: false; readonly problem: ShapeProblem};

/** `key`: 32 random bytes, kept secret. Numbering depends on key and shape only. */
export function codeMaker(config: CodeConfig, key: Uint8Array, caseSensitive: boolean): MadeMaker {
  assert(key.length === 32, 'codeMaker: a key of 32 bytes needed');
  const read = readShape(config, caseSensitive);
  if (!read.ok) return read;
  const {shape} = read;
  const space = codeSpace(shape);
  const codeAt = writer(shape, space, sha256(concatBytes(key, utf8ToBytes(canonicalJson({...shape})))));
  const {order, write} = codeAt;
  return {
    ok: true,
    maker: {
      shape,
      space,
      codeAt: index => write(order.at(index), index),
      indexOf: typed => {
        const code = normaliseCode(typed, caseSensitive);
        const number = countingNumber(code, shape, space.countingPlaces);
        if (number === null) return null;
        const index = order.indexOf(number);
        // The other places follow from the index; a made-up code has them wrong.
        return write(number, index) === code ? index : null;
      },
    },
  };
}

function writer(shape: CodeShape, space: CodeSpace, key: Uint8Array) {
  const order = permutation(space.capacity, key);
  const {literalBefore, chunks, wordsPerCode, wordPart} = codeLayout(shape, space.countingPlaces);
  const words = new Uint32Array(wordsPerCode);
  const readWords = wordReader(words, wordPart, key);
  const finish = shape.hasCheckCharacter ? withCheckCharacter(shape) : (code: string) => code;
  return {
    order,
    write: (number: number, index: number): string => {
      readWords(index);
      let code = '';
      let word = -2;
      let rest = 0;
      for (const {texts, literalAfter, word: source} of chunks) {
        if (source !== word) rest = source < 0 ? number : (words[source] ?? 0);
        word = source;
        // `rest` is below 2³¹, so cutting off the fraction is rounding down.
        const quotient = (rest / texts.length) | 0;
        const text = texts[rest - quotient * texts.length] ?? '';
        code = literalAfter === '' ? text + code : text + literalAfter + code;
        rest = quotient;
      }
      return finish(literalBefore + code);
    },
  };
}

/** Fills `words` with those of a code. Neighbouring codes share a block of the stream. */
function wordReader(words: Uint32Array, wordPart: number, key: Uint8Array): (index: number) => void {
  const stream = keystream(key, [1, 0, 0]);
  let counter = -1;
  let block: Uint32Array = words;
  return index => {
    for (let word = 0; word < words.length; word += 1) {
      const position = index * words.length + word;
      const wanted = Math.floor(position / wordsPerBlock);
      if (wanted !== counter) {
        block = stream.block(wanted);
        counter = wanted;
      }
      words[word] = (block[position % wordsPerBlock] ?? 0) % wordPart;
    }
  };
}

/** Appends the check character, over all places before it, and the text that follows it. */
function withCheckCharacter({charset, literals}: CodeShape): (code: string) => string {
  const last = literals.at(-1) ?? '';
  return code => {
    const digits = digitsOf(code, literals.slice(0, -1), charset);
    return code + (charset[checkDigit(digits, charset.length)] ?? '') + last;
  };
}

/** The digits at the places of a code that is known to have the shape. */
function digitsOf(code: string, literals: readonly string[], charset: string): number[] {
  const digits: number[] = [];
  let at = literals[0]?.length ?? 0;
  for (const literal of literals.slice(1)) {
    digits.push(charset.indexOf(code[at] ?? ''));
    at += 1 + literal.length;
  }
  return digits;
}

/** What the counting places of a code spell; null when the text has another shape. */
function countingNumber(code: string, {charset, literals}: CodeShape, countingPlaces: number): number | null {
  const [first = '', ...rest] = literals;
  if (!code.startsWith(first)) return null;
  let at = first.length;
  let number = 0;
  for (const [place, literal] of rest.entries()) {
    const digit = at < code.length ? charset.indexOf(code[at] ?? '') : -1;
    if (digit < 0 || !code.startsWith(literal, at + 1)) return null;
    if (place < countingPlaces) number = number * charset.length + digit;
    at += 1 + literal.length;
  }
  return at === code.length ? number : null;
}
