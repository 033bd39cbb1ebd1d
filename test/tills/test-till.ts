import type {Monotonic} from '../../renderer/clock/monotonic.ts';
import {tillClock} from '../../renderer/clock/till-clock.ts';
import {type Journal, noJournal} from '../../renderer/journal/journal.ts';
import {cryptoRandom} from '../../renderer/till-db/crypto-random.ts';
import {dexieLedger} from '../../renderer/till-db/dexie-ledger.ts';
import {dexieReplica} from '../../renderer/till-db/dexie-replica.ts';
import {dexieReplicaStore, readCursor} from '../../renderer/till-db/dexie-replica-store.ts';
import {openTillDatabases, type TillDatabases} from '../../renderer/till-db/open-till-databases.ts';
import type {TillContext} from '../../renderer/till-db/till-context.ts';
import {applyChanges} from '../../renderer/till-replica/apply-changes.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId} from '../../shared/kernel/id.ts';
import type {Document} from '../../shared/protocol/document.ts';
import {openingMs} from '../builders/facts.ts';
import {saveTestEnrolment} from './save-test-enrolment.ts';
import {stillMonotonic, testIdentity} from './test-identity.ts';

export interface TestTillGiven {
  readonly db?: TillDatabases;
  readonly deviceId?: DeviceId;
  readonly nowMs?: () => EpochMs;
  readonly journal?: Journal;
  readonly monotonic?: Monotonic;
}

/** An enrolled till on databases of its own, ten seconds into its life, with its wall clock right. */
export async function testTill(given: TestTillGiven = {}): Promise<TillContext> {
  const db = given.db ?? (await openTillDatabases(freshName()));
  const ledger = dexieLedger(db.ledger);
  const identity = testIdentity(given.deviceId);
  await saveTestEnrolment(ledger, identity);
  const wallMs = given.nowMs ?? (() => openingMs);
  const clock = tillClock(given.monotonic ?? stillMonotonic(), wallMs);
  const replica = dexieReplica(db.cache);
  return {db, ledger, replica, identity, clock, journal: given.journal ?? noJournal, random: cryptoRandom};
}

let names = 0;

/** A database name no other test uses, in this browser profile or process. */
export function freshName(): string {
  names += 1;
  return `test-${crypto.randomUUID()}-${names}`;
}

/** Puts documents into the cache by the way the feed takes. */
export async function publishTo(db: TillDatabases, documents: readonly Document[]): Promise<void> {
  const {position} = await readCursor(db.cache);
  const changes = documents.map((document, i) => ({
    deleted: false as const,
    position: position + i + 1,
    document,
  }));
  const next = position + documents.length;
  await applyChanges(dexieReplicaStore(db.cache), {changes, next, head: next}, position, openingMs);
}
