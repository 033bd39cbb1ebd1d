import type {Currency} from '../../shared/money/currency.ts';
import {Button} from '../design/button.tsx';
import {classNames} from '../design/class-names.ts';
import {MoneyText} from '../design/money-text.tsx';
import type {Totals} from '../sale/priced-sale.ts';
import type {CartRow} from './cart-rows.ts';
import styles from './totals-stub.module.css';

export interface TotalsStubProps {
  readonly totals: Totals;
  readonly orderDiscounts: CartRow['discounts'];
  readonly currency: Currency;
  readonly itemCount: number;
  /** The cart changed and its price is being worked out. */
  readonly isPricing: boolean;
  readonly canPay: boolean;
  readonly onPay: () => void;
}

/** The stub under the cart: subtotal − savings − gift card = what is to be paid, and the button that takes it. */
export function TotalsStub(props: TotalsStubProps) {
  const {totals, orderDiscounts, currency, itemCount, isPricing, canPay, onPay} = props;
  const itemsMinor = orderDiscounts.reduce(
    (rest, {amountMinor}) => rest - amountMinor,
    totals.savingsMinor as number,
  );
  const showsSteps = totals.savingsMinor > 0 || totals.giftMinor > 0;
  return (
    <section className={classNames(styles['stub'], isPricing && styles['pricing'])} aria-label="Totals">
      {showsSteps && (
        <dl className={styles['steps']}>
          <Step name="Subtotal" amountMinor={totals.subtotalMinor} currency={currency} />
          {itemsMinor > 0 && (
            <Step name="Product offers" amountMinor={-itemsMinor} currency={currency} isOffer />
          )}
          {orderDiscounts.map(({offer, name, amountMinor}) => (
            <Step key={offer} name={name} amountMinor={-amountMinor} currency={currency} isOffer />
          ))}
          {totals.giftMinor > 0 && (
            <Step name="Gift card" amountMinor={-totals.giftMinor} currency={currency} isOffer />
          )}
        </dl>
      )}
      <div className={styles['total']}>
        <span className={styles['totalWords']}>
          <span className={styles['totalName']}>{totals.giftMinor > 0 ? 'To pay' : 'Total'}</span>
          {totals.savingsMinor > 0 ? (
            <span className={styles['saved']}>
              You save <MoneyText amountMinor={totals.savingsMinor} currency={currency} />
            </span>
          ) : (
            <span className={styles['items']}>{itemCount === 1 ? '1 item' : `${itemCount} items`}</span>
          )}
        </span>
        <MoneyText amountMinor={totals.dueMinor} currency={currency} size="total" />
      </div>
      <Button look="pay" shortcut="F12" isDisabled={!canPay} onPress={onPay}>
        Pay
      </Button>
    </section>
  );
}

interface StepProps {
  readonly name: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly isOffer?: boolean;
}

function Step({name, amountMinor, currency, isOffer}: StepProps) {
  return (
    <div className={classNames(styles['step'], isOffer && styles['offer'])}>
      <dt>
        <bdi>{name}</bdi>
      </dt>
      <dd>
        <MoneyText amountMinor={amountMinor} currency={currency} bare />
      </dd>
    </div>
  );
}
