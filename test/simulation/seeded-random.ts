/**
 * Random numbers of a simulation: one seed, and a stream of its own for every concern (`net`, `faults`, `till 3`), so that
 * one more draw in one place does not reshuffle the others. That is what lets a failing seed be made smaller.
 */

/** sfc32 (Chris Doty-Humphrey, public domain) on 128 bits of state. */
export interface Stream {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [0, n). */
  below(n: number): number;
  /** A whole number in [from, to]. */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  /** Exponentially distributed with this mean. */
  exponential(mean: number): number;
  pick<T>(list: readonly T[]): T;
  bytes(count: number): Uint8Array;
  /** Another stream, independent of what was drawn from this one. */
  split(name: string): Stream;
}

export function seededRandom(seed: string): Stream {
  let [a, b, c, d] = stateOf(seed);

  function u32(): number {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  }

  for (let i = 0; i < 12; i += 1) u32();
  const next = () => u32() / 4_294_967_296;
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: probability => next() < probability,
    exponential: mean => -Math.log(1 - next()) * mean,
    pick(list) {
      const one = list[below(list.length)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
    bytes: count => Uint8Array.from({length: count}, () => u32() & 255),
    split: name => seededRandom(`${seed}/${name}`),
  };
}

/** Four words from a text (FNV-1a with four offsets). */
function stateOf(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x811c9dc5, 0x9e3779b9, 0x243f6a88, 0xb7e15162];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    words[0] = Math.imul(words[0] ^ code, 16_777_619);
    words[1] = Math.imul(words[1] ^ (code + i), 16_777_619);
    words[2] = Math.imul(words[2] ^ (words[0] >>> 7), 16_777_619);
    words[3] = Math.imul(words[3] ^ (words[1] >>> 11), 16_777_619);
  }
  return words;
}
