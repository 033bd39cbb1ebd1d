import {z} from 'zod';

/**
 * Decimal places of a currency's minor unit, from ISO 4217 (List One, 2024). Currencies not named here have two.
 * Never asked of `Intl`: two machines with different data would disagree about money.
 */
const exponentsOtherThanTwo: Readonly<Record<string, 0 | 3>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** ISO 4217 alphabetic code. */
export type Currency = string & {readonly __unit: 'Currency'};

export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, {error: 'should be a three-letter ISO 4217 code'})
  .transform(code => code as Currency);

/** How many decimals the currency's major unit has: EUR 2, JPY 0, KWD 3. */
export function currencyExponent(currency: Currency): 0 | 2 | 3 {
  return exponentsOtherThanTwo[currency] ?? 2;
}
