/**
 * Shares of an amount. A rate is parts per million, so that 12.5 % is exact and no float takes part.
 * Rounding is Voucherify's: to the nearest minor unit, halves up (semantics.md B.3).
 */
import {assert} from '../kernel/assert.ts';
import {type Minor, minor} from './minor.ts';

/** Parts per million: 100 % is 1 000 000. */
export type Ppm = number & {readonly __unit: 'Ppm'};

export function ppm(n: number): Ppm {
  assert(Number.isSafeInteger(n) && n >= 0, `not a rate in parts per million: ${n}`);
  return n as Ppm;
}

/** The rate of a percentage with at most four decimals, as JSON carries it: `12.5` → 125 000 ppm. */
export function percentToPpm(percent: number): Ppm {
  return ppm(Math.round(percent * 10_000));
}

/** `amount × rate`, nearest minor unit, halves up. `amount` is not negative. */
export function shareHalfUp(amount: Minor, rate: Ppm): Minor {
  assert(amount >= 0, `share of a negative amount: ${amount}`);
  const exact = BigInt(amount) * BigInt(rate);
  return minor(Number((exact + 500_000n) / 1_000_000n));
}
