/** What the windows of one device tell each other about the uplink. */
import type {UplinkStatus} from './uplink-status.ts';

export type WindowWord =
  /** From the leader, whenever something changed. */
  | {readonly kind: 'status'; readonly status: UplinkStatus}
  /** A window opened and wants to know. */
  | {readonly kind: 'hello'}
  /** There is something to send. */
  | {readonly kind: 'nudge'};

export interface Windows {
  say(word: WindowWord): void;
  close(): void;
}

/** Same origin and same build on both sides, so words are not parsed. */
export function windowChannel(name: string, hear: (word: WindowWord) => void): Windows {
  if (typeof BroadcastChannel === 'undefined') return {say: () => undefined, close: () => undefined};
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event: MessageEvent<WindowWord>) => hear(event.data);
  return {
    say: word => channel.postMessage(word),
    close() {
      channel.onmessage = null;
      channel.close();
    },
  };
}
