import {assert} from '../../shared/kernel/assert.ts';

/** Whole minor units as an exact decimal: 1234 with exponent 2 → `12.34`. No float takes part. */
export function decimalText(minorUnits: number, exponent: number): `${number}` {
  assert(Number.isSafeInteger(minorUnits), `not whole minor units: ${minorUnits}`);
  const digits = String(Math.abs(minorUnits)).padStart(exponent + 1, '0');
  const sign = minorUnits < 0 ? '-' : '';
  if (exponent === 0) return `${sign}${digits}` as `${number}`;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}` as `${number}`;
}
