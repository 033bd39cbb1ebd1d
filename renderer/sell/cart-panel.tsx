import {useEffect, useRef} from 'react';
import type {Currency} from '../../shared/money/currency.ts';
import {Button} from '../design/button.tsx';
import {Icon} from '../design/icon.tsx';
import {Ticket} from '../design/ticket.tsx';
import {useFocusKept} from '../design/use-focus-kept.ts';
import type {OpenSale, OpenSaleStore} from '../sale/open-sale.ts';
import {type PricedSale, totalsOf} from '../sale/priced-sale.ts';
import {CartLine} from './cart-line.tsx';
import styles from './cart-panel.module.css';
import {type CartRow, cartRows, orderDiscounts, unitsIn} from './cart-rows.ts';
import {TotalsStub} from './totals-stub.tsx';
import {type TypeAhead, typedUnits} from './type-ahead.ts';

export interface CartPanelProps {
  readonly sale: OpenSaleStore;
  readonly open: OpenSale;
  readonly priced: PricedSale | null;
  readonly currency: Currency;
  readonly typeAhead: TypeAhead;
  readonly canPay: boolean;
  readonly onPay: () => void;
  readonly onAskQuantity: () => void;
  readonly onCustomer: () => void;
  readonly onUndo: () => void;
}

/** The order as a ticket: its lines, the perforation, and the stub with what is to be paid. */
export function CartPanel(props: CartPanelProps) {
  const {sale, open, priced, currency, typeAhead, canPay, onPay, onAskQuantity} = props;
  const {content, pickedKey, touches} = open;
  const isCurrent = priced !== null && priced.content === content;
  const totals = priced === null ? null : totalsOf(priced.decision);
  const rows = cartRows(content, priced);
  const cart = useRef<HTMLElement>(null);
  useFocusKept(cart, () => {
    const picked = cart.current?.querySelector<HTMLElement>('[aria-current=true]');
    (picked ?? cart.current)?.focus();
  });
  return (
    <section ref={cart} className={styles['cart']} aria-label="Order" tabIndex={-1}>
      <Ticket
        fill
        stub={
          totals && (
            <TotalsStub
              totals={totals}
              orderDiscounts={priced === null ? [] : orderDiscounts(priced)}
              currency={currency}
              itemCount={unitsIn(rows)}
              isPricing={!isCurrent}
              canPay={canPay}
              onPay={onPay}
            />
          )
        }
      >
        <CartHead {...props} />
        {content.lines.length === 0 ? (
          <EmptyCart />
        ) : (
          <Lines pickedKey={pickedKey} height={heightOf(rows)}>
            {rows.map(row => (
              <CartLine
                key={row.key}
                row={row}
                currency={currency}
                isPicked={row.key === pickedKey}
                flash={row.key === pickedKey ? touches : 0}
                onPick={sale.pick}
                onQuantity={sale.setQuantity}
                onAskQuantity={onAskQuantity}
              />
            ))}
          </Lines>
        )}
        {typeAhead !== null && (
          <output className={styles['ahead']}>
            {typeAhead === '' ? '…' : typedUnits(typeAhead)} × <span>the next product</span>
          </output>
        )}
      </Ticket>
    </section>
  );
}

function CartHead({open, onCustomer, onUndo}: CartPanelProps) {
  const {customer} = open.content;
  return (
    <header className={styles['head']}>
      <Button look={customer ? 'plain' : 'quiet'} icon="person" shortcut="F7" onPress={onCustomer}>
        {customer?.name ?? 'Customer'}
      </Button>
      <Button
        look="quiet"
        icon="undo"
        compact
        aria-label="Take the last change back"
        isDisabled={open.earlier.length === 0}
        onPress={onUndo}
      />
    </header>
  );
}

function EmptyCart() {
  return (
    <div className={styles['empty']}>
      <Icon name="barcode" size="l" />
      <p>Scan the first product</p>
      <p className={styles['emptyHint']}>or touch one, or search with F2</p>
    </div>
  );
}

/** In texts one above the other: a line and what was taken off it. */
function heightOf(rows: readonly CartRow[]): number {
  return rows.reduce((height, {discounts}) => height + 1 + discounts.length, 0);
}

interface LinesProps {
  readonly pickedKey: string | null;
  /** Changes when rows come, go or grow. */
  readonly height: number;
  readonly children: React.ReactNode;
}

/** Keeps the picked line in sight, wherever the order is scrolled to. */
function Lines({pickedKey, height, children}: LinesProps) {
  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new pick or other rows are what moves the list
  useEffect(() => {
    list.current?.querySelector('[aria-current=true]')?.closest('li')?.scrollIntoView({block: 'nearest'});
  }, [pickedKey, height]);
  return (
    <ul ref={list} className={styles['lines']} aria-label="Lines of the order">
      {children}
    </ul>
  );
}
