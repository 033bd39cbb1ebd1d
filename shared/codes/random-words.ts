import {keystream, wordsPerBlock} from './chacha20.ts';

/** Words of a key's stream, one after the other. */
export interface RandomWords {
  /** A whole number below `bound` (1 … 2³²), each equally likely. */
  readonly below: (bound: number) => number;
}

export function randomWords(key: Uint8Array, stream: number): RandomWords {
  const {block} = keystream(key, [stream, 0, 0]);
  let words = block(0);
  let used = 0;
  const next = (): number => {
    if (used % wordsPerBlock === 0) words = block(used / wordsPerBlock);
    used += 1;
    return words[(used - 1) % wordsPerBlock] ?? 0;
  };
  return {
    below: bound => {
      // Words from the last, incomplete run of `bound` would favour small numbers; they are left out.
      const usable = 2 ** 32 - (2 ** 32 % bound);
      let word = next();
      while (word >= usable) word = next();
      return word % bound;
    },
  };
}
