import {memo} from 'react';
import {Button as AriaButton} from 'react-aria-components/Button';
import type {Currency} from '../../shared/money/currency.ts';
import {Button} from '../design/button.tsx';
import {classNames} from '../design/class-names.ts';
import {formatMoney} from '../design/format-money.ts';
import {MoneyText} from '../design/money-text.tsx';
import {Spoken} from '../design/spoken.tsx';
import type {SaleLine} from '../sale/sale-content.ts';
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
 * One line: name, quantity × price, what each offer took off, and what is paid. The picked one has its tools; what an
 * offer added has none, for it comes and goes with the offer. Memoised: a scan changes a line or two of a long order.
 */
export const CartLine = memo(function CartLine(props: CartLineProps) {
  const {row, currency, isPicked, flash, onPick, ...tools} = props;
  const {line} = row;
  return (
    <li className={classNames(styles['line'], isPicked && styles['picked'])}>
      {line === null ? (
        <div className={classNames(styles['main'], styles['added'])}>
          <Spoken>{spokenLine(row, currency)}</Spoken>
          <LineCells row={row} currency={currency} isSpoken />
        </div>
      ) : (
        <AriaButton
          className={styles['main'] ?? ''}
          aria-current={isPicked}
          aria-label={spokenLine(row, currency)}
          onPress={() => onPick(line.key)}
        >
          {isPicked && <span key={flash} className={styles['flash']} />}
          <LineCells row={row} currency={currency} />
        </AriaButton>
      )}
      {row.discounts.length > 0 && <LineDiscounts row={row} currency={currency} />}
      {isPicked && line !== null && <LineTools line={line} {...tools} />}
    </li>
  );
}, isSameLine);

interface LineCellsProps {
  readonly row: CartRow;
  readonly currency: Currency;
  /** A sentence before it says the same to a screen reader. */
  readonly isSpoken?: boolean;
}

function LineCells({row, currency, isSpoken}: LineCellsProps) {
  const {name, quantity, priceMinor, fullMinor, finalMinor} = row;
  const note = unitsNote(row);
  return (
    <>
      <span className={styles['quantity']} aria-hidden={isSpoken}>
        {quantity}
      </span>
      <span className={styles['name']} aria-hidden={isSpoken}>
        <bdi>{name}</bdi>
        {quantity > 1 && priceMinor !== null && (
          <span className={styles['each']}>
            {quantity} × <MoneyText amountMinor={priceMinor} currency={currency} bare />
          </span>
        )}
        {note !== null && <span className={styles['note']}>{note}</span>}
      </span>
      <span className={styles['amount']} aria-hidden={isSpoken}>
        {finalMinor !== fullMinor && (
          <span className={styles['before']}>
            <MoneyText amountMinor={fullMinor} currency={currency} bare struck />
          </span>
        )}
        <MoneyText amountMinor={finalMinor} currency={currency} bare />
      </span>
    </>
  );
}

/** Where the units are not those that were entered: an offer added or replaced some. */
function unitsNote({line, quantity}: CartRow): string | null {
  if (line === null) return 'Added by an offer';
  if (line.quantity === quantity) return null;
  return quantity > line.quantity
    ? `${quantity - line.quantity} added by an offer`
    : `${line.quantity - quantity} replaced by an offer`;
}

/** Rows are made anew for every price, mostly with the same in them. */
function isSameLine({row: before, ...others}: CartLineProps, {row: after, ...now}: CartLineProps): boolean {
  const names = Object.keys(now) as (keyof typeof now)[];
  return names.every(name => now[name] === others[name]) && isSameRow(before, after);
}

function LineDiscounts({row, currency}: {readonly row: CartRow; readonly currency: Currency}) {
  return (
    <ul className={styles['discounts']} aria-label={`Discounts on ${row.name}`}>
      {row.discounts.map(({offer, name, amountMinor}) => (
        <li key={offer} className={styles['discount']}>
          <bdi>{name}</bdi>
          <MoneyText amountMinor={-amountMinor} currency={currency} bare />
        </li>
      ))}
    </ul>
  );
}

interface LineToolsProps extends Pick<CartLineProps, 'onQuantity' | 'onAskQuantity'> {
  readonly line: SaleLine;
}

function LineTools({line, onQuantity, onAskQuantity}: LineToolsProps) {
  const {key, name, quantity} = line;
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

function spokenLine(row: CartRow, currency: Currency): string {
  const {name, quantity, finalMinor, fullMinor} = row;
  const note = unitsNote(row);
  const reduced = finalMinor === fullMinor ? '' : `, instead of ${formatMoney(fullMinor, currency)}`;
  return `${quantity} ${name}, ${formatMoney(finalMinor, currency)}${reduced}${note === null ? '' : `. ${note}`}`;
}
