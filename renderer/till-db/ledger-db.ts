/**
 * The ledger database: what this till owns and nobody can give back. Every transaction is flushed to the disk
 * before it reports success (`strict`): Chromium's default lost most acknowledged commits in power cuts.
 *
 * Migrations only add; a version that shipped is never edited.
 */
import type {Dexie, Table} from 'dexie';
import type {Lease} from '../../shared/ledger/lease.ts';
import type {MetaRow, OperationKey} from '../till-ledger/ledger-store.ts';
import type {OperationRow} from '../till-ledger/operation-row.ts';
import type {StoredSale} from '../till-ledger/stored-sale.ts';
import type {VoidedSale} from '../till-ledger/voided-sale.ts';
import {newDexie} from './new-dexie.ts';

export type LedgerDb = Dexie & {
  readonly meta: Table<MetaRow, string>;
  readonly lease: Table<Lease, string>;
  readonly operation: Table<OperationRow, OperationKey>;
  readonly sale: Table<StoredSale, string>;
  readonly unshown: Table<{readonly saleId: string}, string>;
  readonly voided: Table<VoidedSale, string>;
  readonly usedOverride: Table<{readonly id: string}, string>;
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
  db.version(2).stores({
    operation: '[deviceId+epoch+sequence], id, state, outcome, kind',
    sale: 'id, receiptNumber, completedAtMs, operationId, orderId',
    voided: 'saleId',
    usedOverride: 'id',
  });
  return db as LedgerDb;
}
