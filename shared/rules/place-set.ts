/**
 * Places in a long list, each once and told in order. Two levels of bits, so that few among very many are found
 * without looking at all of them and without sorting.
 */
export class PlaceSet {
  /** A bit for each place, and a bit for each word of those that is not zero. */
  readonly #places: Uint32Array;
  readonly #words: Uint32Array;

  /** For places from 0 up to, but not including, `size`. */
  constructor(size: number) {
    const words = Math.ceil(size / 32);
    this.#places = new Uint32Array(words);
    this.#words = new Uint32Array(Math.ceil(words / 32));
  }

  add(place: number): void {
    const word = place >>> 5;
    this.#places[word] = (this.#places[word] ?? 0) | (1 << (place & 31));
    this.#words[word >>> 5] = (this.#words[word >>> 5] ?? 0) | (1 << (word & 31));
  }

  /** Takes out all, from the lowest. */
  drain(take: (place: number) => void): void {
    for (let at = 0; at < this.#words.length; at += 1) {
      let words = this.#words[at] ?? 0;
      this.#words[at] = 0;
      for (; words !== 0; words &= words - 1) this.#drainWord(at * 32 + lowestBit(words), take);
    }
  }

  #drainWord(word: number, take: (place: number) => void): void {
    let places = this.#places[word] ?? 0;
    this.#places[word] = 0;
    for (; places !== 0; places &= places - 1) take(word * 32 + lowestBit(places));
  }
}

/** Which bit is the lowest of a word that is not zero. */
function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
