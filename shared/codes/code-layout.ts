/**
 * Where the characters of a code come from: the first places spell the permuted index, the rest (of long codes)
 * words of a keystream. Up to two neighbouring places are written at once, from a table of pairs.
 */
import {assert} from '../kernel/assert.ts';
import type {CodeShape} from './code-shape.ts';

/** A word's remainder below 2²⁴ makes no text more than 0.4 % likelier than another. */
const largestWordPart = 2 ** 24;

/** One or two places: one of `texts`, then the literal text. */
interface Chunk {
  /** −1: the permuted index; otherwise which of the code's words. */
  readonly word: number;
  readonly texts: readonly string[];
  readonly literalAfter: string;
}

export interface CodeLayout {
  readonly literalBefore: string;
  /** Last first: the last chunk of a number is its remainder, the one before that of the quotient. */
  readonly chunks: readonly Chunk[];
  readonly wordsPerCode: number;
  /** The words are taken modulo this. */
  readonly wordPart: number;
}

interface Place {
  readonly word: number;
  readonly literalAfter: string;
}

/** `countingPlaces` as `codeSpace` has them. The place of a check character is left out, with its literal. */
export function codeLayout(shape: CodeShape, countingPlaces: number): CodeLayout {
  const {charset, literals} = shape;
  const base = charset.length;
  const free = shape.places - (shape.hasCheckCharacter ? 1 : 0);
  const placesPerWord = base === 1 ? free : Math.floor(Math.log(largestWordPart) / Math.log(base) + 1e-9);
  const places: Place[] = [];
  for (let at = 0; at < free; at += 1) {
    const inWord = at - countingPlaces;
    const word = inWord < 0 ? -1 : Math.floor(inWord / placesPerWord);
    places.push({word, literalAfter: literals[at + 1] ?? ''});
  }
  return {
    literalBefore: literals[0] ?? '',
    chunks: pairUp(places, [...charset]).reverse(),
    wordsPerCode: Math.max(0, Math.ceil((free - countingPlaces) / placesPerWord)),
    wordPart: base ** placesPerWord,
  };
}

function pairUp(places: readonly Place[], characters: readonly string[]): Chunk[] {
  const pairs = characters.flatMap(first => characters.map(second => first + second));
  const chunks: Chunk[] = [];
  for (let at = 0; at < places.length; at += 1) {
    const [place, next] = [places[at], places[at + 1]];
    assert(place !== undefined, 'pairUp: a place is missing');
    if (place.literalAfter === '' && next !== undefined && next.word === place.word) {
      chunks.push({...next, texts: pairs});
      at += 1;
    } else chunks.push({...place, texts: characters});
  }
  return chunks;
}
