/**
 * Everything that reaches the sale from the keyboard and the scanner: one place that knows which overlay is open and
 * what a key or a scan means then.
 */
import {type RefObject, useEffect, useMemo, useRef, useState} from 'react';
import type {Product} from '../../shared/catalog/product.ts';
import {isDialogOpen} from '../design/is-dialog-open.ts';
import {announce} from '../design/live-region.tsx';
import {playSound} from '../design/sounds.ts';
import type {OpenSaleStore} from '../sale/open-sale.ts';
import {scanQueue} from '../scanner/scan-queue.ts';
import {useScanner} from '../scanner/use-scanner.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {findScanned} from './find-scanned.ts';
import type {Overlay} from './overlay.ts';
import {afterTypeAheadKey, type TypeAhead} from './type-ahead.ts';
import {useSellKeys} from './use-sell-keys.ts';

export interface SaleInput {
  readonly till: TillContext;
  readonly sale: OpenSaleStore;
  readonly overlay: Overlay | null;
  readonly setOverlay: (overlay: Overlay | null) => void;
  readonly typeAhead: TypeAhead;
  readonly setTypeAhead: (typeAhead: TypeAhead) => void;
  readonly addProduct: (product: Product) => void;
  readonly addCodes: (codes: readonly string[]) => void;
  readonly pay: () => void;
  readonly searchInput: RefObject<HTMLInputElement | null>;
  readonly codeInput: RefObject<HTMLInputElement | null>;
  /** Scanned before this screen was there. */
  readonly firstScan: string | null;
}

export interface SaleNotice {
  readonly tone: 'warn' | 'bad';
  readonly text: string;
}

export function useSaleInput(input: SaleInput) {
  const [notice, setNotice] = useState<SaleNotice | null>(null);
  const say = (text: string, sound: 'unknown' | 'attention') => {
    setNotice({tone: 'warn', text});
    announce(text, 'assertive');
    playSound(sound);
  };
  const latest = useRef({input, say, setNotice});
  latest.current = {input, say, setNotice};
  const queue = useMemo(
    () =>
      scanQueue(
        text => takeScan(text, latest.current),
        problem => {
          latest.current.say(`That scan could not be looked up: ${String(problem)}`, 'attention');
        },
      ),
    [],
  );

  useScanner({
    onScan(text) {
      if (!queue.add(text)) say(`Too many scans at once: scan ${text} again.`, 'attention');
    },
    onDuplicate: () => playSound('tick'),
  });
  const taken = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the screen opens
  useEffect(() => {
    if (input.firstScan === null || taken.current) return;
    taken.current = true;
    queue.add(input.firstScan);
  }, []);
  useSellKeys(sellKeys(input), input.overlay === null);
  return {notice, setNotice};
}

interface Taker {
  readonly input: SaleInput;
  readonly say: (text: string, sound: 'unknown' | 'attention') => void;
  readonly setNotice: (notice: SaleNotice | null) => void;
}

async function takeScan(text: string, {input, say, setNotice}: Taker): Promise<void> {
  const {till, overlay, setOverlay, addProduct, addCodes} = input;
  if (overlay?.kind === 'price-check') {
    setOverlay({kind: 'price-check', scanned: text});
    return;
  }
  if (overlay === null && isDialogOpen()) {
    say('Close the open window first, then scan again. Nothing was added.', 'attention');
    return;
  }
  setOverlay(null);
  const scanned = await findScanned(till.db, text);
  if (scanned.kind === 'unknown-product') {
    say(`No product has the number ${scanned.barcode}. Search for it by name, or ask a manager.`, 'unknown');
  } else if (scanned.kind === 'code') {
    setNotice(null);
    addCodes([scanned.code]);
    playSound('ok');
  } else if (scanned.product.priceMinor === null) {
    say(`${scanned.product.name} has no price yet. Ask a manager.`, 'attention');
  } else {
    setNotice(null);
    addProduct(scanned.product);
    playSound('ok');
  }
}

function sellKeys(input: SaleInput) {
  const {sale, setOverlay, typeAhead, setTypeAhead, pay, searchInput, codeInput} = input;
  const picked = () => {
    const {content, pickedKey} = sale.state.getState();
    return content.lines.find(({key}) => key === pickedKey);
  };
  return {
    help: () => setOverlay({kind: 'help'}),
    search: () => searchInput.current?.focus(),
    code: () => codeInput.current?.focus(),
    quantity: () => picked() && setOverlay({kind: 'quantity'}),
    priceCheck: () => setOverlay({kind: 'price-check', scanned: ''}),
    customer: () => setOverlay({kind: 'customer'}),
    pay,
    undo: () => sale.undo(),
    move: sale.movePick,
    remove() {
      const line = picked();
      if (line) sale.setQuantity(line.key, 0);
    },
    changeQuantity(by: -1 | 1) {
      const line = picked();
      if (line) sale.setQuantity(line.key, line.quantity + by);
    },
    typeAhead(key: string) {
      const line = picked();
      if (key === 'Enter' && typeAhead !== null && typeAhead !== '' && line) {
        sale.setQuantity(line.key, Number(typeAhead));
        setTypeAhead(null);
        return true;
      }
      const next = afterTypeAheadKey(typeAhead, key);
      if (next === undefined) return false;
      setTypeAhead(next);
      return true;
    },
  };
}
