/** “Paid”: the change to give, the receipt, and the way on. A scan begins the next sale by itself. */
import {useEffect} from 'react';
import {Button} from '../design/button.tsx';
import {formatMoney} from '../design/format-money.ts';
import {Icon} from '../design/icon.tsx';
import {announce} from '../design/live-region.tsx';
import {Notice} from '../design/notice.tsx';
import {playSound} from '../design/sounds.ts';
import {useScanner} from '../scanner/use-scanner.ts';
import type {StoredSale} from '../till-ledger/stored-sale.ts';
import styles from './paid-screen.module.css';
import {receiptDocument} from './receipt-document.ts';
import {ReceiptView} from './receipt-view.tsx';

export interface PaidScreenProps {
  readonly sale: StoredSale;
  /** The till stopped before it could say “paid”; it says so now. */
  readonly isLate: boolean;
  /** The screen has said “paid”. */
  readonly onShown: () => void;
  readonly onNext: () => void;
  /** A product or code was scanned for the next sale. */
  readonly onScan: (text: string) => void;
}

export function PaidScreen({sale, isLate, onShown, onNext, onScan}: PaidScreenProps) {
  const {receiptNumber, changeMinor, currency} = sale;
  useScanner({onScan, onDuplicate: () => playSound('tick')});
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each sale
  useEffect(() => {
    onShown();
    const change = changeMinor > 0 ? ` Change ${formatMoney(changeMinor, currency)}.` : '';
    announce(`Paid. Receipt ${receiptNumber}.${change}`);
  }, [sale.id]);
  return (
    <div className={styles['screen']}>
      <section className={styles['words']} aria-label="Paid">
        {isLate && (
          <Notice tone="info" title={`Sale ${receiptNumber} was completed`}>
            The till stopped right after. The sale is kept; nothing has to be paid again.
          </Notice>
        )}
        <h1 className={styles['paid']}>
          <span className={styles['tick']}>
            <Icon name="check" size="l" />
          </span>
          Paid
        </h1>
        {changeMinor > 0 && (
          <p className={styles['change']}>
            <span>Change</span>
            <strong>{formatMoney(changeMinor, currency)}</strong>
          </p>
        )}
        <div className={styles['actions']}>
          <Button look="pay" autoFocus onPress={onNext}>
            Next sale
          </Button>
          <Button icon="printer" onPress={() => window.print()}>
            Print receipt
          </Button>
        </div>
        <p className={styles['hint']}>Or just scan: the next sale begins by itself.</p>
      </section>
      <div className={styles['paper']} data-print>
        <ReceiptView document={receiptDocument(sale, false)} />
      </div>
    </div>
  );
}
