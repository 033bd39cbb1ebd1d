import {type KeptClock, keptClockSchema, type TillClock} from '../clock/till-clock.ts';
import type {MetaRows} from './ledger-store.ts';
import {type MetaKey, putMeta, readMeta} from './meta.ts';

const keptClockKey: MetaKey<KeptClock> = {key: 'clock', schema: keptClockSchema};

export function readKeptClock(rows: MetaRows): Promise<KeptClock | null> {
  return readMeta(rows, keptClockKey);
}

/** Keeps what the clock knows, for the next start.  */
export function keepClock(rows: MetaRows, clock: TillClock): Promise<void> {
  return putMeta(rows, keptClockKey, clock.keep());
}
