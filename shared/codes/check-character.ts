/**
 * A check character over the digits of a code (numbers below `base`). Every single wrong character is noticed.
 *
 * An even base takes ISO 7064's hybrid system (MOD base+1, base), which also notices nearly all swapped neighbours;
 * an odd one the alternating weights 1 and 2, which notice all of them.
 */
export function checkDigit(digits: readonly number[], base: number): number {
  return base % 2 === 0 ? hybrid(digits, base) : weighted(digits, base);
}

function hybrid(digits: readonly number[], base: number): number {
  let product = base;
  for (const digit of digits) {
    const sum = (product + digit) % base || base;
    product = (sum * 2) % (base + 1);
  }
  return (base + 1 - product) % base;
}

function weighted(digits: readonly number[], base: number): number {
  let sum = 0;
  for (const [place, digit] of digits.entries()) sum += digit * ((place + digits.length) % 2 === 0 ? 1 : 2);
  return (base - (sum % base)) % base;
}
