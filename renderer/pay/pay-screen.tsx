/**
 * Takes the money: cash, card, in any order and any split. Nothing is final until “Complete sale”; the sale is
 * “paid” only once it is kept for good.
 */
import {useEffect, useEffectEvent, useRef, useState} from 'react';
import {currencyExponent} from '../../shared/money/currency.ts';
import type {Minor} from '../../shared/money/minor.ts';
import type {Tender} from '../../shared/protocol/sale.ts';
import {Button} from '../design/button.tsx';
import {formatMoney} from '../design/format-money.ts';
import {isDialogOpen} from '../design/is-dialog-open.ts';
import {announce} from '../design/live-region.tsx';
import {Notice} from '../design/notice.tsx';
import {playSound} from '../design/sounds.ts';
import {Spoken} from '../design/spoken.tsx';
import {type PricedSale, totalsOf} from '../sale/priced-sale.ts';
import {useScanner} from '../scanner/use-scanner.ts';
import {AmountEntry} from './amount-entry.tsx';
import {amountProblemText} from './amount-problem-text.ts';
import {DueTicket} from './due-ticket.tsx';
import {parseAmount} from './parse-amount.ts';
import styles from './pay-screen.module.css';
import {
  addTender,
  cardAboveDue,
  changeMinor,
  isPaid,
  missingMinor,
  removeTender,
  startPayment,
} from './payment.ts';

export interface PaidWith {
  readonly tenders: readonly Tender[];
  readonly changeMinor: Minor;
}

/** Why the sale could not be completed, for the cashier. It is still open. */
export type Completion = {readonly ok: true} | {readonly ok: false; readonly message: string};

export interface PayScreenProps {
  readonly priced: PricedSale;
  /** Resolves when the sale is kept for good, or with the reason why not. */
  readonly complete: (paid: PaidWith) => Promise<Completion>;
  readonly onBack: () => void;
}

export function PayScreen({priced, complete, onBack}: PayScreenProps) {
  const {currency} = priced.facts.settings;
  const exponent = currencyExponent(currency);
  const {dueMinor} = totalsOf(priced.decision);
  const [payment, setPayment] = useState(() => startPayment(dueMinor));
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const completeButton = useRef<HTMLButtonElement>(null);
  const amountInput = useRef<HTMLInputElement>(null);
  /** Known at once, not with the next drawing: two presses are one sale. */
  const isFinishing = useRef(false);
  const paid = isPaid(payment);
  const canComplete = paid && !cardAboveDue(payment) && !isBusy;

  const say = (message: string) => {
    setProblem(message);
    announce(message, 'assertive');
  };
  const give = (tender: Tender) => {
    const added = addTender(payment, tender);
    if (!added.ok) return say(amountProblemText(added.code, exponent));
    setProblem(null);
    setText('');
    setPayment(added.payment);
    amountInput.current?.focus();
  };
  /** The amount typed, or all that is missing where nothing was. */
  const giveTyped = (kind: Tender['kind']) => {
    if (text.trim() === '') return give({kind, amountMinor: missingMinor(payment)});
    const parsed = parseAmount(text, exponent);
    if (parsed.ok) give({kind, amountMinor: parsed.amountMinor});
    else say(amountProblemText(parsed.code, exponent));
  };
  const finish = async () => {
    if (!canComplete || isFinishing.current) return;
    isFinishing.current = true;
    setBusy(true);
    setFailure(null);
    const done = await complete({tenders: payment.tenders, changeMinor: changeMinor(payment)});
    isFinishing.current = false;
    setBusy(false);
    if (done.ok) return;
    setFailure(done.message);
    playSound('attention');
  };

  useEffect(() => {
    if (paid) completeButton.current?.focus();
  }, [paid]);
  usePayKeys({complete: () => void finish(), back: () => !isBusy && onBack()});
  useScanner({
    onScan: () => {
      say('Go back to the order to scan more. Nothing was added.');
      playSound('attention');
    },
    onDuplicate: () => {},
  });

  const change = changeMinor(payment);
  return (
    <div className={styles['screen']}>
      <Spoken as="h1">Payment</Spoken>
      <DueTicket
        priced={priced}
        payment={payment}
        isBusy={isBusy}
        onRemove={place => {
          setPayment(removeTender(payment, place));
          amountInput.current?.focus();
        }}
      />
      <section className={styles['side']} aria-label="Ways to pay">
        <header className={styles['head']}>
          <Button look="quiet" icon="undo" shortcut="Esc" isDisabled={isBusy} onPress={onBack}>
            Back to the order
          </Button>
        </header>
        {failure && (
          <Notice tone="bad" title="The sale is not completed">
            {failure}
          </Notice>
        )}
        {!paid && (
          <AmountEntry
            currency={currency}
            missingMinor={missingMinor(payment)}
            inputRef={amountInput}
            text={text}
            onText={value => {
              setText(value);
              setProblem(null);
            }}
            problem={problem}
            onCash={() => giveTyped('cash')}
            onCard={() => giveTyped('card')}
            onPreset={amountMinor => give({kind: 'cash', amountMinor})}
          />
        )}
        {paid && (
          <div className={styles['complete']}>
            {change > 0 && (
              <p className={styles['change']}>
                <span>Change</span>
                <strong>{formatMoney(change, currency)}</strong>
              </p>
            )}
            {cardAboveDue(payment) && (
              <Notice
                tone="warn"
                title="The card is charged more than is due. Remove that payment and take it again."
              />
            )}
            <Button
              ref={completeButton}
              look="pay"
              shortcut="F12"
              isDisabled={!canComplete && !isBusy}
              onPress={() => void finish()}
            >
              {isBusy ? 'Keeping the sale …' : 'Complete sale'}
            </Button>
          </div>
        )}
      </section>
    </div>
  );
}

function usePayKeys(keys: {readonly complete: () => void; readonly back: () => void}): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if ((event.key !== 'F12' && event.key !== 'Escape') || isDialogOpen()) return;
    event.preventDefault();
    if (event.key === 'F12') keys.complete();
    else keys.back();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
