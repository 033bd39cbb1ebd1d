/**
 * Powers, the same on every machine: whole exponents exactly, fractions by whole-number roots to twelve decimals
 * (rounded down). Math.pow may differ in its last digit between engines, so it is not used.
 */
import {
  divide,
  type Impossible,
  isImpossible,
  multiply,
  type Rational,
  reduced,
  wholeRational,
} from './rational.ts';

const mostExponent = 512;
const mostRoot = 20;
const rootScale = 10n ** 12n;

/** `out_of_range`: an exponent beyond ±512, a root beyond the twentieth, or a root of a negative number. */
export function power(base: Rational, exponent: Rational): Rational | Impossible | 'out_of_range' {
  const lowest = reduced(BigInt(exponent.top), BigInt(exponent.bottom));
  if (isImpossible(lowest)) return lowest;
  const [times, degree] = [Number(lowest.top), Number(lowest.bottom)];
  if (Math.abs(times) > mostExponent || degree > mostRoot) return 'out_of_range';
  const raised = wholePower(base, Math.abs(times));
  if (isImpossible(raised)) return raised;
  if (degree > 1 && raised.top < 0) return 'out_of_range';
  const root = degree === 1 ? raised : rootOf(raised, degree);
  return times >= 0 || isImpossible(root) ? root : divide(wholeRational(1), root);
}

function wholePower(base: Rational, exponent: number): Rational | Impossible {
  let result: Rational | Impossible = wholeRational(1);
  let square: Rational | Impossible = base;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (isImpossible(square)) return square;
    if (left % 2 === 1) result = multiply(result, square);
    if (isImpossible(result)) return result;
    if (left > 1) square = multiply(square, square);
  }
  return result;
}

/** The largest number of twelve decimals whose power is not above the value. */
function rootOf({top, bottom}: Rational, degree: number): Rational | Impossible {
  const scaled = (BigInt(top) * rootScale ** BigInt(degree)) / BigInt(bottom);
  return reduced(wholeRoot(scaled, BigInt(degree)), rootScale);
}

/** Newton's method from above: it falls until it is the root, rounded down. */
function wholeRoot(value: bigint, degree: bigint): bigint {
  if (value < 2n) return value;
  const digits = BigInt(value.toString(2).length);
  let guess = 1n << (digits / degree + 1n);
  for (;;) {
    const next = ((degree - 1n) * guess + value / guess ** (degree - 1n)) / degree;
    if (next >= guess) return guess;
    guess = next;
  }
}
