import {type KeptClock, keptClockSchema, type TillClock} from '../clock/till-clock.ts';
import type {LedgerDb} from './ledger-db.ts';
import {type MetaKey, putMeta, readMeta} from './meta.ts';

const keptClockKey: MetaKey<KeptClock> = {key: 'clock', schema: keptClockSchema};

export function readKeptClock(ledger: LedgerDb): Promise<KeptClock | null> {
  return readMeta(ledger, keptClockKey);
}

/** Keeps what the clock knows, for the next start. Joins a transaction over `meta` that is open. */
export function keepClock(ledger: LedgerDb, clock: TillClock): Promise<void> {
  return putMeta(ledger, keptClockKey, clock.keep());
}
