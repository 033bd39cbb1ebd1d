import {type Impossible, type Rational, reduced} from './rational.ts';

export type RoundingWay = 'nearest' | 'down' | 'up';

/**
 * To so many decimals; a negative number rounds before the point (−1: to tens). `nearest` takes halves away from
 * zero, as spreadsheets do; `down` is towards minus infinity, `up` towards plus.
 */
export function roundRational(
  {top, bottom}: Rational,
  decimals: number,
  way: RoundingWay,
): Rational | Impossible {
  if (typeof top === 'number' && typeof bottom === 'number' && decimals >= 0) {
    const power = 10 ** decimals;
    const scaled = top * power;
    // Within half of 2^53, so that the step to the next whole number stays exact.
    if (Math.abs(scaled) < 2 ** 52) return {top: wholeOf(scaled, bottom, way), bottom: power};
  }
  const power = 10n ** BigInt(Math.abs(decimals));
  if (decimals >= 0) return reduced(bigWholeOf(BigInt(top) * power, BigInt(bottom), way), power);
  return reduced(bigWholeOf(BigInt(top), BigInt(bottom) * power, way) * power, 1n);
}

function wholeOf(top: number, bottom: number, way: RoundingWay): number {
  const signed = top % bottom;
  const rest = signed < 0 ? signed + bottom : signed;
  const below = (top - rest) / bottom;
  return isUp(rest, bottom - rest, top > 0, way) ? below + 1 : below;
}

function bigWholeOf(top: bigint, bottom: bigint, way: RoundingWay): bigint {
  const signed = top % bottom;
  const rest = signed < 0n ? signed + bottom : signed;
  const below = (top - rest) / bottom;
  return isUp(rest, bottom - rest, top > 0n, way) ? below + 1n : below;
}

/** Whether to go to the whole above, `below` over the one and `above` short of the other. */
function isUp<N extends number | bigint>(below: N, above: N, isPositive: boolean, way: RoundingWay): boolean {
  if (way === 'nearest') return below > above || (below === above && isPositive);
  return way === 'up' && below > 0;
}
