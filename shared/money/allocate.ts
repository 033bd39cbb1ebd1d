import {assert} from '../kernel/assert.ts';
import {type Minor, minor} from './minor.ts';

/**
 * Splits `total` over `weights` by largest remainder; a tie goes to the earlier line.
 * The parts sum to `total`, and each is within one minor unit of its exact share.
 */
export function allocate(total: Minor, weights: readonly number[]): Minor[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  assert(total >= 0 && whole > 0n && weights.every(weight => weight >= 0), 'allocate: bad total or weights');
  const shares = weights.map((weight, line) => {
    const exact = BigInt(total) * BigInt(weight);
    return {line, part: exact / whole, rest: exact % whole};
  });
  const handedOut = shares.reduce((sum, share) => sum + share.part, 0n);
  const leftover = Number(BigInt(total) - handedOut);
  const neediest = [...shares].sort((a, b) => compare(b.rest, a.rest) || a.line - b.line);
  for (const share of neediest.slice(0, leftover)) share.part += 1n;
  return shares.map(share => minor(Number(share.part)));
}

/** Remainders can pass 2^53, where a subtraction turned into a number would lie. */
function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
