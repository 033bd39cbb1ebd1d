import {assert} from '../kernel/assert.ts';
import {type Minor, minor, zero} from '../money/minor.ts';

/** `count` things that weigh the same. */
export interface Run {
  readonly count: number;
  readonly weight: number;
}

/** What each thing of a run gets: the first `extra` of them one minor unit more than the others. */
export interface RunShare {
  readonly eachMinor: Minor;
  readonly extra: number;
}

/**
 * `allocate` for many equal things at once: splits `total` over the single things by largest remainder, a tie to the
 * earlier one. What it costs follows the number of runs, not of things, so that a line of a million units is no harder
 * than a line of one. `total` is not more than the weights together.
 */
export function spread(total: Minor, runs: readonly Run[]): RunShare[] {
  if (total === 0) return runs.map(() => ({eachMinor: zero, extra: 0}));
  const whole = runs.reduce((sum, {count, weight}) => sum + BigInt(count) * BigInt(weight), 0n);
  assert(total > 0 && whole > 0n, 'spread: bad total or weights');
  const exact = runs.map(({count, weight}, place) => {
    const share = BigInt(total) * BigInt(weight);
    return {place, count, each: share / whole, rest: share % whole};
  });
  let leftover = exact.reduce((left, {count, each}) => left - BigInt(count) * each, BigInt(total));
  const extras = new Map<number, number>();
  const neediest = [...exact].sort((a, b) => compare(b.rest, a.rest) || a.place - b.place);
  for (const {place, count} of neediest) {
    const extra = leftover < BigInt(count) ? Number(leftover) : count;
    extras.set(place, extra);
    leftover -= BigInt(extra);
  }
  assert(leftover === 0n, 'spread: a leftover that nobody got');
  return exact.map(({place, each}) => ({eachMinor: minor(Number(each)), extra: extras.get(place) ?? 0}));
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
