import {memo} from 'react';
import {Button as AriaButton} from 'react-aria-components/Button';
import type {Currency} from '../../shared/money/currency.ts';
import {Button} from '../design/button.tsx';
import {classNames} from '../design/class-names.ts';
import {formatMoney} from '../design/format-money.ts';
import {MoneyText} from '../design/money-text.tsx';
import styles from './cart-line.module.css';
import {type CartRow, isSameRow} from './cart-rows.ts';

export interface CartLineProps {
  readonly row: CartRow;
  readonly currency: Currency;
  readonly isPicked: boolean;
  /** Changes each time the line is touched, to flash it; the same for all that are not picked. */
  readonly flash: number;
  readonly onPick: (lineKey: string) => void;
  readonly onQuantity: (lineKey: string, quantity: number) => void;
  readonly onAskQuantity: () => void;
}

/**
 * One line: name, quantity × price, what each offer took off, and what is paid. The picked one has its tools. Memoised:
 * a scan changes a line or two of a long order.
 */
export const CartLine = memo(function CartLine(props: CartLineProps) {
  const {row, currency, isPicked, flash, onPick, ...tools} = props;
  const {line, fullMinor, finalMinor} = row;
  const isReduced = finalMinor !== fullMinor;
  return (
    <li className={classNames(styles['line'], isPicked && styles['picked'])}>
      <AriaButton
        className={styles['main'] ?? ''}
        aria-current={isPicked}
        aria-label={spokenLine(row, currency)}
        onPress={() => onPick(line.key)}
      >
        {isPicked && <span key={flash} className={styles['flash']} />}
        <span className={styles['quantity']}>{line.quantity}</span>
        <span className={styles['name']}>
          <bdi>{line.name}</bdi>
          {line.quantity > 1 && (
            <span className={styles['each']}>
              {line.quantity} × <MoneyText amountMinor={line.priceMinor} currency={currency} bare />
            </span>
          )}
        </span>
        <span className={styles['amount']}>
          {isReduced && (
            <span className={styles['before']}>
              <MoneyText amountMinor={fullMinor} currency={currency} bare struck />
            </span>
          )}
          <MoneyText amountMinor={finalMinor} currency={currency} bare />
        </span>
      </AriaButton>
      {row.discounts.length > 0 && <LineDiscounts row={row} currency={currency} />}
      {isPicked && <LineTools row={row} {...tools} />}
    </li>
  );
}, isSameLine);

/** Rows are made anew for every price, mostly with the same in them. */
function isSameLine({row: before, ...others}: CartLineProps, {row: after, ...now}: CartLineProps): boolean {
  const names = Object.keys(now) as (keyof typeof now)[];
  return names.every(name => now[name] === others[name]) && isSameRow(before, after);
}

function LineDiscounts({row, currency}: {readonly row: CartRow; readonly currency: Currency}) {
  return (
    <ul className={styles['discounts']} aria-label={`Discounts on ${row.line.name}`}>
      {row.discounts.map(({offer, name, amountMinor}) => (
        <li key={offer} className={styles['discount']}>
          <bdi>{name}</bdi>
          <MoneyText amountMinor={-amountMinor} currency={currency} bare />
        </li>
      ))}
    </ul>
  );
}

function LineTools({
  row,
  onQuantity,
  onAskQuantity,
}: Pick<CartLineProps, 'row' | 'onQuantity' | 'onAskQuantity'>) {
  const {key, name, quantity} = row.line;
  return (
    <div className={styles['tools']}>
      <Button
        compact
        icon="minus"
        aria-label={`One less of ${name}`}
        onPress={() => onQuantity(key, quantity - 1)}
      />
      <Button shortcut="F4" aria-label={`Quantity of ${name}`} onPress={onAskQuantity}>
        Quantity
      </Button>
      <Button
        compact
        icon="plus"
        aria-label={`One more of ${name}`}
        onPress={() => onQuantity(key, quantity + 1)}
      />
      <span className={styles['push']} />
      <Button
        look="quiet"
        icon="bin"
        shortcut="Del"
        aria-label={`Remove ${name}`}
        onPress={() => onQuantity(key, 0)}
      />
    </div>
  );
}

function spokenLine({line, finalMinor, fullMinor}: CartRow, currency: Currency): string {
  const reduced = finalMinor === fullMinor ? '' : `, instead of ${formatMoney(fullMinor, currency)}`;
  return `${line.quantity} ${line.name}, ${formatMoney(finalMinor, currency)}${reduced}`;
}
