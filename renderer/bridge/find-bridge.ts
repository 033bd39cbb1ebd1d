import type {CounterfoilBridge} from '../../shared/protocol/bridge.ts';

declare global {
  interface Window {
    readonly counterfoil?: CounterfoilBridge;
  }
}

/** The main process of the desktop till; null in a browser, and in a worker, which has no bridge of its own. */
export function findBridge(): CounterfoilBridge | null {
  return typeof window === 'undefined' ? null : (window.counterfoil ?? null);
}
