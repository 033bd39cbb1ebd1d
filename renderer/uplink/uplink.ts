import type {StoreApi} from 'zustand/vanilla';
import type {UplinkStatus} from './uplink-status.ts';
import type {Want, WantAnswer} from './want.ts';

/** What the rest of the till may ask of its uplink. */
export interface Uplink {
  readonly status: StoreApi<UplinkStatus>;
  /** Asks for leases now; at once when offline. What was granted is in the ledger when it resolves. */
  want(wants: readonly Want[]): Promise<WantAnswer>;
  /** Resolves when everything published before the call is here, or cannot be had now. */
  pullNow(): Promise<void>;
  /** Asks for a code that this till does not replicate; resolves when it is here, or cannot be had now. */
  findCode(code: string): Promise<void>;
  /** Asks for the leases this till should hold for its store; at sign-in. */
  prepare(): void;
  /** There is something to send: a sale was completed. */
  nudge(): void;
  stop(): void;
}
