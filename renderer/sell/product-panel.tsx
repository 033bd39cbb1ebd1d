/** The right half of the till: find products by words or number, or touch them by category. */
import {memo, type RefObject, useState} from 'react';
import {Autocomplete} from 'react-aria-components/Autocomplete';
import {ListBox, ListBoxItem} from 'react-aria-components/ListBox';
import type {Product} from '../../shared/catalog/product.ts';
import type {Currency} from '../../shared/money/currency.ts';
import {Button} from '../design/button.tsx';
import {formatMoney} from '../design/format-money.ts';
import {TextField} from '../design/text-field.tsx';
import type {TillDatabases} from '../till-db/open-till-databases.ts';
import {searchProducts} from '../till-db/search-products.ts';
import {useLive} from '../till-db/use-live.ts';
import {hasPicked} from './has-picked.ts';
import {ProductGrid} from './product-grid.tsx';
import styles from './product-panel.module.css';

export interface ProductPanelProps {
  readonly db: TillDatabases;
  readonly currency: Currency;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onPick: (product: Product) => void;
}

const mostFound = 40;

/** Memoised: it is most of the screen, and a scan changes nothing in it. */
export const ProductPanel = memo(function ProductPanel(props: ProductPanelProps) {
  const {db, currency, inputRef, text, onText, onPick} = props;
  const query = text.trim();
  const found = useLive(() => searchProducts(db, query, mostFound), [db, query]);
  const pick = (product: Product) => {
    onText('');
    onPick(product);
  };
  /** Enter takes the first one, also before the list is there. */
  const pickFirst = async () => {
    const [first] = query === '' ? [] : await searchProducts(db, query, 1);
    if (first !== undefined) pick(first);
  };
  const leave = () => {
    onText('');
    inputRef.current?.blur();
  };
  return (
    <section className={styles['panel']} aria-label="Products">
      <Autocomplete inputValue={text} onInputChange={onText}>
        <TextField
          label="Search products"
          labelHidden
          icon="search"
          placeholder="Search by name or number"
          shortcut="F2"
          inputRef={inputRef}
          autoComplete="off"
          spellCheck="false"
          onKeyDown={event => {
            if (event.key === 'Escape') leave();
            if (event.key === 'Enter' && !hasPicked(inputRef.current)) void pickFirst();
          }}
        >
          {text !== '' && (
            <Button
              look="quiet"
              icon="cross"
              compact
              aria-label="Clear the search"
              onPress={() => onText('')}
            />
          )}
        </TextField>
        {query !== '' && <FoundList found={found} query={query} currency={currency} onPick={pick} />}
      </Autocomplete>
      {query === '' && <ProductGrid db={db} currency={currency} onPick={onPick} />}
    </section>
  );
});

interface FoundListProps {
  readonly found: readonly Product[] | undefined;
  readonly query: string;
  readonly currency: Currency;
  readonly onPick: (product: Product) => void;
}

function FoundList({found, query, currency, onPick}: FoundListProps) {
  const [shown, setShown] = useState<readonly Product[]>([]);
  if (found !== undefined && found !== shown) setShown(found);
  return (
    <ListBox
      aria-label="Products found"
      className={styles['found'] ?? ''}
      items={shown}
      onAction={key => {
        const product = shown.find(({id}) => id === key);
        if (product !== undefined) onPick(product);
      }}
      renderEmptyState={() =>
        found !== undefined && <p className={styles['none']}>No product begins with “{query}”.</p>
      }
    >
      {product => (
        <ListBoxItem id={product.id} textValue={product.name} className={styles['item'] ?? ''}>
          <span className={styles['name']}>{product.name}</span>
          <span className={styles['number']}>{product.sourceId}</span>
          <span className={styles['price']}>
            {product.priceMinor === null ? 'no price' : formatMoney(product.priceMinor, currency)}
          </span>
        </ListBoxItem>
      )}
    </ListBox>
  );
}
