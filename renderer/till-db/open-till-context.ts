/**
 * Wakes an enrolled till: who it is, what time it is, and its books in order.
 */
import type {CounterfoilBridge} from '../../shared/protocol/bridge.ts';
import {bridgeMonotonic, pageMonotonic} from '../clock/monotonic.ts';
import {tillClock} from '../clock/till-clock.ts';
import {bridgeJournal} from '../journal/bridge-journal.ts';
import {originJournal} from '../journal/origin-journal.ts';
import {cryptoRandom} from './crypto-random.ts';
import {enrolmentSecrets} from './enrolment-secrets.ts';
import {readIdentity, recoverIdentity} from './identity.ts';
import {readKeptClock} from './kept-clock.ts';
import type {TillDatabases} from './open-till-databases.ts';
import {type Reconciliation, reconcileJournal} from './reconcile-journal.ts';
import type {TillContext} from './till-context.ts';

export interface OpenedTill {
  readonly till: TillContext;
  readonly reconciliation: Reconciliation;
  /** The ledger was empty, and the machine still knew who this till is. */
  readonly recovered: boolean;
}

/** Null when this machine is not enrolled. `bridge` is `findBridge()`. */
export async function openTillContext(
  db: TillDatabases,
  bridge: CounterfoilBridge | null,
): Promise<OpenedTill | null> {
  const known = await readIdentity(db);
  const identity = known ?? (await recoverIdentity(db, enrolmentSecrets(db.ledger, bridge)));
  if (identity === null) return null;
  const monotonic = bridge === null ? pageMonotonic() : await bridgeMonotonic(bridge);
  const clock = tillClock(monotonic, Date.now, await readKeptClock(db.ledger));
  const journal = bridge === null ? originJournal(identity) : bridgeJournal(bridge, identity);
  const till: TillContext = {db, identity, clock, journal, random: cryptoRandom};
  return {till, reconciliation: await reconcileJournal(till), recovered: known === null};
}
