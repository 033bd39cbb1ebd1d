import {useState} from 'react';
import {Tab, TabList, TabPanel, Tabs} from 'react-aria-components/Tabs';
import type {Product} from '../../shared/catalog/product.ts';
import type {Currency} from '../../shared/money/currency.ts';
import {formatMoney} from '../design/format-money.ts';
import {tillLocale} from '../design/locale.ts';
import {Tile} from '../design/tile.tsx';
import {hasUncategorised, productCategories, productsInCategory} from '../till-db/browse-products.ts';
import {favouriteProducts} from '../till-db/favourite-products.ts';
import type {TillDatabases} from '../till-db/open-till-databases.ts';
import {useLive} from '../till-db/use-live.ts';
import {categoryHue} from './category-hue.ts';
import styles from './product-grid.module.css';

export interface ProductGridProps {
  readonly db: TillDatabases;
  readonly currency: Currency;
  readonly onPick: (product: Product) => void;
}

const favourites = 'favourites';
/** Tabs of categories begin so: a shop may have one it calls `favourites`. */
const categoryTab = 'category ';
const mostTiles = 120;
const mostFavourites = 24;

/** Products to touch: what sells here first, then by category. */
export function ProductGrid({db, currency, onPick}: ProductGridProps) {
  const [tab, setTab] = useState(favourites);
  const categories = useLive(() => productCategories(db), [db]) ?? [];
  const hasOthers = useLive(() => hasUncategorised(db), [db]) ?? false;
  const products = useLive(
    () =>
      tab === favourites
        ? favouriteProducts(db, mostFavourites)
        : productsInCategory(db, tab.slice(categoryTab.length), mostTiles),
    [db, tab],
  );
  return (
    <Tabs className={styles['tabs'] ?? ''} selectedKey={tab} onSelectionChange={key => setTab(String(key))}>
      <TabList aria-label="Categories" className={styles['list'] ?? ''}>
        <Tab id={favourites} className={styles['tab'] ?? ''}>
          Often sold
        </Tab>
        {categories.map(category => (
          <Tab key={category} id={categoryTab + category} className={styles['tab'] ?? ''}>
            {inSentenceCase(category)}
          </Tab>
        ))}
        {hasOthers && (
          <Tab id={categoryTab} className={styles['tab'] ?? ''}>
            Other
          </Tab>
        )}
      </TabList>
      <TabPanel id={tab} className={styles['panel'] ?? ''}>
        {tab === favourites && products?.length === 0 && (
          <p className={styles['none']}>
            Nothing has been sold here yet. Scan, search with F2, or pick a category.
          </p>
        )}
        <div className={styles['tiles']}>
          {products?.map(product => (
            <Tile
              key={product.id}
              title={product.name}
              figure={product.priceMinor === null ? 'no price' : formatMoney(product.priceMinor, currency)}
              hue={categoryHue(product, categories)}
              onPress={() => onPick(product)}
            />
          ))}
        </div>
      </TabPanel>
    </Tabs>
  );
}

/** Shops write their categories as keys: `tableware` is shown as `Tableware`. */
function inSentenceCase(category: string): string {
  return category.charAt(0).toLocaleUpperCase(tillLocale) + category.slice(1);
}
