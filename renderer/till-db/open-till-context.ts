/**
 * Wakes an enrolled till: who it is, what time it is, and its books in order.
 */
import type {CounterfoilBridge} from '../../shared/protocol/bridge.ts';
import {bridgeMonotonic, pageMonotonic} from '../clock/monotonic.ts';
import {tillClock} from '../clock/till-clock.ts';
import {tillKeys} from '../identity/till-keys.ts';
import {bridgeJournal} from '../journal/bridge-journal.ts';
import {originJournal} from '../journal/origin-journal.ts';
import type {TillIdentity} from '../till-ledger/identity.ts';
import {readKeptClock} from '../till-ledger/kept-clock.ts';
import {type Reconciliation, reconcileJournal, restoreFormer} from '../till-ledger/reconcile-journal.ts';
import {resumeIdentity} from '../till-ledger/save-enrolment.ts';
import {cryptoRandom} from './crypto-random.ts';
import {dexieLedger} from './dexie-ledger.ts';
import {dexieReplica} from './dexie-replica.ts';
import {enrolmentSecrets} from './enrolment-secrets.ts';
import type {TillDatabases} from './open-till-databases.ts';
import type {TillContext} from './till-context.ts';
import {webSeal} from './web-seal.ts';

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
  const ledger = dexieLedger(db.ledger);
  const secrets = enrolmentSecrets(db.ledger, bridge);
  const monotonic = bridge === null ? pageMonotonic() : await bridgeMonotonic(bridge);
  const clock = tillClock(monotonic, Date.now, await readKeptClock(db.ledger));
  const resumed = await resumeIdentity(ledger, secrets, {clock: clock.read(), random: cryptoRandom});
  if (resumed === null) return null;
  const {identity, recovered} = resumed;
  const journalOf = (enrolment: Pick<TillIdentity, 'deviceId' | 'epoch'>) =>
    bridge === null ? originJournal(enrolment) : bridgeJournal(bridge, enrolment);
  const journal = journalOf(identity);
  // A wiped browser has lost its key. The till sells on, and its first exchange says that it must be enrolled again.
  const sign = identity.keyId === undefined ? null : await tillKeys(db.name).signer(identity.keyId);
  const till: TillContext = {
    db,
    ledger,
    replica: dexieReplica(db.cache),
    identity,
    clock,
    journal,
    random: cryptoRandom,
    seal: webSeal(cryptoRandom),
    ...(sign !== null && {sign}),
  };
  const reconciliation = await reconcileJournal(till);
  // Before a wipe, earlier enrolments may have had something to send; only their journals know.
  for (let epoch = 1; recovered && epoch < identity.epoch; epoch += 1) {
    await restoreFormer(ledger, journalOf({...identity, epoch})).catch((error: unknown) =>
      console.error(`the journal of enrolment ${epoch}:`, error),
    );
  }
  return {till, reconciliation, recovered};
}
