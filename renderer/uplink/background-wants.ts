import {demandWants} from '../till-ledger/demand.ts';
import type {Asked} from '../till-ledger/exchange-request.ts';
import type {Till} from '../till-ledger/till.ts';

/** What the server could not give a moment ago it can hardly give now. */
const ASK_AGAIN_MS = 5 * 60_000;

export interface BackgroundWants {
  /** What to ask for beside the queue. */
  now(): Promise<Asked['wants']>;
  /** The server heard of them. */
  heard(wants: Asked['wants']): void;
}

/** Asks by demand, for each account once in a while. */
export function backgroundWants({ledger, clock}: Till): BackgroundWants {
  const askedAtMs = new Map<string, number>();
  const isDue = (account: string) => {
    const atMs = askedAtMs.get(account);
    return atMs === undefined || clock.monotonic.nowMs() - atMs >= ASK_AGAIN_MS;
  };
  return {
    now: async () => (await demandWants(ledger, clock.nowMs())).filter(({account}) => isDue(account)),
    heard(wants) {
      for (const {account} of wants) askedAtMs.set(account, clock.monotonic.nowMs());
    },
  };
}
