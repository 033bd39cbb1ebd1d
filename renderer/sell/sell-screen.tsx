/**
 * The sale: scan, touch or search on the right, the order as a ticket on the left, codes and offers between. It
 * wires the parts; what a scan means, what a cart costs and why a code was refused is decided elsewhere.
 */
import {useMemo, useRef, useState} from 'react';
import {useStore} from 'zustand';
import type {Product} from '../../shared/catalog/product.ts';
import type {ProjectSettings} from '../../shared/decision/facts.ts';
import {Notice} from '../design/notice.tsx';
import {Spoken} from '../design/spoken.tsx';
import type {OpenSaleStore} from '../sale/open-sale.ts';
import type {PricedSale} from '../sale/priced-sale.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {CartPanel} from './cart-panel.tsx';
import {CodeField, type CodeResult} from './code-field.tsx';
import {codeResults} from './code-results.ts';
import {type OfferChip, offerChips} from './offer-chips.ts';
import {OfferTray} from './offer-tray.tsx';
import type {Overlay} from './overlay.ts';
import type {Pricer} from './pricer.ts';
import {ProductPanel} from './product-panel.tsx';
import {SellOverlays} from './sell-overlays.tsx';
import styles from './sell-screen.module.css';
import {useAnnouncedTotal} from './use-announced-total.ts';
import {useFreshPrice} from './use-fresh-price.ts';
import {useOrderEntry} from './use-order-entry.ts';
import {useSaleInput} from './use-sale-input.ts';
import {useSteady} from './use-steady.ts';
import {wordingContextOf} from './wording-context-of.ts';

export interface SellScreenProps {
  readonly till: TillContext;
  readonly settings: ProjectSettings;
  readonly sale: OpenSaleStore;
  readonly pricer: Pricer;
  readonly isOnline: boolean;
  /** Scanned before this screen was there: it begins the sale. */
  readonly firstScan: string | null;
  readonly onPay: (priced: PricedSale) => void;
}

const noResults: readonly CodeResult[] = [];

export function SellScreen({till, settings, sale, pricer, isOnline, firstScan, onPay}: SellScreenProps) {
  const {currency, codesCaseSensitive} = settings;
  const open = useStore(sale.state);
  const {priced, checking, problem} = useStore(pricer.state);
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const [text, setText] = useState('');
  const searchInput = useRef<HTMLInputElement>(null);
  const codeInput = useRef<HTMLInputElement>(null);
  const entry = useOrderEntry({db: till.db, codesCaseSensitive, sale, pricer});

  const {content} = open;
  const current = priced?.content === content ? priced : null;
  const canPay =
    current !== null &&
    problem === null &&
    content.lines.length > 0 &&
    current.decision.order.totalMinor !== null;
  const pay = () => {
    if (canPay) onPay(current);
  };
  const fields = {searchInput, codeInput};
  const {notice, warn} = useSaleInput({till, sale, entry, overlay, setOverlay, pay, fields, firstScan});
  const pick = useSteady((product: Product) => warn(entry.addProduct(product)));
  const enterCodes = useSteady((codes: readonly string[]) => void entry.enterCodes(codes, warn));
  const askQuantity = useSteady(() => setOverlay({kind: 'quantity'}));
  const showWhy = useSteady(({key}: OfferChip) => setOverlay({kind: 'why', chip: key}));
  const focusCode = useSteady(() => codeInput.current?.focus());
  useFreshPrice(pricer, isOnline);
  useAnnouncedTotal(priced);

  const hasOffers = priced !== null && content.lines.length + content.codes.length > 0;
  const {lastCodes} = entry;
  const results = useMemo(
    () =>
      current === null || lastCodes.length === 0
        ? noResults
        : codeResults(lastCodes, current, checking, place => wordingContextOf(current, place, isOnline)),
    [lastCodes, current, checking, isOnline],
  );
  const chips = useMemo(() => (priced !== null && hasOffers ? offerChips(priced) : []), [priced, hasOffers]);
  const find = (product: string) => {
    setText(product);
    // After the dialog has given the focus back to its opener.
    requestAnimationFrame(() => searchInput.current?.focus());
  };
  return (
    <div className={styles['screen']}>
      <Spoken as="h1">Sale</Spoken>
      <CartPanel
        sale={sale}
        open={open}
        priced={priced}
        currency={currency}
        typeAhead={entry.typeAhead}
        canPay={canPay}
        onPay={pay}
        onAskQuantity={askQuantity}
        onCustomer={() => setOverlay({kind: 'customer'})}
        onUndo={() => sale.undo()}
      />
      <div className={styles['side']}>
        {problem && (
          <Notice tone="bad" title="No price">
            {problem}
          </Notice>
        )}
        {notice && <Notice tone="warn" title={notice} />}
        <CodeField inputRef={codeInput} onCodes={enterCodes} results={results} />
        <OfferTray
          chips={chips}
          checking={checking}
          onWhy={showWhy}
          onRemove={sale.removeCode}
          onFocusLost={focusCode}
        />
        <ProductPanel
          db={till.db}
          currency={currency}
          inputRef={searchInput}
          text={text}
          onText={setText}
          onPick={pick}
        />
      </div>
      <SellOverlays
        overlay={overlay}
        setOverlay={setOverlay}
        db={till.db}
        currency={currency}
        sale={sale}
        open={open}
        priced={priced}
        isOnline={isOnline}
        onAdd={pick}
        onFind={find}
      />
    </div>
  );
}
