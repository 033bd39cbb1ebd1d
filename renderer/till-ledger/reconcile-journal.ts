/**
 * Brings ledger and journal together at start. Whoever has more gives it to the other.
 *
 * A journal that is ahead means that the browser's storage was wiped or evicted: operations, sales, counts of
 * leases and receipt numbers come back from it, and are offered to the server again, which drops what it has. A
 * ledger that is ahead means that the till died between the two writes.
 */

import {contentHashSchema} from '../../shared/kernel/content-hash.ts';
import type {Lease} from '../../shared/ledger/lease.ts';
import type {JournalRecord} from '../../shared/protocol/bridge.ts';
import {hashOperation, type Operation, operationSchema} from '../../shared/protocol/operation.ts';
import type {Journal} from '../journal/journal.ts';
import {describeSale} from './describe-sale.ts';
import {type JournalBody, journalBodySchema} from './journal-body.ts';
import {fillJournal, noteFault, readJournalGap} from './journal-operation.ts';
import {type LedgerHead, ledgerHeadKey, readHead} from './ledger-head.ts';
import type {LedgerRows, LedgerStore} from './ledger-store.ts';
import {putMeta} from './meta.ts';
import type {OperationRow} from './operation-row.ts';
import type {StoredSale} from './stored-sale.ts';
import type {Till} from './till.ts';
import {rolledBackAfter, voidedAfter} from './voided-sale.ts';

export interface Reconciliation {
  /** Operations that came back from the journal. */
  readonly restored: number;
  /** Records that could not be read back: altered, or of a newer version. */
  readonly unreadable: number;
  /** In words, what is wrong with the journal; null when nothing is. */
  readonly fault: string | null;
}

type Books = Pick<Till, 'ledger' | 'journal' | 'identity'>;

/** Never rejects because of the journal: a till without its second copy still sells, and says so. */
export async function reconcileJournal(books: Books): Promise<Reconciliation> {
  const {ledger, identity} = books;
  if (books.journal.kind === 'none') return {restored: 0, unreadable: 0, fault: null};
  const report = await bringTogether(books).catch((error: unknown) => ({
    restored: 0,
    unreadable: 0,
    fault: error instanceof Error ? error.message : String(error),
  }));
  const {fault} = report;
  const answer =
    fault === null ? {ok: true as const} : {ok: false as const, code: 'failed' as const, message: fault};
  const {sequence} = await readHead(ledger);
  await noteFault(ledger, answer, {...identity, after: sequence});
  return report;
}

async function bringTogether(books: Books): Promise<Reconciliation> {
  const {ledger} = books;
  const before = await readHead(ledger);
  let restored = 0;
  let unreadable = 0;
  for (let after = Math.max(0, before.sequence - 1); ; ) {
    const page = await books.journal.read(after);
    if (!page.ok) return {restored, unreadable, fault: page.message};
    if (forked(before, page.records)) return {restored, unreadable, fault: forkedText(before)};
    const found = page.records.filter(record => record.seq > before.sequence).map(readRecord);
    const sound = found.filter(record => record !== null);
    await restore(ledger, sound);
    restored += sound.length;
    unreadable += found.length - sound.length;
    const last = page.records.at(-1);
    if (page.more && last !== undefined) {
      after = last.seq;
      continue;
    }
    const complete = Math.min(
      page.headSequence,
      (await readJournalGap(ledger, books.identity)) ?? page.headSequence,
    );
    if (complete < before.sequence) {
      const filled = await fillJournal(books, complete, before.sequence);
      if (!filled.ok)
        return {restored, unreadable, fault: 'the journal does not take the missing operations'};
    }
    const fault = page.damage.length === 0 ? null : `the journal is damaged: ${page.damage.join(', ')}`;
    return {restored, unreadable, fault};
  }
}

/**
 * After a wipe, brings back what earlier enrolments of this device may have left unsent, each from its own journal. Their
 * chains and leases are over: only operations and sales come back. @returns how many operations.
 */
export async function restoreFormer(ledger: LedgerStore, journal: Journal): Promise<number> {
  let restored = 0;
  for (let after = 0; ; ) {
    const page = await journal.read(after);
    if (!page.ok) return restored;
    const sound = page.records.map(readRecord).filter(record => record !== null);
    restored += await restoreLate(ledger, sound);
    const last = page.records.at(-1);
    if (!page.more || last === undefined) return restored;
    after = last.seq;
  }
}

function restoreLate(ledger: LedgerStore, records: readonly ReadRecord[]): Promise<number> {
  return ledger.write(['operation', 'sale', 'voided', 'usedOverride'], async rows => {
    let restored = 0;
    for (const record of records) {
      const row = restoredRow(record);
      if ((await rows.operation.get([row.deviceId, row.epoch, row.sequence])) !== undefined) continue;
      await rows.operation.put(row);
      const stored = restoredSale(record);
      if (stored !== null) await rows.sale.put(stored);
      await restoreUses(rows, record);
      restored += 1;
    }
    return restored;
  });
}

/** The same number with another hash: this till's storage was rolled back, or copied to a second machine. */
function forked(head: LedgerHead, records: readonly JournalRecord[]): boolean {
  return records.some(record => record.seq === head.sequence && record.hash !== head.hash);
}

function forkedText(head: LedgerHead): string {
  return `the journal has another operation ${head.sequence} than the ledger: a restored or copied till`;
}

interface ReadRecord {
  readonly operation: Operation;
  readonly body: JournalBody;
}

/** Null for what is not an operation whose hash is its own. */
function readRecord(record: JournalRecord): ReadRecord | null {
  try {
    const body = journalBodySchema.parse(JSON.parse(record.body));
    const operation = operationSchema.parse(JSON.parse(body.bytes));
    const {hash, ...content} = operation;
    return hash === record.hash && hashOperation(content) === hash ? {operation, body} : null;
  } catch {
    return null;
  }
}

function restore(ledger: LedgerStore, records: readonly ReadRecord[]): Promise<void> {
  const kinds = ['meta', 'lease', 'operation', 'sale', 'voided', 'usedOverride'] as const;
  return ledger.write(kinds, async rows => {
    let head = await readHead(rows);
    for (const record of records) {
      const row = restoredRow(record);
      // Another window may have brought it back already, and more has happened since.
      if (row.sequence <= head.sequence) continue;
      const stored = restoredSale(record);
      await rows.operation.put(row);
      if (stored !== null) await rows.sale.put(stored);
      await restoreUses(rows, record);
      for (const counted of record.body.leases) {
        await rows.lease.put(furthest(await rows.lease.get(counted.id), counted));
      }
      const receiptSequence = Math.max(head.receiptSequence, receiptSequenceOf(row.receiptNumber));
      head = {sequence: row.sequence, hash: contentHashSchema.parse(row.hash), receiptSequence};
    }
    await putMeta(rows, ledgerHeadKey, head);
  });
}

/** What was taken back, and which overrides are used up: neither may happen again. */
async function restoreUses(
  {voided, usedOverride}: Pick<LedgerRows, 'voided' | 'usedOverride'>,
  {operation: {body}}: ReadRecord,
): Promise<void> {
  if (body.kind === 'void') {
    const before = (await voided.get(body.void.saleId)) ?? null;
    await voided.put(voidedAfter(before, body.void));
  }
  if (body.kind === 'rollback-seen' && body.saleId !== null) {
    const before = (await voided.get(body.saleId)) ?? null;
    await voided.put(rolledBackAfter(before, body.saleId, body.rollback));
  }
  if (body.kind !== 'sale') return;
  for (const {id} of body.sale.overrides ?? []) await usedOverride.put({id});
}

function restoredRow({operation, body}: ReadRecord): OperationRow {
  const {deviceId, epoch, sequence, id, hash} = operation;
  return {
    deviceId,
    epoch,
    sequence,
    id,
    hash,
    kind: operation.body.kind,
    receiptNumber: operation.body.kind === 'sale' ? operation.body.sale.receiptNumber : null,
    madeAtMs: operation.clock.correctedMs,
    bytes: body.bytes,
    state: 'queued',
    attemptsBefore: 0,
    acknowledgedAtMs: null,
    outcome: null,
    detail: null,
  };
}

function restoredSale({operation, body}: ReadRecord): StoredSale | null {
  if (operation.body.kind !== 'sale' || body.surroundings === null) return null;
  const made = {operationId: operation.id, completedAtMs: operation.clock.correctedMs};
  return describeSale(operation.body.sale, made, body.surroundings);
}

/** Counters only grow, so the larger of two is the later. */
function furthest(known: Lease | undefined, counted: Lease): Lease {
  if (known === undefined) return counted;
  return {
    ...(known.granted > counted.granted ? known : counted),
    granted: Math.max(known.granted, counted.granted),
    consumed: Math.max(known.consumed, counted.consumed),
    refunded: Math.max(known.refunded, counted.refunded),
    returned: Math.max(known.returned, counted.returned),
  };
}

function receiptSequenceOf(receiptNumber: string | null): number {
  const running = receiptNumber?.slice(receiptNumber.lastIndexOf('-') + 1) ?? '';
  return /^\d+$/.test(running) ? Number(running) : 0;
}
