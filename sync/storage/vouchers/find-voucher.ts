import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db, Tx} from '../database.ts';
import {toVoucherRecord, type VoucherRecord} from './voucher-record.ts';

/** How a voucher is named: its code in normal form, or its id as typed. */
export interface VoucherName {
  readonly codeKey: string;
  readonly typed: string;
}

export async function findVoucher(
  db: Db,
  projectId: ProjectId,
  name: VoucherName,
): Promise<VoucherRecord | null> {
  const rows = await named(db, projectId, name).execute();
  return best(rows.map(toVoucherRecord), name);
}

/** The same, locked until the transaction ends. */
export async function lockVoucher(
  tx: Tx,
  projectId: ProjectId,
  name: VoucherName,
): Promise<VoucherRecord | null> {
  const rows = await named(tx, projectId, name).forUpdate().execute();
  return best(rows.map(toVoucherRecord), name);
}

/** Those of `ids` that there are, in any order. */
export async function findVouchers(
  db: Db,
  projectId: ProjectId,
  ids: readonly string[],
): Promise<readonly VoucherRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('voucher')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(eb => eb(eb.cast<string>('voucher_id', 'text'), 'in', [...new Set(ids)]))
    .execute();
  return rows.map(toVoucherRecord);
}

/** Should a code look like another voucher's id, the code wins. */
function best(found: readonly VoucherRecord[], name: VoucherName): VoucherRecord | null {
  return found.find(each => each.codeKey === name.codeKey) ?? found[0] ?? null;
}

function named(db: Db, projectId: ProjectId, {codeKey, typed}: VoucherName) {
  return db
    .selectFrom('voucher')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(eb => eb.or([eb('code_key', '=', codeKey), eb(eb.cast<string>('voucher_id', 'text'), '=', typed)]))
    .orderBy('voucher_id');
}
