import {useEffect, useState} from 'react';
import {Button} from '../design/button.tsx';
import {formatDuration} from '../design/format-time.ts';
import {Notice} from '../design/notice.tsx';
import type {UplinkStatus} from '../uplink/uplink-status.ts';
import {connectionText} from './connection-text.ts';

/** A short outage is nobody's business: the banner waits this long. */
const bannerAfterMs = 40_000;
/** A machine's clock this far off is worth a manager's look, although the till counts by the server's time. */
const skewWorthSayingMs = 5 * 60_000;

export interface ConnectionNoticesProps {
  readonly status: UplinkStatus;
  readonly timeZone: string;
  readonly nowMs: () => number;
  /** Offers to enrol this till anew, where that would help; null where it is not the moment. */
  readonly onEnrolAgain: (() => void) | null;
}

/** What about the connection deserves a banner: a long outage, a refusal, a wrong clock. */
export function ConnectionNotices({status, timeZone, nowMs, onEnrolAgain}: ConnectionNoticesProps) {
  const isLong = useIsOlderThan(status, nowMs);
  const {state, skewMs} = status;
  const {label, detail} = connectionText(status, timeZone);
  return (
    <>
      {state === 'offline' && isLong && (
        <Notice tone="warn" title={label}>
          {detail}
        </Notice>
      )}
      {state === 'refused' && (
        <Notice
          tone="bad"
          title={label}
          actions={
            onEnrolAgain &&
            status.refusedReason !== 'wrong_server' && (
              <Button onPress={onEnrolAgain}>Enrol this till again</Button>
            )
          }
        >
          {detail}
        </Notice>
      )}
      {skewMs !== null && Math.abs(skewMs) > skewWorthSayingMs && (
        <Notice
          tone="warn"
          title={`This computer’s clock is ${formatDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead' : 'behind'}`}
        >
          The till counts by the server’s time, so offers and receipts are right. Ask a manager to set the
          clock.
        </Notice>
      )}
    </>
  );
}

function useIsOlderThan({state, sinceMs}: UplinkStatus, nowMs: () => number): boolean {
  const [isOld, setOld] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock is the same for the life of the till
  useEffect(() => {
    setOld(false);
    if (state !== 'offline') return;
    const timer = setTimeout(() => setOld(true), Math.max(0, sinceMs + bannerAfterMs - nowMs()));
    return () => clearTimeout(timer);
  }, [state, sinceMs]);
  return isOld;
}
