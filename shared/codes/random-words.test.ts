import {expect, test} from 'vitest';
import {randomWords} from './random-words.ts';

test('[CO5] every number below a bound is equally likely, also where the bound does not divide 2³²', () => {
  const {below} = randomWords(new Uint8Array(32).fill(3), 0);
  const bound = 3 * 2 ** 30;
  const thirds = [0, 0, 0];
  for (let n = 0; n < 3000; n += 1) {
    const third = Math.floor(below(bound) / 2 ** 30);
    thirds[third] = (thirds[third] ?? 0) + 1;
  }
  // Chi-square with 2 degrees of freedom: above 13.8 once in a thousand.
  expect(thirds.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(13.8);
});

test('[CO5] two streams of one key have nothing in common', () => {
  const [a, b] = [0, 1].map(stream => randomWords(new Uint8Array(32), stream));
  const words = (of: typeof a) => Array.from({length: 20}, () => of?.below(2 ** 32));
  expect(words(a).filter(word => words(b).includes(word))).toEqual([]);
});
