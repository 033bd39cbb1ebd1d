/**
 * Adds operations to the till's chain: the one way in which this till changes its own books.
 *
 * What is added is prepared on the head and the leases as read, and hashed outside the transaction (a transaction
 * of IndexedDB ends when anything else is awaited). Inside, both must be unchanged; otherwise another window was
 * faster, and it is prepared again.
 *
 * Always true:
 * - AO1 Operation, sale, leases, head and clock are kept together, flushed to the disk, or not at all.
 * - AO2 Sequences are gapless and each operation carries the hash of the one before.
 * - AO3 The journal has it too before `addOperation` resolves, or a fault is on record.
 */
import {canonicalJson} from '../../shared/kernel/canonical-json.ts';
import type {OperationId} from '../../shared/kernel/id.ts';
import type {Lease} from '../../shared/ledger/lease.ts';
import {hashOperation, type Operation, type OperationBody} from '../../shared/protocol/operation.ts';
import type {ClockReading} from '../clock/till-clock.ts';
import {dropCache} from './drop-cache.ts';
import {journalOperation} from './journal-operation.ts';
import {keepClock} from './kept-clock.ts';
import type {LedgerDb, OperationRow} from './ledger-db.ts';
import {type LedgerHead, ledgerHeadKey, readHead} from './ledger-head.ts';
import {LedgerWriteFailed, ledgerTrouble} from './ledger-write-failed.ts';
import {putMeta} from './meta.ts';
import type {SaleSurroundings} from './sale-surroundings.ts';
import type {StoredSale} from './stored-sale.ts';
import {readSyncState} from './sync-state.ts';
import type {TillContext} from './till-context.ts';

export interface LeaseChange {
  readonly before: Lease;
  readonly after: Lease;
}

export interface Addition {
  readonly ok: true;
  readonly id: OperationId;
  readonly body: OperationBody;
  readonly clock: ClockReading;
  readonly leases: readonly LeaseChange[];
  readonly sale: {
    readonly stored: StoredSale;
    readonly surroundings: SaleSurroundings;
    readonly receiptSequence: number;
  } | null;
}

/** More windows than a counter has, each faster every time. */
const MOST_TRIES = 100;

/**
 * Prepares and adds one operation; a refusal of `prepare` is handed back.
 * @throws LedgerWriteFailed when it could not be kept. Then nothing was.
 */
export async function addOperation<Refusal extends {readonly ok: false}>(
  till: TillContext,
  prepare: (head: LedgerHead) => Promise<Addition | Refusal>,
): Promise<Addition | Refusal> {
  try {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const [head, {attempts}] = await Promise.all([readHead(till.db.ledger), readSyncState(till.db.ledger)]);
      const prepared = await prepare(head);
      if (!prepared.ok) return prepared;
      const row = operationRow(till, head, attempts, prepared);
      if (await kept(till, head, prepared, row)) {
        await journalOperation(till, row, prepared.sale?.surroundings ?? null);
        return prepared;
      }
    }
  } catch (error) {
    if (error instanceof LedgerWriteFailed) throw error;
    throw new LedgerWriteFailed(ledgerTrouble(error), error);
  }
  throw new LedgerWriteFailed('failed', new Error(`overtaken ${MOST_TRIES} times`));
}

function operationRow(
  till: TillContext,
  head: LedgerHead,
  attemptsBefore: number,
  addition: Addition,
): OperationRow {
  const {deviceId, epoch} = till.identity;
  const sequence = head.sequence + 1;
  const content = {
    schemaVersion: 1 as const,
    id: addition.id,
    deviceId,
    epoch,
    sequence,
    previousHash: head.hash,
    clock: addition.clock,
    body: addition.body,
  };
  const operation: Operation = {...content, hash: hashOperation(content)};
  return {
    deviceId,
    epoch,
    sequence,
    id: operation.id,
    hash: operation.hash,
    kind: addition.body.kind,
    receiptNumber: addition.sale?.stored.receiptNumber ?? null,
    madeAtMs: addition.clock.correctedMs,
    bytes: canonicalJson(operation),
    state: 'queued',
    attemptsBefore,
    acknowledgedAtMs: null,
    outcome: null,
    detail: null,
  };
}

/** False when another window was faster. A full disk costs the cache, which can be had again; then once more. */
async function kept(till: TillContext, head: LedgerHead, addition: Addition, row: OperationRow) {
  try {
    return await commit(till, head, addition, row);
  } catch (error) {
    if (await isThere(till.db.ledger, row)) return true;
    if (ledgerTrouble(error) !== 'full') throw error;
    await dropCache(till.db.cache);
    return commit(till, head, addition, row);
  }
}

/** After some errors IndexedDB has committed all the same: what is in the books counts, not what was reported. */
async function isThere(ledger: LedgerDb, row: OperationRow): Promise<boolean> {
  try {
    const found = await ledger.operation.get([row.deviceId, row.epoch, row.sequence]);
    return found?.hash === row.hash;
  } catch {
    return false;
  }
}

function commit(
  till: TillContext,
  head: LedgerHead,
  addition: Addition,
  row: OperationRow,
): Promise<boolean> {
  const {ledger} = till.db;
  const {meta, lease, operation, sale, unshown} = ledger;
  return ledger.transaction('rw', [meta, lease, operation, sale, unshown], async () => {
    const [foundHead, foundLeases] = await Promise.all([
      readHead(ledger),
      lease.bulkGet(addition.leases.map(change => change.before.id)),
    ]);
    if (!same(foundHead, head)) return false;
    if (!addition.leases.every((change, i) => same(foundLeases[i], change.before))) return false;
    const receiptSequence = addition.sale?.receiptSequence ?? head.receiptSequence;
    // All at once: the transaction takes them in this order, and each answer would be a trip to another process.
    await Promise.all([
      lease.bulkPut(addition.leases.map(change => change.after)),
      operation.add(row),
      addition.sale === null ? null : sale.add(addition.sale.stored),
      addition.sale === null ? null : unshown.add({saleId: addition.sale.stored.id}),
      putMeta(ledger, ledgerHeadKey, {sequence: row.sequence, hash: hashOf(row), receiptSequence}),
      keepClock(ledger, till.clock),
    ]);
    return true;
  });
}

function hashOf(row: OperationRow): Operation['hash'] {
  return row.hash as Operation['hash'];
}

function same(found: unknown, expected: unknown): boolean {
  return found !== undefined && canonicalJson(found) === canonicalJson(expected);
}
