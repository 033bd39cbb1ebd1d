import type {Monotonic} from '../../renderer/clock/monotonic.ts';
import {tillClock} from '../../renderer/clock/till-clock.ts';
import {type Journal, noJournal} from '../../renderer/journal/journal.ts';
import {applyChanges, readCursor} from '../../renderer/till-db/apply-changes.ts';
import {cryptoRandom} from '../../renderer/till-db/crypto-random.ts';
import {saveEnrolment, type TillIdentity} from '../../renderer/till-db/identity.ts';
import {openTillDatabases, type TillDatabases} from '../../renderer/till-db/open-till-databases.ts';
import type {TillContext} from '../../renderer/till-db/till-context.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId} from '../../shared/kernel/id.ts';
import type {Document} from '../../shared/protocol/document.ts';
import {openingMs} from '../builders/facts.ts';

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
  const identity = testIdentity(given.deviceId);
  await saveEnrolment(db, identity);
  const wallMs = given.nowMs ?? (() => openingMs);
  const clock = tillClock(given.monotonic ?? stillMonotonic(), wallMs);
  return {db, identity, clock, journal: given.journal ?? noJournal, random: cryptoRandom};
}

let names = 0;

/** A database name no other test uses, in this browser profile or process. */
export function freshName(): string {
  names += 1;
  return `test-${crypto.randomUUID()}-${names}`;
}

export function testIdentity(deviceId: DeviceId = 'till_one'): TillIdentity {
  return {
    deviceId,
    epoch: 1,
    projectId: 'proj_test',
    projectName: 'Test',
    storeId: 'store_one',
    storeName: 'Store One',
    tillName: 'Till 3',
    tillNumber: 3,
    serverUrl: 'http://server.test',
  };
}

/** Stands still until a test moves it. */
export function stillMonotonic(bootId: string | null = null): Monotonic & {atMs: number} {
  const monotonic = {atMs: 10_000, bootId, nowMs: () => monotonic.atMs, refresh: async () => undefined};
  return monotonic;
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
  await applyChanges(db.cache, {changes, next, head: next}, position, openingMs);
}
