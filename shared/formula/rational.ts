/**
 * Exact numbers for formulas: fractions of whole numbers, so that 0.1 + 0.2 is 0.3 and a third is a third.
 *
 * `bottom` is positive. Both parts are numbers while everything is provably below 2^53, BigInt beyond; what fits comes
 * back to numbers. Nothing grows beyond 2^1024: then there is no result.
 */

export interface Rational {
  readonly top: number | bigint;
  readonly bottom: number | bigint;
}

/** Why an operation has no result: division by zero, or more digits than anybody's money has. */
export type Impossible = 'zero_division' | 'too_large';

const mostSize = 1n << 1024n;
const binaryScale = 1n << 192n;

/** A whole number below 2^53. */
export function wholeRational(n: number): Rational {
  return {top: n, bottom: 1};
}

/** A decimal as written (`-12.50`, `.5`, `1e-7`), exactly; null for anything else and beyond 2^1024. */
export function rationalFrom(text: string): Rational | null {
  const match = text.length > 400 ? null : /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text);
  const [digits, decimals] = [match?.[2] ?? '', match?.[3] ?? ''];
  if (match === null || digits + decimals === '') return null;
  const scale = Number(match[4] ?? 0) - decimals.length;
  const value = BigInt(`${match[1]}${digits}${decimals}`);
  const power = 10n ** BigInt(Math.abs(scale));
  const exact = scale < 0 ? reduced(value, power) : reduced(value * power, 1n);
  return isImpossible(exact) ? null : exact;
}

export function isImpossible(value: Rational | Impossible): value is Impossible {
  return typeof value === 'string';
}

export function add(a: Rational, b: Rational): Rational | Impossible {
  const {top: at, bottom: ab} = a;
  const {top: bt, bottom: bb} = b;
  if (typeof at === 'number' && typeof ab === 'number' && typeof bt === 'number' && typeof bb === 'number') {
    const [left, right] = [at * bb, bt * ab];
    const fast = fraction(left + right, ab * bb);
    if (fast !== null && Number.isSafeInteger(left) && Number.isSafeInteger(right)) return fast;
  }
  return reduced(BigInt(at) * BigInt(bb) + BigInt(bt) * BigInt(ab), BigInt(ab) * BigInt(bb));
}

export function negate({top, bottom}: Rational): Rational {
  return {top: top === 0 ? 0 : -top, bottom};
}

export function multiply(
  {top: at, bottom: ab}: Rational,
  {top: bt, bottom: bb}: Rational,
): Rational | Impossible {
  if (typeof at === 'number' && typeof ab === 'number' && typeof bt === 'number' && typeof bb === 'number') {
    const fast = fraction(at * bt, ab * bb);
    if (fast !== null) return fast;
  }
  return reduced(BigInt(at) * BigInt(bt), BigInt(ab) * BigInt(bb));
}

export function divide(a: Rational, {top, bottom}: Rational): Rational | Impossible {
  if (top === 0) return 'zero_division';
  return multiply(a, top > 0 ? {top: bottom, bottom: top} : {top: -bottom, bottom: -top});
}

/** What is left after the last whole `b`; it has the sign of `a`, as in most languages. */
export function remainder(a: Rational, b: Rational): Rational | Impossible {
  const quotient = divide(a, b);
  if (isImpossible(quotient)) return quotient;
  const times = BigInt(quotient.top) / BigInt(quotient.bottom);
  const taken = multiply(b, {top: times, bottom: 1n});
  return isImpossible(taken) ? taken : add(a, negate(taken));
}

/** Negative, zero or positive as `a` is smaller, equal or larger. */
export function compare({top: at, bottom: ab}: Rational, {top: bt, bottom: bb}: Rational): number {
  if (typeof at === 'number' && typeof ab === 'number' && typeof bt === 'number' && typeof bb === 'number') {
    const [left, right] = [at * bb, bt * ab];
    if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) return left - right;
  }
  const difference = BigInt(at) * BigInt(bb) - BigInt(bt) * BigInt(ab);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** In lowest terms; numbers where they fit. */
export function reduced(top: bigint, bottom: bigint): Rational | Impossible {
  const divisor = greatestDivisor(top < 0n ? -top : top, bottom);
  const [t, b] = [top / divisor, bottom / divisor];
  const fast = fraction(Number(t), Number(b));
  if (fast !== null) return fast;
  return t < mostSize && t > -mostSize && b < mostSize ? {top: t, bottom: b} : 'too_large';
}

/** The closest number; a fraction of a cent that a formula leaves is rounded by whoever pays it. */
export function numberFrom({top, bottom}: Rational): number {
  if (typeof top === 'number' && typeof bottom === 'number') return top / bottom;
  const [t, b] = [BigInt(top), BigInt(bottom)];
  // Scaling by a power of two costs no digit.
  const scaled = Number((t * binaryScale) / b);
  return Number.isFinite(scaled) ? scaled / Number(binaryScale) : Number(t / b);
}

function fraction(top: number, bottom: number): Rational | null {
  return Number.isSafeInteger(top) && Number.isSafeInteger(bottom)
    ? {top: top === 0 ? 0 : top, bottom}
    : null;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger === 0n ? 1n : larger;
}
