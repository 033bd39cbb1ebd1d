/** The kinds of rows of a till's ledger in memory, with their keys and indexes as IndexedDB has them. */
import type {LedgerRows, MetaRow, OperationKey} from '../../renderer/till-ledger/ledger-store.ts';
import type {OperationRow} from '../../renderer/till-ledger/operation-row.ts';
import type {StoredSale} from '../../renderer/till-ledger/stored-sale.ts';
import type {VoidedSale} from '../../renderer/till-ledger/voided-sale.ts';
import type {Lease} from '../../shared/ledger/lease.ts';
import {accessRows, type RowAccess, type RowTable, rowTable} from './memory-rows.ts';

export interface LedgerTables {
  readonly meta: RowTable<MetaRow, string>;
  readonly lease: RowTable<Lease, string>;
  readonly operation: RowTable<OperationRow, OperationKey>;
  readonly sale: RowTable<StoredSale, string>;
  readonly unshown: RowTable<{readonly saleId: string}, string>;
  readonly voided: RowTable<VoidedSale, string>;
  readonly usedOverride: RowTable<{readonly id: string}, string>;
}

export function emptyTables(): LedgerTables {
  return {
    meta: rowTable({keyOf: row => row.key, indexes: {}}),
    lease: rowTable({keyOf: row => row.id, indexes: {account: row => row.account}}),
    operation: rowTable({
      keyOf: row => [row.deviceId, row.epoch, row.sequence],
      indexes: {
        id: row => row.id,
        state: row => row.state,
        outcome: row => row.outcome,
        kind: row => row.kind,
      },
    }),
    sale: rowTable({
      keyOf: row => row.id,
      indexes: {operationId: row => row.operationId, orderId: row => row.orderId},
    }),
    unshown: rowTable({keyOf: row => row.saleId, indexes: {}}),
    voided: rowTable({keyOf: row => row.saleId, indexes: {}}),
    usedOverride: rowTable({keyOf: row => row.id, indexes: {}}),
  };
}

export function copyTables(tables: LedgerTables): LedgerTables {
  return {
    meta: tables.meta.copy(),
    lease: tables.lease.copy(),
    operation: tables.operation.copy(),
    sale: tables.sale.copy(),
    unshown: tables.unshown.copy(),
    voided: tables.voided.copy(),
    usedOverride: tables.usedOverride.copy(),
  };
}

export function ledgerAccess(tables: LedgerTables, access: RowAccess): LedgerRows {
  return {
    meta: accessRows(tables.meta, access),
    lease: accessRows(tables.lease, access),
    operation: accessRows(tables.operation, access),
    sale: accessRows(tables.sale, access),
    unshown: accessRows(tables.unshown, access),
    voided: accessRows(tables.voided, access),
    usedOverride: accessRows(tables.usedOverride, access),
  };
}
