import {z} from 'zod';
import {assert} from '../kernel/assert.ts';

/** Whole minor units (cents). A fraction cannot be built: `minor()` is the only way in. */
export type Minor = number & {readonly __unit: 'Minor'};

export function minor(n: number): Minor {
  // A quotient comes as a float, which V8 boxes in every list and line that holds it; this makes it an integer.
  const small = n | 0;
  if (small === n) return small as Minor;
  // The text is made only where it is needed: this door is passed a hundred times per decision.
  if (!Number.isSafeInteger(n)) assert(false, `not whole minor units: ${n}`);
  return n as Minor;
}

export const zero: Minor = minor(0);

export const minorSchema = z.int().transform(minor);

/** Money that cannot be negative: a price, a limit, an amount asked for. */
export const amountSchema = z.int().nonnegative().transform(minor);

export function add(...amounts: readonly Minor[]): Minor {
  return minor(amounts.reduce<number>((sum, amount) => sum + amount, 0));
}

export function subtract(from: Minor, amount: Minor): Minor {
  return minor(from - amount);
}

/** Price of `quantity` whole units. */
export function times(price: Minor, quantity: number): Minor {
  if (!Number.isSafeInteger(quantity)) assert(false, `not a whole quantity: ${quantity}`);
  return minor(price * quantity);
}

export function smaller(a: Minor, b: Minor): Minor {
  return a < b ? a : b;
}

export function larger(a: Minor, b: Minor): Minor {
  return a > b ? a : b;
}
