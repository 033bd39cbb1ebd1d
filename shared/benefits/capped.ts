import {larger, type Minor, smaller, zero} from '../money/minor.ts';

/** The amount within every cap; null is no cap. Never below zero. */
export function capped(amount: Minor, ...caps: readonly (Minor | null)[]): Minor {
  const lowest = caps.reduce<Minor>((least, cap) => (cap === null ? least : smaller(least, cap)), amount);
  return larger(zero, lowest);
}
