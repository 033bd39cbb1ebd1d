import {accountVoucher} from '../../shared/ledger/account-key.ts';
import type {Currency} from '../../shared/money/currency.ts';
import type {Tender} from '../../shared/protocol/sale.ts';
import {Button} from '../design/button.tsx';
import {formatMoney} from '../design/format-money.ts';
import {Icon, type IconName} from '../design/icon.tsx';
import {MoneyText} from '../design/money-text.tsx';
import {Ticket} from '../design/ticket.tsx';
import {type PricedSale, totalsOf} from '../sale/priced-sale.ts';
import {cardBalanceText} from '../wording/card-balance-text.ts';
import {redeemableName} from '../wording/redeemable-name.ts';
import styles from './due-ticket.module.css';
import {missingMinor, type Payment} from './payment.ts';

export interface DueTicketProps {
  readonly priced: PricedSale;
  readonly payment: Payment;
  readonly isBusy: boolean;
  readonly onRemove: (place: number) => void;
}

/** What the order comes to, what pays for it so far, and what is left. Gift cards stand among the tenders. */
export function DueTicket({priced, payment, isBusy, onRemove}: DueTicketProps) {
  const {currency} = priced.facts.settings;
  const totals = totalsOf(priced.decision);
  return (
    <section aria-label="Payment">
      <Ticket
        stub={
          <div className={styles['stub']} aria-live="polite">
            <span className={styles['leftName']}>Left to pay</span>
            <MoneyText amountMinor={missingMinor(payment)} currency={currency} size="total" />
          </div>
        }
      >
        <div className={styles['body']}>
          <p className={styles['total']}>
            <span>Total</span>
            <MoneyText amountMinor={totals.totalMinor} currency={currency} size="l" />
          </p>
          {totals.savingsMinor > 0 && (
            <p className={styles['saved']}>{formatMoney(totals.savingsMinor, currency)} saved</p>
          )}
          <ul className={styles['tenders']} aria-label="Payments">
            <GiftCards priced={priced} currency={currency} />
            {payment.tenders.map((tender, place) => (
              <TenderLine
                // biome-ignore lint/suspicious/noArrayIndexKey: two equal tenders differ only by their place
                key={place}
                tender={tender}
                currency={currency}
                onRemove={isBusy ? null : () => onRemove(place)}
              />
            ))}
          </ul>
        </div>
      </Ticket>
    </section>
  );
}

function GiftCards({
  priced: {decision, facts, accounts},
  currency,
}: {
  readonly priced: PricedSale;
  readonly currency: Currency;
}) {
  return decision.verdicts.map(verdict => {
    if (verdict.status !== 'applied' || verdict.gift === null) return null;
    const {creditsMinor, availableMinor} = verdict.gift;
    const view = accounts.find(
      ({account}) => account.startsWith('g:') && accountVoucher(account) === verdict.foundId,
    );
    return (
      <li key={verdict.foundId} className={styles['tender']}>
        <Icon name="gift" />
        <span className={styles['name']}>
          {redeemableName(verdict, facts)}
          <small>{formatMoney(availableMinor, currency)} more can be spent at this till</small>
          {view && <small>{cardBalanceText(view, facts.settings)}</small>}
        </span>
        <MoneyText amountMinor={creditsMinor} currency={currency} bare />
      </li>
    );
  });
}

const names: Readonly<Record<Tender['kind'], string>> = {cash: 'Cash', card: 'Card'};
const icons: Readonly<Record<Tender['kind'], IconName>> = {cash: 'cash', card: 'card'};

interface TenderLineProps {
  readonly tender: Tender;
  readonly currency: Currency;
  readonly onRemove: (() => void) | null;
}

function TenderLine({tender: {kind, amountMinor}, currency, onRemove}: TenderLineProps) {
  return (
    <li className={styles['tender']}>
      <Icon name={icons[kind]} />
      <span className={styles['name']}>{names[kind]}</span>
      <MoneyText amountMinor={amountMinor} currency={currency} bare />
      {onRemove && (
        <Button
          look="quiet"
          icon="cross"
          compact
          aria-label={`Remove ${names[kind]} ${formatMoney(amountMinor, currency)}`}
          onPress={onRemove}
        />
      )}
    </li>
  );
}
