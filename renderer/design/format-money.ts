/**
 * Money in words of the shop. Decimals come from ISO 4217 (shared/money/currency.ts), never from `Intl`, and the
 * amount reaches `Intl` as decimal text, so nothing is rounded on the way to the screen.
 */
import {type Currency, currencyExponent} from '../../shared/money/currency.ts';
import {decimalText} from './decimal-text.ts';
import {tillLocale} from './locale.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** `€12.34`, `¥1,200`, `KWD 1.250`; a negative amount with a true minus sign. */
export function formatMoney(amountMinor: number, currency: Currency): string {
  return format(amountMinor, currency, 'currency');
}

/** The same without the currency's sign, for columns of figures: `12.34`. */
export function formatAmount(amountMinor: number, currency: Currency): string {
  return format(amountMinor, currency, 'decimal');
}

/** `Intl` writes a hyphen; figures want the minus sign, which is as wide as a digit. */
function format(amountMinor: number, currency: Currency, style: 'currency' | 'decimal'): string {
  const text = decimalText(amountMinor, currencyExponent(currency));
  return formatFor(currency, style).format(text).replace('-', '−');
}

function formatFor(currency: Currency, style: 'currency' | 'decimal'): Intl.NumberFormat {
  const key = `${style} ${currency}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const decimals = currencyExponent(currency);
  const made = new Intl.NumberFormat(tillLocale, {
    style,
    // A shop sells in one currency: `¥` is enough where `JP¥` would be right in a bank.
    ...(style === 'currency' ? {currency, currencyDisplay: 'narrowSymbol'} : {}),
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  formats.set(key, made);
  return made;
}
