/**
 * The keys of the sale screen. Function keys work everywhere on it, also where a field or list keeps its keys to
 * itself; keys that also mean something in a text (arrows, Delete, `*`, `+`) only where no text is being written. A
 * dialog keeps them all to itself.
 */
import {useEffect, useEffectEvent} from 'react';
import {isDialogOpen} from '../design/is-dialog-open.ts';
import {isEditable} from '../scanner/is-editable.ts';

export interface SellKeys {
  help(): void;
  search(): void;
  code(): void;
  quantity(): void;
  priceCheck(): void;
  customer(): void;
  pay(): void;
  undo(): void;
  remove(): void;
  move(step: -1 | 1): void;
  changeQuantity(by: -1 | 1): void;
  /** `*`, a digit, Backspace, Enter or Escape while a quantity is being typed ahead; true when it was used. */
  typeAhead(key: string): boolean;
}

export function useSellKeys(keys: SellKeys, isActive: boolean): void {
  const press = useEffectEvent((event: KeyboardEvent, handle: typeof handleKey) => {
    if (!isActive || event.defaultPrevented || event.isComposing || isDialogOpen()) return;
    if (handle(event, keys)) event.preventDefault();
  });
  useEffect(() => {
    const early = (event: KeyboardEvent) => press(event, handleFunctionKey);
    const late = (event: KeyboardEvent) => press(event, handleKey);
    window.addEventListener('keydown', early, {capture: true});
    window.addEventListener('keydown', late);
    return () => {
      window.removeEventListener('keydown', early, {capture: true});
      window.removeEventListener('keydown', late);
    };
  }, []);
}

const functionKeys: Readonly<Record<string, (keys: SellKeys) => void>> = {
  F1: keys => keys.help(),
  F2: keys => keys.search(),
  F3: keys => keys.code(),
  F4: keys => keys.quantity(),
  F5: keys => keys.priceCheck(),
  F7: keys => keys.customer(),
  F12: keys => keys.pay(),
};

const plainKeys: Readonly<Record<string, (keys: SellKeys) => void>> = {
  ArrowUp: keys => keys.move(-1),
  ArrowDown: keys => keys.move(1),
  Delete: keys => keys.remove(),
  '+': keys => keys.changeQuantity(1),
  '-': keys => keys.changeQuantity(-1),
};

/** Whether the key was one of ours. */
function handleFunctionKey(event: KeyboardEvent, keys: SellKeys): boolean {
  const act = hasCommand(event) ? undefined : functionKeys[event.key];
  act?.(keys);
  return act !== undefined;
}

function handleKey(event: KeyboardEvent, keys: SellKeys): boolean {
  const {key} = event;
  if (isEditable(document.activeElement) || isInWidget(document.activeElement, key)) return false;
  if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === 'z') {
    keys.undo();
    return true;
  }
  if (hasCommand(event)) return false;
  if (keys.typeAhead(key)) return true;
  const plain = plainKeys[key];
  plain?.(keys);
  return plain !== undefined;
}

function hasCommand({ctrlKey, metaKey, altKey}: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey;
}

/** Arrows belong to tabs and menus while they have the focus. */
function isInWidget(element: Element | null, key: string): boolean {
  if (!key.startsWith('Arrow') || element === null) return false;
  return element.closest('[role=tablist],[role=menu],[role=listbox],[role=radiogroup]') !== null;
}
