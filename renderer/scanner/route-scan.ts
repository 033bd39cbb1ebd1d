/**
 * Whether a scan is looked up as a product or as a code first. By its pattern, never by where the cursor is:
 * a GTIN (EAN-8, UPC-A, EAN-13, GTIN-14) with a right check digit is a product; anything else is a code.
 * What the first look-up does not know goes to the other one.
 */
export function routeScan(text: string): 'product' | 'code' {
  return /^(\d{8}|\d{12,14})$/.test(text) && hasGtinCheckDigit(text) ? 'product' : 'code';
}

/** GS1 modulo 10: from the right, digits weigh 1 and 3 in turn; the sum is a multiple of ten. */
function hasGtinCheckDigit(digits: string): boolean {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
