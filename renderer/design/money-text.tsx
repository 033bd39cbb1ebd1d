import type {Currency} from '../../shared/money/currency.ts';
import {classNames} from './class-names.ts';
import {formatAmount, formatMoney} from './format-money.ts';
import styles from './money-text.module.css';

export interface MoneyTextProps {
  readonly amountMinor: number;
  readonly currency: Currency;
  /** Leaves out the currency's sign, for columns. */
  readonly bare?: boolean;
  readonly size?: 'm' | 'l' | 'total';
  readonly struck?: boolean;
}

/** An amount that lines up with the ones above and below. */
export function MoneyText({amountMinor, currency, bare, size = 'm', struck}: MoneyTextProps) {
  const text = bare ? formatAmount(amountMinor, currency) : formatMoney(amountMinor, currency);
  const className = classNames(styles['money'], styles[size], size === 'total' && lengthClass(text));
  return struck ? <s className={className}>{text}</s> : <span className={className}>{text}</span>;
}

/** A total of millions is set smaller, so that it stays on its ticket. */
function lengthClass({length}: string): string | undefined {
  if (length > 13) return styles['longest'];
  return length > 10 ? styles['long'] : undefined;
}
