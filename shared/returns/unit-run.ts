/**
 * Units of a sold line, as runs of equal ones: what each cost and what was taken off it, kept apart by who took it.
 * Lines can hold millions of units; a run is split only where its units begin to differ.
 */
import {assert} from '../kernel/assert.ts';
import {type Minor, minor, smaller, subtract, zero} from '../money/minor.ts';
import {spread} from './spread.ts';

export interface UnitRun {
  /** Index of the order's line; null for what the order costs beside its lines. */
  readonly line: number | null;
  /** Units are numbered from 1 within their line. */
  readonly first: number;
  readonly count: number;
  /** A redeemable put these units into the order. */
  readonly isAdded: boolean;
  readonly grossMinor: Minor;
  /** What is left of the price of each. */
  readonly leftMinor: Minor;
  /** What was taken off each, by slot (share-out.ts says who has which). */
  readonly taken: readonly Minor[];
}

/** Units `first` to `last` of a line, both inside. */
export interface UnitRange {
  readonly first: number;
  readonly last: number;
}

export function unitRun(
  head: Pick<UnitRun, 'line' | 'first' | 'count' | 'isAdded'>,
  grossMinor: Minor,
  slots: number,
): UnitRun {
  return {...head, grossMinor, leftMinor: grossMinor, taken: Array.from({length: slots}, () => zero)};
}

export function lastOf({first, count}: UnitRun): number {
  return first + count - 1;
}

/** What is left of these units together. */
function leftOf(runs: readonly UnitRun[]): Minor {
  return minor(runs.reduce((sum, {count, leftMinor}) => sum + count * leftMinor, 0));
}

/**
 * Takes `amount` off the runs that are chosen, each unit in proportion to what is left of it, leftover cents by largest
 * remainder. What they cannot bear is not taken: the second value is that rest.
 */
export function takeOff(
  runs: readonly UnitRun[],
  amount: Minor,
  slot: number,
  isChosen: (run: UnitRun) => boolean,
): readonly [UnitRun[], Minor] {
  const chosen = runs.filter(isChosen);
  const bearable = smaller(amount, leftOf(chosen));
  const shares = spread(
    bearable,
    chosen.map(run => ({count: run.count, weight: run.leftMinor})),
  );
  const shareOf = new Map(chosen.map((run, place) => [run, shares[place]]));
  const after = runs.flatMap(run => {
    const share = shareOf.get(run);
    if (share === undefined) return run;
    const {eachMinor, extra} = share;
    return [
      ...part(run, run.first, extra).map(one => less(one, slot, minor(eachMinor + 1))),
      ...part(run, run.first + extra, run.count - extra).map(one => less(one, slot, eachMinor)),
    ];
  });
  return [after, subtract(amount, bearable)];
}

/** The same units, cut so that each run of the line lies wholly inside one of the ranges or outside all. */
export function cut(runs: readonly UnitRun[], line: number, ranges: readonly UnitRange[]): UnitRun[] {
  const starts = [...new Set(ranges.flatMap(({first, last}) => [first, last + 1]))].sort((a, b) => a - b);
  return runs.flatMap(run => {
    if (run.line !== line) return run;
    const inside = starts.filter(start => start > run.first && start <= lastOf(run));
    const from = [run.first, ...inside];
    return from.flatMap((start, i) => part(run, start, (from[i + 1] ?? run.first + run.count) - start));
  });
}

export function isWithin(run: UnitRun, ranges: readonly UnitRange[]): boolean {
  return ranges.some(({first, last}) => run.first >= first && lastOf(run) <= last);
}

/** Numbers as ranges: 1, 2, 3, 7 are 1–3 and 7. */
export function rangesOf(units: readonly number[]): UnitRange[] {
  const ranges: {first: number; last: number}[] = [];
  for (const unit of [...new Set(units)].sort((a, b) => a - b)) {
    const open = ranges.at(-1);
    if (open !== undefined && unit === open.last + 1) open.last = unit;
    else ranges.push({first: unit, last: unit});
  }
  return ranges;
}

function part(run: UnitRun, first: number, count: number): UnitRun[] {
  return count === 0 ? [] : [{...run, first, count}];
}

function less(run: UnitRun, slot: number, eachMinor: Minor): UnitRun {
  const leftMinor = subtract(run.leftMinor, eachMinor);
  assert(leftMinor >= 0, 'more taken off a unit than was left of it');
  const taken = run.taken.map((before, at) => (at === slot ? minor(before + eachMinor) : before));
  return {...run, leftMinor, taken};
}
