/** Shares of an amount. A rate is parts per million, so that 12.5 % is exact and no float takes part. */
import {assert} from '../kernel/assert.ts';
import type {Minor} from './minor.ts';
import {portion, type Rounding} from './rounding.ts';

/** Parts per million: 100 % is 1 000 000. */
export type Ppm = number & {readonly __unit: 'Ppm'};

export function ppm(n: number): Ppm {
  if (!Number.isSafeInteger(n) || n < 0) assert(false, `not a rate in parts per million: ${n}`);
  return n as Ppm;
}

/** The rate of a percentage with at most four decimals, as JSON carries it: `12.5` → 125 000 ppm. */
export function percentToPpm(percent: number): Ppm {
  return ppm(Math.round(percent * 10_000));
}

/** `amount × rate`, to the nearest minor unit, halves up unless told otherwise. `amount` is not negative. */
export function share(amount: Minor, rate: Ppm, rounding: Rounding = 'half_up'): Minor {
  return portion(amount, rate, 1_000_000, rounding);
}
