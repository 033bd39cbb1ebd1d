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
 * - AO3 Nothing is added under an enrolment that is over.
 * - AO4 The journal has it too before `addOperation` resolves, or a fault is on record.
 */
import {canonicalJson} from '../../shared/kernel/canonical-json.ts';
import type {OperationId} from '../../shared/kernel/id.ts';
import type {Draw} from '../../shared/ledger/draw.ts';
import type {Lease} from '../../shared/ledger/lease.ts';
import type {OperationBody} from '../../shared/protocol/operation.ts';
import type {ClockReading} from '../clock/till-clock.ts';
import {type Demand, demandAfter, demandKey} from './demand.ts';
import {isSameEnrolment, readIdentity} from './identity.ts';
import {journalOperation} from './journal-operation.ts';
import {keepClock} from './kept-clock.ts';
import {type LedgerHead, ledgerHeadKey, readHead} from './ledger-head.ts';
import type {LedgerRows, LedgerStore} from './ledger-store.ts';
import {EnrolledAnew, LedgerWriteFailed, ledgerTrouble} from './ledger-write-failed.ts';
import {putMeta, readMeta} from './meta.ts';
import {type ChainedOperation, newOperation} from './new-operation.ts';
import type {OperationRow} from './operation-row.ts';
import type {SaleSurroundings} from './sale-surroundings.ts';
import type {StoredSale} from './stored-sale.ts';
import {readSyncState} from './sync-state.ts';
import type {Till} from './till.ts';
import type {VoidedSale} from './voided-sale.ts';

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
  /** What is taken back of a sale, with this. It changes only with the head, which is compared. */
  readonly voided?: VoidedSale;
  /** What it drew, for the demand of the till. */
  readonly draws?: readonly Draw[];
  /** Overrides that it uses up; one that was used already makes it fail. */
  readonly overrides?: readonly string[];
}

/** More windows than a counter has, each faster every time. */
const MOST_TRIES = 100;

/**
 * Prepares and adds one operation; a refusal of `prepare` is handed back.
 * @throws LedgerWriteFailed when it could not be kept. Then nothing was.
 */
export async function addOperation<Refusal extends {readonly ok: false}>(
  till: Till,
  prepare: (head: LedgerHead) => Promise<Addition | Refusal>,
): Promise<Addition | Refusal> {
  try {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const [head, {attempts}] = await Promise.all([readHead(till.ledger), readSyncState(till.ledger)]);
      const prepared = await prepare(head);
      if (!prepared.ok) return prepared;
      const receiptSequence = prepared.sale?.receiptSequence ?? head.receiptSequence;
      const sent = {attemptsBefore: attempts, receiptSequence};
      const added = newOperation(till.identity, head, prepared, sent);
      if (await kept(till, head, prepared, added)) {
        await journalOperation(till, added.row, prepared.sale?.surroundings ?? null);
        return prepared;
      }
    }
  } catch (error) {
    if (error instanceof LedgerWriteFailed) throw error;
    throw new LedgerWriteFailed(ledgerTrouble(error), error);
  }
  throw new LedgerWriteFailed('failed', new Error(`overtaken ${MOST_TRIES} times`));
}

/** False when another window was faster. A full disk costs the cache, which can be had again; then once more. */
async function kept(till: Till, head: LedgerHead, addition: Addition, added: ChainedOperation) {
  try {
    return await commit(till, head, addition, added);
  } catch (error) {
    if (await isThere(till.ledger, added.row)) return true;
    if (ledgerTrouble(error) !== 'full') throw error;
    await till.replica.drop();
    return commit(till, head, addition, added);
  }
}

/** After some errors IndexedDB has committed all the same: what is in the books counts, not what was reported. */
async function isThere(ledger: LedgerStore, row: OperationRow): Promise<boolean> {
  try {
    const found = await ledger.operation.get([row.deviceId, row.epoch, row.sequence]);
    return found?.hash === row.hash;
  } catch {
    return false;
  }
}

function commit(till: Till, head: LedgerHead, addition: Addition, added: ChainedOperation): Promise<boolean> {
  const kinds = ['meta', 'lease', 'operation', 'sale', 'unshown', 'voided', 'usedOverride'] as const;
  return till.ledger.write(kinds, async rows => {
    const [identity, foundHead, foundLeases] = await Promise.all([
      readIdentity(rows),
      readHead(rows),
      rows.lease.getMany(addition.leases.map(change => change.before.id)),
    ]);
    if (identity === null || !isSameEnrolment(identity, till.identity)) throw new EnrolledAnew();
    if (!same(foundHead, head)) return false;
    if (!addition.leases.every((change, i) => same(foundLeases[i], change.before))) return false;
    const demand = await demandOf(rows, addition);
    // All at once: the transaction takes them in this order, and each answer would be a trip to another process.
    await Promise.all([
      rows.lease.putMany(addition.leases.map(change => change.after)),
      rows.operation.add(added.row),
      addition.sale === null ? null : rows.sale.add(addition.sale.stored),
      addition.sale === null ? null : rows.unshown.add({saleId: addition.sale.stored.id}),
      addition.voided === undefined ? null : rows.voided.put(addition.voided),
      ...(addition.overrides ?? []).map(id => rows.usedOverride.add({id})),
      putMeta(rows, ledgerHeadKey, added.head),
      demand === null ? null : putMeta(rows, demandKey, demand),
      keepClock(rows, till.clock),
    ]);
    return true;
  });
}

/** Null when nothing was drawn that could be asked for. */
async function demandOf(
  rows: Pick<LedgerRows, 'meta'>,
  {draws = [], clock}: Addition,
): Promise<Demand | null> {
  if (draws.length === 0) return null;
  return demandAfter((await readMeta(rows, demandKey)) ?? [], draws, clock.correctedMs);
}

function same(found: unknown, expected: unknown): boolean {
  return found !== undefined && canonicalJson(found) === canonicalJson(expected);
}
