/**
 * What single units of a line are worth. A line of `quantity` units that comes to `total` need not divide: its units
 * then differ by one minor unit, and the dearer ones come first. Three units for 10.00 are 3.34, 3.33 and 3.33.
 */
import {assert} from '../kernel/assert.ts';
import {type Minor, minor} from './minor.ts';

/** The worth of the first `units` of the line's units. */
export function unitsWorth(total: Minor, quantity: number, units: number): Minor {
  assert(units >= 0 && units <= quantity, 'unitsWorth: more units than the line has');
  if (units === quantity) return total;
  const dearer = total % quantity;
  return minor(((total - dearer) / quantity) * units + Math.min(units, dearer));
}

/** The sum of `value` over the first `units` of the line's units, each given its worth. */
export function sumOverUnits(
  total: Minor,
  quantity: number,
  units: number,
  value: (worth: Minor) => Minor,
): Minor {
  assert(units >= 0 && units <= quantity, 'sumOverUnits: more units than the line has');
  if (units === 0) return minor(0);
  const dearer = total % quantity;
  const worth = (total - dearer) / quantity;
  const first = Math.min(units, dearer);
  const offDearer = first === 0 ? 0 : value(minor(worth + 1)) * first;
  return minor(offDearer + (first === units ? 0 : value(minor(worth)) * (units - first)));
}
