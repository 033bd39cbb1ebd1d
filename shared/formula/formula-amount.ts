/** What a formula's number means to whoever asked: money in minor units, or whole points. */
import {multiply, numberFrom, type Rational, wholeRational} from './rational.ts';
import {roundRational} from './round-rational.ts';

/** The nearest whole number, halves away from zero (points); null beyond 2^53. */
export function wholeFrom(value: Rational): number | null {
  const rounded = roundRational(value, 0, 'nearest');
  if (typeof rounded === 'string') return null;
  const number = numberFrom(rounded);
  return Number.isSafeInteger(number) ? number : null;
}

/**
 * Major units as minor units of a currency with so many decimals: 4.185 is 418.5, the closest number. The fraction is
 * rounded by the project's convention where the money is taken off.
 */
export function unroundedMinorFrom(value: Rational, currencyExponent: number): number {
  const scaled = multiply(value, wholeRational(10 ** currencyExponent));
  return typeof scaled === 'string' ? numberFrom(value) * 10 ** currencyExponent : numberFrom(scaled);
}
