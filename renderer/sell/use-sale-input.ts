/**
 * Everything that reaches the sale from the keyboard and the scanner: one place that knows which overlay is open and
 * what a key or a scan means then.
 */
import {type RefObject, useEffect, useMemo, useRef, useState} from 'react';
import {isDialogOpen} from '../design/is-dialog-open.ts';
import {announce} from '../design/live-region.tsx';
import {playSound} from '../design/sounds.ts';
import type {OpenSaleStore} from '../sale/open-sale.ts';
import {scanQueue} from '../scanner/scan-queue.ts';
import {useScanner} from '../scanner/use-scanner.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {findScanned} from './find-scanned.ts';
import type {Overlay} from './overlay.ts';
import {afterTypeAheadKey} from './type-ahead.ts';
import type {OrderEntry} from './use-order-entry.ts';
import {type SellKeys, useSellKeys} from './use-sell-keys.ts';

export interface SaleInput {
  readonly till: TillContext;
  readonly sale: OpenSaleStore;
  readonly entry: OrderEntry;
  readonly overlay: Overlay | null;
  readonly setOverlay: (overlay: Overlay | null) => void;
  readonly pay: () => void;
  readonly fields: {
    readonly searchInput: RefObject<HTMLInputElement | null>;
    readonly codeInput: RefObject<HTMLInputElement | null>;
  };
  /** Scanned before this screen was there. */
  readonly firstScan: string | null;
}

/** `warn` shows what went wrong with the last entry, or with null that it went well. */
export function useSaleInput(input: SaleInput): {
  readonly notice: string | null;
  readonly warn: (text: string | null) => void;
} {
  const [notice, setNotice] = useState<string | null>(null);
  const warn = (text: string | null, sound: 'unknown' | 'attention' = 'attention') => {
    setNotice(text);
    if (text === null) return;
    announce(text, 'assertive');
    playSound(sound);
  };
  const latest = useRef({input, warn});
  latest.current = {input, warn};
  const queue = useMemo(
    () =>
      scanQueue(
        text => takeScan(text, latest.current),
        problem => latest.current.warn(`That scan could not be looked up: ${String(problem)}`),
      ),
    [],
  );

  useScanner({
    onScan(text) {
      if (!queue.add(text)) warn(`Too many scans at once: scan ${text} again.`);
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
  return {notice, warn};
}

interface Taker {
  readonly input: SaleInput;
  readonly warn: (text: string | null, sound?: 'unknown' | 'attention') => void;
}

async function takeScan(text: string, {input, warn}: Taker): Promise<void> {
  const {till, overlay, setOverlay, entry} = input;
  if (overlay?.kind === 'price-check') {
    setOverlay({kind: 'price-check', scanned: text});
    return;
  }
  if (overlay === null && isDialogOpen()) {
    warn('Close the open window first, then scan again. Nothing was added.');
    return;
  }
  setOverlay(null);
  const scanned = await findScanned(till.db, text);
  if (scanned.kind === 'unknown-product') {
    warn(`No product has the number ${scanned.barcode}. Search for it by name, or ask a manager.`, 'unknown');
    return;
  }
  const problem = scanned.kind === 'product' ? entry.addProduct(scanned.product) : null;
  if (scanned.kind === 'code') entry.addCodes([scanned.code]);
  warn(problem);
  if (problem === null) playSound('ok');
}

function sellKeys({sale, entry, setOverlay, pay, fields}: SaleInput): SellKeys {
  const picked = () => {
    const {content, pickedKey} = sale.state.getState();
    return content.lines.find(({key}) => key === pickedKey);
  };
  return {
    help: () => setOverlay({kind: 'help'}),
    search: () => fields.searchInput.current?.focus(),
    code: () => fields.codeInput.current?.focus(),
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
    changeQuantity(by) {
      const line = picked();
      if (line) sale.setQuantity(line.key, line.quantity + by);
    },
    typeAhead(key) {
      const {typeAhead, setTypeAhead} = entry;
      const line = picked();
      if (key === 'Enter' && typeAhead && line) {
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
