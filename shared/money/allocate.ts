/**
 * Splits money over lines. The parts always sum to the whole, and each is within one minor unit of its exact share;
 * which lines get the leftover minor units is a written rule (conventions/SPEC.md, odd cent).
 */
import {assert} from '../kernel/assert.ts';
import {type Minor, minor} from './minor.ts';

/**
 * Who gets the leftover, of the lines whose share does not come out even: the largest remainder, the first lines, the
 * last, the dearest. A tie goes to the earlier line.
 */
export type OddCent = 'largest_remainder' | 'first' | 'last' | 'dearest';

/**
 * Splits `total` over `weights` in proportion. No part goes to a weight of zero. Where `total` is at most the sum of
 * the weights, no part is above its weight. `dearness` (one per line) is asked for by `dearest` only.
 */
export function allocate(
  total: Minor,
  weights: readonly number[],
  oddCent: OddCent = 'largest_remainder',
  dearness: readonly number[] = weights,
): Minor[] {
  const whole = sumOf(weights);
  assert(total >= 0 && whole > 0, 'allocate: bad total or weights');
  const {parts, rests} =
    total * largest(weights) <= Number.MAX_SAFE_INTEGER && whole <= Number.MAX_SAFE_INTEGER
      ? exactShares(total, weights, whole)
      : bigShares(total, weights);
  const leftover = total - sumOf(parts);
  if (leftover > 0) {
    const rank = {largest_remainder: rests, first: null, last: null, dearest: dearness}[oddCent];
    const sharing = withRemainder(rests);
    if (oddCent === 'last') sharing.reverse();
    if (rank !== null) sharing.sort((a, b) => descending(rank[a] ?? 0, rank[b] ?? 0) || a - b);
    for (const line of sharing.slice(0, leftover)) parts[line] = (parts[line] ?? 0) + 1;
  }
  return parts.map(minor);
}

interface Shares {
  /** Rounded down. */
  readonly parts: number[];
  /** What was rounded off each, over the same denominator. */
  readonly rests: readonly (number | bigint)[];
}

function exactShares(total: number, weights: readonly number[], whole: number): Shares {
  const parts: number[] = [];
  const rests: number[] = [];
  for (const weight of weights) {
    const rest = (total * weight) % whole;
    parts.push((total * weight - rest) / whole);
    rests.push(rest);
  }
  return {parts, rests};
}

/** The same where a product can pass 2^53. */
function bigShares(total: number, weights: readonly number[]): Shares {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const products = weights.map(weight => BigInt(total) * BigInt(weight));
  return {
    parts: products.map(product => Number(product / whole)),
    rests: products.map(product => product % whole),
  };
}

/** Lines whose exact share is no whole number; there are always more of them than leftover minor units. */
function withRemainder(rests: readonly (number | bigint)[]): number[] {
  const lines: number[] = [];
  for (const [line, rest] of rests.entries()) if (rest > 0) lines.push(line);
  return lines;
}

function sumOf(amounts: readonly number[]): number {
  let sum = 0;
  for (const amount of amounts) {
    assert(amount >= 0, 'allocate: a negative weight');
    sum += amount;
  }
  return sum;
}

function largest(amounts: readonly number[]): number {
  let most = 0;
  for (const amount of amounts) if (amount > most) most = amount;
  return most;
}

/** Remainders can pass 2^53, where a subtraction turned into a number would lie. */
function descending(a: number | bigint, b: number | bigint): number {
  if (a === b) return 0;
  return a > b ? -1 : 1;
}
