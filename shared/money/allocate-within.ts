import {assert} from '../kernel/assert.ts';
import {allocate, type OddCent} from './allocate.ts';
import {type Minor, subtract, zero} from './minor.ts';

/**
 * Splits `total` over `weights` in proportion, no part above its cap. What a capped line cannot take goes to the
 * others in their proportion; what no line can take is given to nobody. No part goes to a weight of zero.
 */
export function allocateWithin(
  total: Minor,
  weights: readonly number[],
  caps: readonly Minor[],
  oddCent: OddCent = 'largest_remainder',
  dearness: readonly number[] = weights,
): Minor[] {
  assert(weights.length === caps.length, 'allocateWithin: one cap per weight needed');
  if (total === 0 || !weights.some(weight => weight > 0)) return weights.map(() => zero);
  const shares = allocate(total, weights, oddCent, dearness);
  const overfull = linesAbove(shares, caps);
  if (overfull.length === 0) return shares;
  // Only lines that are full for certain are closed; the rest is split anew among the others.
  const open = [...weights];
  let left = total;
  for (const line of overfull) {
    left = subtract(left, caps[line] ?? zero);
    open[line] = 0;
  }
  const others = allocateWithin(left, open, caps, oddCent, dearness);
  for (const line of overfull) others[line] = caps[line] ?? zero;
  return others;
}

function linesAbove(shares: readonly Minor[], caps: readonly Minor[]): readonly number[] {
  const above: number[] = [];
  for (let line = 0; line < shares.length; line += 1) {
    if ((shares[line] ?? zero) > (caps[line] ?? zero)) above.push(line);
  }
  return above;
}
