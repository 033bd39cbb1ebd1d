/**
 * The order on the till right now: its content, which line is picked, and the way back for sixty seconds.
 * Screens read and change it; `onChange` lets the till keep it through a restart.
 */
import {createStore, type StoreApi} from 'zustand';
import type {Product} from '../../shared/catalog/product.ts';
import {
  addCodes,
  addProduct,
  attachCustomer,
  emptyContent,
  removeCode,
  type SaleContent,
  type SaleCustomer,
  setQuantity,
} from './sale-content.ts';

interface Earlier {
  readonly content: SaleContent;
  readonly pickedKey: string | null;
  readonly atMs: number;
}

export interface OpenSale {
  readonly content: SaleContent;
  /** Line that quantity and removal apply to: the last one touched, or picked by hand. */
  readonly pickedKey: string | null;
  /** Counts additions to `pickedKey`, so that the screen can flash the line again. */
  readonly touches: number;
  readonly earlier: readonly Earlier[];
}

const undoMs = 60_000;
const mostEarlier = 50;

interface OpenSaleActions {
  addProduct(product: Product, quantity: number): void;
  setQuantity(lineKey: string, quantity: number): void;
  addCodes(codes: readonly string[], sameCode: (code: string) => string): void;
  removeCode(code: string): void;
  attachCustomer(customer: SaleCustomer | null): void;
  pick(lineKey: string | null): void;
  /** Moves the pick up (−1) or down (1). */
  movePick(step: -1 | 1): void;
  /** Takes back the last change of lines, codes or customer, if it is not older than sixty seconds. */
  undo(): boolean;
  /** Nothing on the till: the next customer. */
  clear(): void;
  restore(content: SaleContent): void;
}

export interface OpenSaleStore extends OpenSaleActions {
  readonly state: StoreApi<OpenSale>;
}

export function openSaleStore(nowMs: () => number, newKey: () => string): OpenSaleStore {
  const state = createStore<OpenSale>(() => nothing);

  function change(content: SaleContent, pickedKey: string | null): void {
    const before = state.getState();
    if (content === before.content) return;
    const step = {content: before.content, pickedKey: before.pickedKey, atMs: nowMs()};
    const earlier = [...before.earlier, step].slice(-mostEarlier);
    state.setState({content, pickedKey, earlier, touches: before.touches + 1});
  }

  return {
    state,
    addProduct(product, quantity) {
      const {content, lineKey} = addProduct(state.getState().content, product, quantity, newKey());
      change(content, lineKey);
    },
    setQuantity(lineKey, quantity) {
      const {content} = state.getState();
      const next = setQuantity(content, lineKey, quantity);
      change(next, neighbourOf(content, next, lineKey));
    },
    addCodes(codes, sameCode) {
      const {content, pickedKey} = state.getState();
      change(addCodes(content, codes, sameCode), pickedKey);
    },
    removeCode(code) {
      const {content, pickedKey} = state.getState();
      change(removeCode(content, code), pickedKey);
    },
    attachCustomer(customer) {
      const {content, pickedKey} = state.getState();
      change(attachCustomer(content, customer), pickedKey);
    },
    pick: pickedKey => state.setState({pickedKey}),
    movePick: step =>
      state.setState(({content, pickedKey}) => ({pickedKey: stepFrom(content, pickedKey, step)})),
    undo() {
      const {earlier} = state.getState();
      const last = earlier.at(-1);
      if (last === undefined || nowMs() - last.atMs > undoMs) return false;
      state.setState({content: last.content, pickedKey: last.pickedKey, earlier: earlier.slice(0, -1)});
      return true;
    },
    clear: () => state.setState(nothing),
    restore: content => state.setState({...nothing, content, pickedKey: content.lines.at(-1)?.key ?? null}),
  };
}

const nothing: OpenSale = {content: emptyContent, pickedKey: null, touches: 0, earlier: []};

/** A removed line hands the pick to the one that took its place, or to the last. */
function neighbourOf(before: SaleContent, after: SaleContent, lineKey: string): string | null {
  if (after.lines.some(({key}) => key === lineKey)) return lineKey;
  const place = before.lines.findIndex(({key}) => key === lineKey);
  return (after.lines[place] ?? after.lines.at(-1))?.key ?? null;
}

function stepFrom({lines}: SaleContent, pickedKey: string | null, step: -1 | 1): string | null {
  const place = lines.findIndex(({key}) => key === pickedKey);
  if (place < 0) return (step < 0 ? lines.at(-1) : lines[0])?.key ?? null;
  return (lines[Math.min(lines.length - 1, Math.max(0, place + step))] ?? lines[place])?.key ?? null;
}
