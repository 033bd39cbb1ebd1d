/**
 * The ledger database: what this till owns and nobody can give back. Every transaction is flushed to the disk
 * before it reports success (`strict`): Chromium's default lost most acknowledged commits in power cuts.
 *
 * Migrations only add; a version that shipped is never edited.
 */
import type {Dexie, Table} from 'dexie';
import type {Lease} from '../../shared/ledger/lease.ts';
import type {OperationOutcome} from '../../shared/protocol/operation.ts';
import {newDexie} from './new-dexie.ts';
import type {StoredSale} from './stored-sale.ts';

/** `value` is parsed by the one file that owns the key. */
interface MetaRow {
  readonly key: string;
  readonly value: unknown;
}

/**
 * An operation on its way. `stranded`: made under an enrolment that is over, so this till can no longer send it.
 */
export interface OperationRow {
  readonly deviceId: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly id: string;
  readonly hash: string;
  readonly kind: 'sale' | 'lease-return';
  readonly receiptNumber: string | null;
  readonly madeAtMs: number;
  /** The operation as canonical JSON: what the hash covers is what is sent, whatever a later version would write. */
  readonly bytes: string;
  readonly state: 'queued' | 'acknowledged' | 'stranded';
  /** The till's count of attempts when this was queued; the difference to now is how often it was tried. */
  readonly attemptsBefore: number;
  readonly acknowledgedAtMs: number | null;
  readonly outcome: OperationOutcome | null;
  readonly detail: string | null;
}

type OperationKey = [deviceId: string, epoch: number, sequence: number];

export type LedgerDb = Dexie & {
  readonly meta: Table<MetaRow, string>;
  readonly lease: Table<Lease, string>;
  readonly operation: Table<OperationRow, OperationKey>;
  readonly sale: Table<StoredSale, string>;
  /** Sales that no screen has shown as completed yet. */
  readonly unshown: Table<{readonly saleId: string}, string>;
};

export function ledgerDb(name: string): LedgerDb {
  const db = newDexie(`${name}-ledger`, 'strict');
  db.version(1).stores({
    meta: 'key',
    lease: 'id, account',
    operation: '[deviceId+epoch+sequence], id, state, outcome',
    sale: 'id, receiptNumber, completedAtMs, operationId',
    unshown: 'saleId',
  });
  return db as LedgerDb;
}
