import {useState} from 'react';
import {Button} from '../design/button.tsx';
import {Dialog} from '../design/dialog.tsx';
import {formatMoney} from '../design/format-money.ts';
import {formatDateTime} from '../design/format-time.ts';
import {Tile} from '../design/tile.tsx';
import type {TillDatabases} from '../till-db/open-till-databases.ts';
import {recentSales} from '../till-db/recent-sales.ts';
import {useLive} from '../till-db/use-live.ts';
import styles from './last-receipts.module.css';
import {receiptDocument} from './receipt-document.ts';
import {ReceiptView} from './receipt-view.tsx';

const mostReceipts = 50;

/** The receipts of this till, newest first, to look at and print again. A second print says COPY. */
export function LastReceipts({db, onClose}: {readonly db: TillDatabases; readonly onClose: () => void}) {
  const sales = useLive(() => recentSales(db, mostReceipts), [db]);
  const [pickedId, setPickedId] = useState<string | null>(null);
  const picked = sales?.find(({id}) => id === pickedId) ?? sales?.[0];
  return (
    <Dialog
      isOpen
      title="Last receipts"
      width="wide"
      onClose={onClose}
      actions={
        picked && (
          <Button icon="printer" look="primary" onPress={() => window.print()}>
            Print a copy
          </Button>
        )
      }
    >
      {sales?.length === 0 && <p className={styles['none']}>Nothing has been sold at this till yet.</p>}
      {sales && picked && (
        <div className={styles['receipts']}>
          <ul className={styles['list']} aria-label="Receipts">
            {sales.map(sale => (
              <li key={sale.id}>
                <Tile
                  title={sale.receiptNumber}
                  note={`${formatDateTime(sale.completedAtMs, sale.timeZone)}${sale.offline ? ', offline' : ''}`}
                  figure={formatMoney(sale.amountMinor - sale.savingsMinor, sale.currency)}
                  isSelected={sale.id === picked.id}
                  onPress={() => setPickedId(sale.id)}
                />
              </li>
            ))}
          </ul>
          <div className={styles['paper']} data-print>
            <ReceiptView document={receiptDocument(picked, true)} />
          </div>
        </div>
      )}
    </Dialog>
  );
}
