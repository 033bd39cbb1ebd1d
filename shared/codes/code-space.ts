/** How many codes a shape has, and what chance a stranger has of finding one. Statements for people, not decisions. */
import type {CodeShape} from './code-shape.ts';
import {largestPermutation} from './permutation.ts';

export interface CodeSpace {
  /** Codes of this shape, as a rounded number where it is beyond 2⁵³. */
  readonly size: number;
  /** Codes that can be made with one key: all of them, or at least five million of a larger space. */
  readonly capacity: number;
  /** Places that count the codes; the others are only there to be hard to guess. */
  readonly countingPlaces: number;
}

export function codeSpace({charset, places, hasCheckCharacter}: CodeShape): CodeSpace {
  const free = places - (hasCheckCharacter ? 1 : 0);
  let [capacity, countingPlaces] = [1, 0];
  while (countingPlaces < free && capacity * charset.length <= largestPermutation) {
    capacity *= charset.length;
    countingPlaces += 1;
  }
  return {size: charset.length ** free, capacity, countingPlaces};
}

export interface GuessingOdds {
  /** Chance that a single made-up code of the right shape is a real one. */
  readonly perAttempt: number;
  readonly perThousandAttempts: number;
  /** Attempts after which a hit is as likely as not. */
  readonly attemptsForEvenOdds: number;
}

/** A check character helps no guesser and hinders none: whoever knows the shape can work it out. */
export function guessingOdds({size}: Pick<CodeSpace, 'size'>, issued: number): GuessingOdds {
  const perAttempt = Math.min(1, issued / size);
  return {
    perAttempt,
    perThousandAttempts: chanceWithin(perAttempt, 1000),
    attemptsForEvenOdds:
      perAttempt === 0 ? Infinity : Math.max(1, Math.ceil(Math.log(0.5) / Math.log1p(-perAttempt))),
  };
}

/**
 * Chance that two independent sets of codes have one in common. Within one shape and key it is 0 and nothing has to
 * be worked out; this is for shapes that may collide (`mayCollide`), or the same shape under another key.
 */
export function collisionOdds({size}: Pick<CodeSpace, 'size'>, issued: number, others: number): number {
  return chanceWithin(Math.min(1, issued / size), others);
}

/** 1 − (1 − p)ⁿ, exact for tiny chances too. */
function chanceWithin(chance: number, attempts: number): number {
  return chance >= 1 ? (attempts > 0 ? 1 : 0) : -Math.expm1(attempts * Math.log1p(-chance));
}

/** Characters that people take for each other. */
const lookAlikes = ['0OQ', '1Il|', '2Z', '5S', '8B', 'UV', 'G6'];

/** Groups of the charset's characters that a person reading a code aloud or typing it may confuse. */
export function confusableGroups({charset}: Pick<CodeShape, 'charset'>): string[] {
  return lookAlikes
    .map(group => [...group].filter(character => charset.includes(character)).join(''))
    .filter(group => group.length > 1);
}
