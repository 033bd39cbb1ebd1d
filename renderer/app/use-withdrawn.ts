import {useEffect} from 'react';
import type {TillContext} from '../till-db/till-context.ts';
import {endRevoked} from '../till-ledger/end-revoked.ts';
import type {UplinkStatus} from '../uplink/uplink-status.ts';

/** Long enough to hand over the change and the receipt of the last sale. */
const patienceMs = 15_000;

/**
 * Calls `onWithdrawn` when a manager withdrew this till and it was emptied: at once where nobody is signed in, else when
 * no order was open for a while, and never before the server has what was sold.
 */
export function useWithdrawn(
  till: TillContext,
  {refusedReason, queued}: UplinkStatus,
  {isSignedIn, isOrderOpen}: {readonly isSignedIn: boolean; readonly isOrderOpen: boolean},
  onWithdrawn: () => void,
): void {
  const isDue = refusedReason === 'till_revoked' && queued === 0 && !isOrderOpen;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the callback is made anew at each drawing
  useEffect(() => {
    if (!isDue) return;
    const end = (): void => {
      endRevoked(till)
        .then(isOver => {
          if (isOver) onWithdrawn();
        })
        .catch((error: unknown) => console.error('a withdrawn till was not emptied:', error));
    };
    const timer = setTimeout(end, isSignedIn ? patienceMs : 0);
    return () => clearTimeout(timer);
  }, [isDue, isSignedIn, till]);
}
