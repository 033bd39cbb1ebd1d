import {useState} from 'react';
import type {Product} from '../../shared/catalog/product.ts';
import type {Currency} from '../../shared/money/currency.ts';
import {Button} from '../design/button.tsx';
import {Dialog} from '../design/dialog.tsx';
import {MoneyText} from '../design/money-text.tsx';
import {TextField} from '../design/text-field.tsx';
import {findProductByBarcode} from '../till-db/find-product.ts';
import type {TillDatabases} from '../till-db/open-till-databases.ts';
import {searchProducts} from '../till-db/search-products.ts';
import {useLive} from '../till-db/use-live.ts';
import styles from './price-check-dialog.module.css';

export interface PriceCheckDialogProps {
  readonly db: TillDatabases;
  readonly currency: Currency;
  /** What was scanned last while the dialog was open. */
  readonly scanned: string;
  readonly onClose: () => void;
  readonly onAdd: (product: Product) => void;
}

/** What does it cost? Nothing goes into the order unless asked for. */
export function PriceCheckDialog({db, currency, scanned, onClose, onAdd}: PriceCheckDialogProps) {
  const [text, setText] = useState('');
  const [heard, setHeard] = useState(scanned);
  if (heard !== scanned) {
    setHeard(scanned);
    setText(scanned);
  }
  const query = text.trim();
  const product = useLive(() => findAny(db, query), [db, query]);
  return (
    <Dialog isOpen title="Price check" width="narrow" onClose={onClose}>
      <div className={styles['check']}>
        <TextField
          label="Scan, or type a name or number"
          icon="barcode"
          autoFocus
          value={text}
          onChange={setText}
          autoComplete="off"
          spellCheck="false"
        />
        <div className={styles['answer']} role="status">
          {product ? (
            <Answer product={product} currency={currency} onAdd={onAdd} />
          ) : (
            <p className={styles['none']}>{emptyText(query, product)}</p>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function emptyText(query: string, product: Product | null | undefined): string {
  if (query === '') return 'Waiting for a product.';
  return product === undefined ? 'Searching …' : `No product for “${query}”.`;
}

interface AnswerProps extends Pick<PriceCheckDialogProps, 'currency' | 'onAdd'> {
  readonly product: Product;
}

function Answer({product, currency, onAdd}: AnswerProps) {
  return (
    <>
      <p className={styles['name']}>{product.name}</p>
      {product.priceMinor === null ? (
        <p className={styles['none']}>It has no price yet.</p>
      ) : (
        <>
          <MoneyText amountMinor={product.priceMinor} currency={currency} size="total" />
          <Button icon="plus" onPress={() => onAdd(product)}>
            Add to the order
          </Button>
        </>
      )}
    </>
  );
}

async function findAny(db: TillDatabases, query: string): Promise<Product | null> {
  if (query === '') return null;
  return (await findProductByBarcode(db, query)) ?? (await searchProducts(db, query, 1))[0] ?? null;
}
