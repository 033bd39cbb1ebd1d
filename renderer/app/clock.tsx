import {useEffect, useState} from 'react';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {formatClock} from '../design/format-time.ts';
import styles from './clock.module.css';

/** The till's time, in the shop's zone. */
export function Clock({nowMs, timeZone}: {readonly nowMs: () => EpochMs; readonly timeZone: string}) {
  const [text, setText] = useState(() => formatClock(nowMs(), timeZone));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the till's clock is one for the life of the page
  useEffect(() => {
    const timer = setInterval(() => setText(formatClock(nowMs(), timeZone)), 1000);
    return () => clearInterval(timer);
  }, [timeZone]);
  return (
    <time className={styles['clock']} title="Time of the till">
      {text}
    </time>
  );
}
