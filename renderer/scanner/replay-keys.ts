/**
 * Gives keys that were held back to the element that has the focus, as if they had just been typed. Text goes in by
 * `insertText`, which fires the events a form listens to and can be undone; elsewhere the keydown is sent again.
 */
import {isEditable} from './is-editable.ts';
import type {KeyPress} from './scan-detector.ts';

const replayed = new WeakSet<Event>();

export function isReplayed(event: Event): boolean {
  return replayed.has(event);
}

export function replayKeys(keys: readonly KeyPress[]): void {
  for (const press of keys) {
    const target = document.activeElement ?? document.body;
    if (isEditable(target)) document.execCommand('insertText', false, press.key);
    else sendKey(target, press);
  }
}

function sendKey(target: Element, {key, code, shift}: KeyPress): void {
  const event = new KeyboardEvent('keydown', {key, code, shiftKey: shift, bubbles: true, cancelable: true});
  replayed.add(event);
  target.dispatchEvent(event);
}
