import type {Product} from '../../shared/catalog/product.ts';
import type {Currency} from '../../shared/money/currency.ts';
import type {OpenSale, OpenSaleStore} from '../sale/open-sale.ts';
import type {PricedSale} from '../sale/priced-sale.ts';
import type {TillDatabases} from '../till-db/open-till-databases.ts';
import {campaignName, redeemableName} from '../wording/redeemable-name.ts';
import {CustomerDialog} from './customer-dialog.tsx';
import {HelpOverlay} from './help-overlay.tsx';
import {offerChips} from './offer-chips.ts';
import type {Overlay} from './overlay.ts';
import {PriceCheckDialog} from './price-check-dialog.tsx';
import {QuantityDialog} from './quantity-dialog.tsx';
import {WhyPanel} from './why-panel.tsx';
import {wordingContextOf} from './wording-context-of.ts';

export interface SellOverlaysProps {
  readonly overlay: Overlay | null;
  readonly setOverlay: (overlay: Overlay | null) => void;
  readonly db: TillDatabases;
  readonly currency: Currency;
  readonly sale: OpenSaleStore;
  readonly open: OpenSale;
  readonly priced: PricedSale | null;
  readonly isOnline: boolean;
  readonly onAdd: (product: Product) => void;
  /** Opens the product search with this text. */
  readonly onFind: (text: string) => void;
}

/** What lies over the sale, one thing at a time. */
export function SellOverlays(props: SellOverlaysProps) {
  const {overlay, setOverlay, db, currency, sale, open, priced, onAdd} = props;
  const close = () => setOverlay(null);
  const closing =
    <T,>(act: (value: T) => void) =>
    (value: T) => {
      act(value);
      close();
    };
  switch (overlay?.kind) {
    case undefined:
      return null;
    case 'help':
      return <HelpOverlay onClose={close} />;
    case 'quantity': {
      const line = open.content.lines.find(({key}) => key === open.pickedKey);
      if (line === undefined) return null;
      const set = closing((quantity: number) => sale.setQuantity(line.key, quantity));
      return <QuantityDialog line={line} onClose={close} onQuantity={set} />;
    }
    case 'customer':
      return (
        <CustomerDialog
          db={db}
          current={open.content.customer}
          onClose={close}
          onAttach={closing(sale.attachCustomer)}
        />
      );
    case 'price-check':
      return (
        <PriceCheckDialog
          db={db}
          currency={currency}
          scanned={overlay.scanned}
          onClose={close}
          onAdd={closing(onAdd)}
        />
      );
    case 'why':
      return priced && <Why {...props} priced={priced} chipKey={overlay.chip} />;
  }
}

interface WhyProps extends Pick<SellOverlaysProps, 'isOnline' | 'setOverlay' | 'sale' | 'onFind'> {
  readonly priced: PricedSale;
  readonly chipKey: string;
}

/** Follows its chip through every new price; when the offer is gone, so is the panel. */
function Why({priced, chipKey, isOnline, setOverlay, sale, onFind}: WhyProps) {
  const chip = offerChips(priced).find(({key}) => key === chipKey);
  const verdict = chip === undefined ? undefined : priced.decision.verdicts[chip.verdict];
  if (chip === undefined || verdict === undefined) return null;
  const context = wordingContextOf(priced, chip.verdict, isOnline);
  const {code} = chip;
  const takeOff = (entered: string) => {
    sale.removeCode(entered);
    setOverlay(null);
  };
  const findProduct = ([first]: readonly string[]) => {
    setOverlay(null);
    onFind(first === undefined ? '' : (context.productName(first) ?? first));
  };
  return (
    <WhyPanel
      name={redeemableName(verdict, priced.facts)}
      campaign={campaignName(verdict, priced.facts)}
      verdict={verdict}
      context={context}
      onClose={() => setOverlay(null)}
      onAttachCustomer={() => setOverlay({kind: 'customer'})}
      onFindProduct={findProduct}
      onRemove={code === null ? null : () => takeOff(code)}
    />
  );
}
