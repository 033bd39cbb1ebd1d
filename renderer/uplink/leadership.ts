/**
 * Which window of a device talks to the server: the one that holds the lock. The browser gives it to the next when
 * that window closes or crashes. Two leaders would be safe, only wasteful.
 */
export type Leadership = (lead: () => Promise<void>, signal: AbortSignal) => void;

export function webLockLeadership(name: string): Leadership {
  return (lead, signal) => {
    if (typeof navigator === 'undefined' || navigator.locks === undefined) {
      void lead();
      return;
    }
    navigator.locks
      .request(name, {signal}, () => lead())
      .catch((error: unknown) => {
        if (!signal.aborted) console.error('the uplink lock:', error);
      });
  };
}
