/**
 * Reads an amount as people type it, with either decimal separator and any grouping, without a float.
 *
 * The last `.` or `,` is the decimal separator when it stands alone and at most `exponent` digits follow; a single one
 * before exactly three digits groups thousands, unless the currency has three decimals.
 */
import {type Minor, minor} from '../../shared/money/minor.ts';

export type ParsedAmount =
  | {readonly ok: true; readonly amountMinor: Minor}
  | {readonly ok: false; readonly code: 'empty' | 'not_a_number' | 'too_many_decimals' | 'too_large'};

/** More than any till takes; keeps every sum of tenders well inside exact integers. */
const largestMinor = 10_000_000_000;

export function parseAmount(text: string, exponent: number): ParsedAmount {
  const typed = text.trim().replace(/[\s'’\u00a0\u202f]/g, '');
  if (typed === '') return {ok: false, code: 'empty'};
  if (!/^(\d+([.,]\d+)*[.,]?|[.,]\d+)$/.test(typed)) return {ok: false, code: 'not_a_number'};
  const {whole, decimals} = splitDecimals(typed, exponent);
  const digits = whole.replace(/[.,]/g, '');
  if (!isGrouped(whole)) return {ok: false, code: 'not_a_number'};
  if (decimals.length > exponent) return {ok: false, code: 'too_many_decimals'};
  const amount =
    BigInt(digits || '0') * 10n ** BigInt(exponent) + BigInt(decimals.padEnd(exponent, '0') || '0');
  if (amount > BigInt(largestMinor)) return {ok: false, code: 'too_large'};
  return {ok: true, amountMinor: minor(Number(amount))};
}

function splitDecimals(typed: string, exponent: number): {whole: string; decimals: string} {
  const at = Math.max(typed.lastIndexOf('.'), typed.lastIndexOf(','));
  if (at < 0) return {whole: typed, decimals: ''};
  const before = typed.slice(0, at);
  const after = typed.slice(at + 1);
  const separator = typed.charAt(at);
  const isAlone = !before.includes(separator);
  const groupsThousands = after.length === 3 && exponent !== 3 && /^[1-9]\d{0,2}([.,]\d{3})*$/.test(before);
  const mixed = /[.,]/.test(before);
  if (!isAlone || (groupsThousands && !mixed)) return {whole: typed, decimals: ''};
  return {whole: before, decimals: after};
}

/** `1.234.567` and `1234` are; `1.23.4` and `1.234,567` are not. */
function isGrouped(whole: string): boolean {
  return /^\d*$/.test(whole) || /^\d{1,3}(\.\d{3})+$/.test(whole) || /^\d{1,3}(,\d{3})+$/.test(whole);
}
