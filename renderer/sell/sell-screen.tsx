/**
 * The sale: scan, touch or search on the right, the order as a ticket on the left, codes and offers between. It
 * wires the parts; what a scan means, what a cart costs and why a code was refused is decided elsewhere.
 */
import {useEffect, useRef, useState} from 'react';
import {useStore} from 'zustand';
import type {Product} from '../../shared/catalog/product.ts';
import {normaliseCode} from '../../shared/codes/normalise-code.ts';
import type {ProjectSettings} from '../../shared/decision/facts.ts';
import {Notice} from '../design/notice.tsx';
import {Spoken} from '../design/spoken.tsx';
import type {OpenSaleStore} from '../sale/open-sale.ts';
import type {PricedSale} from '../sale/priced-sale.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {campaignName, redeemableName} from '../wording/redeemable-name.ts';
import {CartPanel} from './cart-panel.tsx';
import {CodeField} from './code-field.tsx';
import {codeResults} from './code-results.ts';
import {CustomerDialog} from './customer-dialog.tsx';
import {findScanned} from './find-scanned.ts';
import {HelpOverlay} from './help-overlay.tsx';
import {offerChips} from './offer-chips.ts';
import {OfferTray} from './offer-tray.tsx';
import type {Overlay} from './overlay.ts';
import {PriceCheckDialog} from './price-check-dialog.tsx';
import type {Pricer} from './pricer.ts';
import {ProductPanel} from './product-panel.tsx';
import {QuantityDialog} from './quantity-dialog.tsx';
import styles from './sell-screen.module.css';
import {type TypeAhead, typedUnits} from './type-ahead.ts';
import {useAnnouncedTotal} from './use-announced-total.ts';
import {useFreshPrice} from './use-fresh-price.ts';
import {useSaleInput} from './use-sale-input.ts';
import {WhyPanel} from './why-panel.tsx';
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

export function SellScreen({till, settings, sale, pricer, isOnline, firstScan, onPay}: SellScreenProps) {
  const open = useStore(sale.state);
  const {priced, checking, problem} = useStore(pricer.state);
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const [typeAhead, setTypeAhead] = useState<TypeAhead>(null);
  const [text, setText] = useState('');
  const [lastCodes, setLastCodes] = useState<readonly string[]>([]);
  const searchInput = useRef<HTMLInputElement>(null);
  const codeInput = useRef<HTMLInputElement>(null);

  const {content} = open;
  const isPriced = priced !== null && priced.content === content && problem === null;
  const canPay = isPriced && content.lines.length > 0 && priced.decision.order.totalMinor !== null;
  const current = priced?.content === content ? priced : null;
  const chips =
    priced === null || content.lines.length + content.codes.length === 0 ? [] : offerChips(priced);

  const addCodes = (codes: readonly string[]) => {
    setLastCodes(codes);
    const before = sale.state.getState().content;
    sale.addCodes(codes, code => normaliseCode(code, settings.codesCaseSensitive));
    if (sale.state.getState().content === before) pricer.askAgain();
  };
  const addProduct = (product: Product) => {
    sale.addProduct(product, typedUnits(typeAhead));
    setTypeAhead(null);
  };
  const pay = () => {
    if (canPay) onPay(priced);
  };
  /** A typed number may as well be a product's. */
  const enterCodes = async (codes: readonly string[]) => {
    const found = await Promise.all(codes.map(code => findScanned(till.db, code)));
    for (const item of found)
      if (item.kind === 'product') addProductOrSay(item.product, addProduct, setNotice);
    const others = codes.filter((_, index) => found[index]?.kind !== 'product');
    if (others.length > 0) addCodes(others);
  };
  const {notice, setNotice} = useSaleInput({
    till,
    sale,
    overlay,
    setOverlay,
    typeAhead,
    setTypeAhead,
    addProduct,
    addCodes,
    pay,
    searchInput,
    codeInput,
    firstScan,
  });
  useFreshPrice(pricer, isOnline);
  useAnnouncedTotal(priced);
  useEffect(() => {
    if (content.lines.length === 0 && content.codes.length === 0) setLastCodes([]);
  }, [content]);

  const results =
    current === null
      ? []
      : codeResults(lastCodes, current, checking, place => wordingContextOf(current, place, isOnline));
  const pickedLine = content.lines.find(({key}) => key === open.pickedKey);
  return (
    <div className={styles['screen']}>
      <Spoken as="h1">Sale</Spoken>
      <CartPanel
        sale={sale}
        open={open}
        priced={priced}
        currency={settings.currency}
        typeAhead={typeAhead}
        canPay={canPay}
        onPay={pay}
        onAskQuantity={() => setOverlay({kind: 'quantity'})}
        onCustomer={() => setOverlay({kind: 'customer'})}
        onUndo={() => sale.undo()}
      />
      <div className={styles['side']}>
        {problem && (
          <Notice tone="bad" title="No price">
            {problem}
          </Notice>
        )}
        {notice && <Notice tone={notice.tone} title={notice.text} />}
        <CodeField inputRef={codeInput} onCodes={codes => void enterCodes(codes)} results={results} />
        <OfferTray
          chips={chips}
          checking={checking}
          onWhy={chip => setOverlay({kind: 'why', chip: chip.key})}
          onRemove={sale.removeCode}
        />
        <ProductPanel
          db={till.db}
          currency={settings.currency}
          inputRef={searchInput}
          text={text}
          onText={setText}
          onPick={product => {
            setNotice(null);
            addProductOrSay(product, addProduct, setNotice);
          }}
        />
      </div>
      {overlay?.kind === 'help' && <HelpOverlay onClose={() => setOverlay(null)} />}
      {overlay?.kind === 'quantity' && pickedLine && (
        <QuantityDialog
          line={pickedLine}
          onClose={() => setOverlay(null)}
          onQuantity={quantity => {
            sale.setQuantity(pickedLine.key, quantity);
            setOverlay(null);
          }}
        />
      )}
      {overlay?.kind === 'customer' && (
        <CustomerDialog
          db={till.db}
          current={content.customer}
          onClose={() => setOverlay(null)}
          onAttach={customer => {
            sale.attachCustomer(customer);
            setOverlay(null);
          }}
        />
      )}
      {overlay?.kind === 'price-check' && (
        <PriceCheckDialog
          db={till.db}
          currency={settings.currency}
          scanned={overlay.scanned}
          onClose={() => setOverlay(null)}
          onAdd={product => {
            addProduct(product);
            setOverlay(null);
          }}
        />
      )}
      {overlay?.kind === 'why' && priced && (
        <Why
          priced={priced}
          chipKey={overlay.chip}
          isOnline={isOnline}
          setOverlay={setOverlay}
          onFind={text => {
            setText(text);
            setOverlay(null);
            requestAnimationFrame(() => searchInput.current?.focus());
          }}
          onRemove={code => {
            sale.removeCode(code);
            setOverlay(null);
          }}
        />
      )}
    </div>
  );
}

interface WhyProps {
  readonly priced: PricedSale;
  readonly chipKey: string;
  readonly isOnline: boolean;
  readonly setOverlay: (overlay: Overlay | null) => void;
  readonly onFind: (text: string) => void;
  readonly onRemove: (code: string) => void;
}

function Why({priced, chipKey, isOnline, setOverlay, onFind, onRemove}: WhyProps) {
  const chip = offerChips(priced).find(({key}) => key === chipKey);
  const verdict = chip === undefined ? undefined : priced.decision.verdicts[chip.verdict];
  if (chip === undefined || verdict === undefined) return null;
  const context = wordingContextOf(priced, chip.verdict, isOnline);
  const {code} = chip;
  return (
    <WhyPanel
      name={redeemableName(verdict, priced.facts)}
      campaign={campaignName(verdict, priced.facts)}
      verdict={verdict}
      context={context}
      onClose={() => setOverlay(null)}
      onAttachCustomer={() => setOverlay({kind: 'customer'})}
      onFindProduct={ids => onFind(ids[0] === undefined ? '' : (context.productName(ids[0]) ?? ids[0]))}
      onRemove={code === null ? null : () => onRemove(code)}
    />
  );
}

/** A product without a price cannot be sold; the till says so instead of guessing. */
function addProductOrSay(
  product: Product,
  add: (product: Product) => void,
  say: (notice: {tone: 'warn'; text: string}) => void,
): void {
  if (product.priceMinor === null)
    say({tone: 'warn', text: `${product.name} has no price yet. Ask a manager.`});
  else add(product);
}
