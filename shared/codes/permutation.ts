/**
 * A keyed order of the numbers 0 … size − 1: each comes out exactly once, in an order that only the key tells.
 * No set of what was handed out is kept.
 *
 * Small sizes are shuffled outright. Larger ones go through ten Feistel rounds over two parts whose product is the
 * size (modular addition, so no number has to be tried twice); each round's function is a table of random numbers
 * from the key's ChaCha20 stream.
 */
import {assert} from '../kernel/assert.ts';
import {type RandomWords, randomWords} from './random-words.ts';

export interface Permutation {
  readonly size: number;
  readonly at: (index: number) => number;
  /** The index at which a number comes. */
  readonly indexOf: (number: number) => number;
}

/** Beyond this the tables would no longer be small. */
export const largestPermutation = 2 ** 28;
const largestShuffle = 2 ** 16;
/** Each changes both parts: ten rounds as Feistel counted them. */
const rounds = 5;

/** `size` is 1 … 2²⁸; `key` has 32 bytes. */
export function permutation(size: number, key: Uint8Array): Permutation {
  assert(Number.isInteger(size) && size >= 1 && size <= largestPermutation, `no permutation of ${size}`);
  const random = randomWords(key, 0);
  return size <= largestShuffle ? shuffled(size, random) : feistel(size, random);
}

function shuffled(size: number, random: RandomWords): Permutation {
  const order = Uint32Array.from({length: size}, (_, n) => n);
  for (let last = size - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  const places = new Uint32Array(size);
  for (let place = 0; place < size; place += 1) places[order[place] ?? 0] = place;
  return {
    size,
    at: index => order[checked(index, size)] ?? 0,
    indexOf: number => places[checked(number, size)] ?? 0,
  };
}

function feistel(size: number, random: RandomWords): Permutation {
  const width = nearestDivisor(size);
  const height = size / width;
  // Each round changes the left part by a number that belongs to the right one, then the right by one of the left.
  const toLeft = randomNumbers(rounds * width, height, random);
  const toRight = randomNumbers(rounds * height, width, random);
  return {
    size,
    at: index => {
      let right = checked(index, size) % width;
      let left = (index - right) / width;
      for (let round = 0; round < rounds; round += 1) {
        left += toLeft[round * width + right] ?? 0;
        if (left >= height) left -= height;
        right += toRight[round * height + left] ?? 0;
        if (right >= width) right -= width;
      }
      return left * width + right;
    },
    indexOf: number => {
      let right = checked(number, size) % width;
      let left = (number - right) / width;
      for (let round = rounds - 1; round >= 0; round -= 1) {
        right -= toRight[round * height + left] ?? 0;
        if (right < 0) right += width;
        left -= toLeft[round * width + right] ?? 0;
        if (left < 0) left += height;
      }
      return left * width + right;
    },
  };
}

function randomNumbers(count: number, bound: number, random: RandomWords): Int32Array {
  const numbers = new Int32Array(count);
  for (let n = 0; n < count; n += 1) numbers[n] = random.below(bound);
  return numbers;
}

/** The largest divisor up to the square root. */
function nearestDivisor(size: number): number {
  let divisor = Math.floor(Math.sqrt(size));
  while (size % divisor !== 0) divisor -= 1;
  return divisor;
}

function checked(number: number, size: number): number {
  if (!(Number.isInteger(number) && number >= 0 && number < size))
    assert(false, `${number} is not below ${size}`);
  return number;
}
