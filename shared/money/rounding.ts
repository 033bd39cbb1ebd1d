/**
 * Rounding of a division: whole minor units in, whole minor units out, and every division says which way it rounds.
 * Numbers are used where the products are provably exact, BigInt beyond; both give the same answer.
 */
import {assert} from '../kernel/assert.ts';
import {type Minor, minor} from './minor.ts';

/** What becomes of half a minor unit (`half_…`), or of any fraction (`floor`, `ceil`). */
export type Rounding = 'half_up' | 'half_even' | 'half_down' | 'floor' | 'ceil';

/** `amount × numerator / denominator`, rounded. `amount` and `numerator` are not negative, `denominator` is positive. */
export function portion(
  amount: Minor,
  numerator: number,
  denominator: number,
  rounding: Rounding = 'half_up',
): Minor {
  assert(amount >= 0 && numerator >= 0 && denominator > 0, 'portion: a negative amount or no denominator');
  const product = amount * numerator;
  return product <= Number.MAX_SAFE_INTEGER
    ? quotient(product, denominator, rounding)
    : bigQuotient(BigInt(amount) * BigInt(numerator), BigInt(denominator), rounding);
}

/**
 * An amount with a fraction, as a formula may give it, in whole minor units. It counts to the millionth of a minor
 * unit, so that 28.999999999999996 is 29 whichever way is rounded. `amount` is not negative.
 */
export function roundMinor(amount: number, rounding: Rounding): Minor {
  assert(amount >= 0, 'rounding of a negative amount');
  const counted = amount < 2 ** 32 ? Math.round(amount * 1_000_000) / 1_000_000 : amount;
  const whole = Math.floor(counted);
  const rest = counted - whole;
  return minor(goesUp(rest, 1 - rest, whole % 2 === 1, rounding) ? whole + 1 : whole);
}

function quotient(numerator: number, denominator: number, rounding: Rounding): Minor {
  const rest = numerator % denominator;
  const whole = (numerator - rest) / denominator;
  return minor(goesUp(rest, denominator - rest, whole % 2 === 1, rounding) ? whole + 1 : whole);
}

function bigQuotient(numerator: bigint, denominator: bigint, rounding: Rounding): Minor {
  const rest = numerator % denominator;
  const whole = numerator / denominator;
  return minor(Number(goesUp(rest, denominator - rest, whole % 2n === 1n, rounding) ? whole + 1n : whole));
}

/** Whether a fraction goes to the whole above, `below` over the one and `above` short of the other. */
function goesUp<N extends number | bigint>(below: N, above: N, isOdd: boolean, rounding: Rounding): boolean {
  switch (rounding) {
    case 'half_up':
      return below >= above;
    case 'half_down':
      return below > above;
    case 'half_even':
      return below > above || (below === above && isOdd);
    case 'ceil':
      return below > 0;
    case 'floor':
      return false;
  }
}
