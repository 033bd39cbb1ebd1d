/**
 * The ChaCha20 block function (RFC 8439 §2.3): 64 bytes that nobody can tell from random ones without the key, for
 * every block number. Only a keystream, nothing is encrypted with it.
 */
import {assert} from '../kernel/assert.ts';

export const wordsPerBlock = 16;

export interface Keystream {
  /** The sixteen words of block `counter`. The array is reused by the next call. */
  readonly block: (counter: number) => Uint32Array;
}

/** `nonce` keeps streams of one key apart. */
export function keystream(key: Uint8Array, nonce: readonly [number, number, number]): Keystream {
  assert(key.length === 32, 'ChaCha20: a key of 32 bytes needed');
  const initial = new Uint32Array(wordsPerBlock);
  initial.set([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
  for (let word = 0; word < 8; word += 1) initial[4 + word] = littleEndian(key, word * 4);
  initial.set(nonce, 13);
  const block = new Uint32Array(wordsPerBlock);
  return {
    block: counter => {
      initial[12] = counter;
      block.set(initial);
      for (let round = 0; round < 10; round += 1) doubleRound(block);
      for (let word = 0; word < wordsPerBlock; word += 1)
        block[word] = (block[word] ?? 0) + (initial[word] ?? 0);
      return block;
    },
  };
}

function doubleRound(x: Uint32Array): void {
  quarterRound(x, 0, 4, 8, 12);
  quarterRound(x, 1, 5, 9, 13);
  quarterRound(x, 2, 6, 10, 14);
  quarterRound(x, 3, 7, 11, 15);
  quarterRound(x, 0, 5, 10, 15);
  quarterRound(x, 1, 6, 11, 12);
  quarterRound(x, 2, 7, 8, 13);
  quarterRound(x, 3, 4, 9, 14);
}

function quarterRound(x: Uint32Array, a: number, b: number, c: number, d: number): void {
  let wa = x[a] ?? 0;
  let wb = x[b] ?? 0;
  let wc = x[c] ?? 0;
  let wd = x[d] ?? 0;
  wa = (wa + wb) | 0;
  wd = rotated(wd ^ wa, 16);
  wc = (wc + wd) | 0;
  wb = rotated(wb ^ wc, 12);
  wa = (wa + wb) | 0;
  wd = rotated(wd ^ wa, 8);
  wc = (wc + wd) | 0;
  wb = rotated(wb ^ wc, 7);
  x[a] = wa;
  x[b] = wb;
  x[c] = wc;
  x[d] = wd;
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function littleEndian(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  );
}
