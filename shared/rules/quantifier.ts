import {type Blocking, nothingBlocks} from './asking.ts';
import {closest} from './compiled-logic.ts';
import type {RuleLine} from './rule-line.ts';
import type {LinesName} from './rule-name.ts';

/**
 * How many of the lines looked at must be picked, and of the picked how many must meet the nested rules. `looked`,
 * `picked` and `met` are their numbers.
 */
export interface Quantifier {
  /** Without trace; `passes` asks the nested rules of one line. */
  readonly test: (
    looked: number,
    picked: readonly RuleLine[],
    passes: (line: RuleLine) => boolean,
  ) => boolean;
  readonly picksEnough: (looked: number, picked: number, met: number) => boolean;
  /** Of what blocks each picked line, what would have to pass. */
  readonly blocking: (ofLines: readonly Blocking[]) => Blocking;
  /** Whether one more of the named products would make it pick enough. */
  readonly moreHelps: (looked: number) => boolean;
  /** Whether a nested check counts as passed only when it does on each line. */
  readonly needsEach: boolean;
  /** Whether a cart without lines can pass. */
  readonly takesNone: boolean;
}

export const quantifiers: Readonly<Record<LinesName['quantifier'], Quantifier>> = {
  /** A picked line passes. */
  any: {
    test: (_, picked, passes) => picked.some(passes),
    picksEnough: (_, picked) => picked > 0,
    blocking: ofLines => (countMet(ofLines) > 0 ? nothingBlocks : closest(ofLines)),
    moreHelps: () => true,
    needsEach: false,
    takesNone: false,
  },
  /** There are lines, all are picked, and each passes. */
  every: {
    test: (looked, picked, passes) => looked > 0 && picked.length === looked && picked.every(passes),
    picksEnough: (looked, picked) => looked > 0 && picked === looked,
    blocking: ofLines => ofLines.flat(),
    moreHelps: looked => looked === 0,
    needsEach: true,
    takesNone: false,
  },
  /** No picked line passes; an empty cart has none. */
  none: {
    test: (_, picked, passes) => !picked.some(passes),
    picksEnough: (_, __, met) => met === 0,
    blocking: () => nothingBlocks,
    moreHelps: () => false,
    needsEach: false,
    takesNone: true,
  },
};

/** Lines that nothing blocks. */
export function countMet(ofLines: readonly Blocking[]): number {
  let met = 0;
  for (const blocking of ofLines) if (blocking.length === 0) met += 1;
  return met;
}
