/** How products and codes get into the order, by whatever way they come: scan, touch, search or the code field. */
import {useEffect, useRef, useState} from 'react';
import type {Product} from '../../shared/catalog/product.ts';
import {normaliseCode} from '../../shared/codes/normalise-code.ts';
import type {OpenSaleStore} from '../sale/open-sale.ts';
import type {TillDatabases} from '../till-db/open-till-databases.ts';
import {findScanned} from './find-scanned.ts';
import type {Pricer} from './pricer.ts';
import {type TypeAhead, typedUnits} from './type-ahead.ts';

export interface OrderEntry {
  /** What is wrong with the product, in words; null when it is in the order. */
  readonly addProduct: (product: Product) => string | null;
  readonly addCodes: (codes: readonly string[]) => void;
  /** Codes as typed; a number may as well be a product's. Says what is wrong with a product. */
  readonly enterCodes: (codes: readonly string[], say: (problem: string) => void) => Promise<void>;
  /** The codes entered last, as they stand in the order. */
  readonly lastCodes: readonly string[];
  readonly typeAhead: TypeAhead;
  readonly setTypeAhead: (typeAhead: TypeAhead) => void;
}

export interface OrderEntryGiven {
  readonly db: TillDatabases;
  readonly codesCaseSensitive: boolean;
  readonly sale: OpenSaleStore;
  readonly pricer: Pick<Pricer, 'askAgain'>;
}

export function useOrderEntry({db, codesCaseSensitive, sale, pricer}: OrderEntryGiven): OrderEntry {
  const [lastCodes, setLastCodes] = useState<readonly string[]>([]);
  const [typeAhead, showTypeAhead] = useState<TypeAhead>(null);
  // Read and used up at once: the next scan may be handled before the screen is drawn again.
  const units = useRef<TypeAhead>(null);

  const setTypeAhead = (next: TypeAhead) => {
    units.current = next;
    showTypeAhead(next);
  };
  const addProduct = (product: Product) => {
    if (product.priceMinor === null) return `${product.name} has no price yet. Ask a manager.`;
    sale.addProduct(product, typedUnits(units.current));
    setTypeAhead(null);
    return null;
  };
  const addCodes = (codes: readonly string[]) => {
    const same = (code: string) => normaliseCode(code, codesCaseSensitive);
    const before = sale.state.getState().content;
    sale.addCodes(codes, same);
    const after = sale.state.getState().content;
    if (after === before) pricer.askAgain();
    setLastCodes(after.codes.filter(code => codes.some(entered => same(entered) === same(code))));
  };
  // One after the other: what is looked up first must not be overtaken by what was typed a moment later.
  const turn = useRef(Promise.resolve());
  const enterCodes = (codes: readonly string[], say: (problem: string) => void) => {
    turn.current = turn.current.catch(() => undefined).then(() => enter(codes, say));
    return turn.current;
  };
  const enter = async (codes: readonly string[], say: (problem: string) => void) => {
    const found = await Promise.all(codes.map(code => findScanned(db, code)));
    for (const item of found) {
      const problem = item.kind === 'product' ? addProduct(item.product) : null;
      if (problem !== null) say(problem);
    }
    const others = codes.filter((_, place) => found[place]?.kind !== 'product');
    if (others.length > 0) addCodes(others);
  };

  useEffect(
    () =>
      sale.state.subscribe(({content}) => {
        if (content.lines.length === 0 && content.codes.length === 0) setLastCodes([]);
      }),
    [sale],
  );
  return {addProduct, addCodes, enterCodes, lastCodes, typeAhead, setTypeAhead};
}
