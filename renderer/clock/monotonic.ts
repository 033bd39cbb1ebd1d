/**
 * Time that nobody can set: only differences of it mean something, and only while `bootId` is the same.
 */

import type {CounterfoilBridge} from '../../shared/protocol/bridge.ts';
import {askBridge} from '../bridge/ask-bridge.ts';

export interface Monotonic {
  /** Readings of two starts may be compared when this is equal. Null: this page only. */
  readonly bootId: string | null;
  nowMs(): number;
  /** Catches up with a machine that slept, where the source can tell. Never goes back. */
  refresh(): Promise<void>;
}

/** A browser: counts from the start of the page, and on some systems stands still while the machine sleeps. */
export function pageMonotonic(): Monotonic {
  return {bootId: null, nowMs: () => performance.now(), refresh: () => Promise.resolve()};
}

/** The desktop till: main's uptime counts sleep and survives a restart of the till. */
export async function bridgeMonotonic(bridge: CounterfoilBridge): Promise<Monotonic> {
  const {bootId, uptimeMs} = await askBridge(bridge, 'app:info', undefined);
  let offsetMs = uptimeMs - performance.now();
  return {
    bootId,
    nowMs: () => performance.now() + offsetMs,
    async refresh() {
      const info = await askBridge(bridge, 'app:info', undefined);
      offsetMs = Math.max(offsetMs, info.uptimeMs - performance.now());
    },
  };
}
