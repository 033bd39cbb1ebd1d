import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';
import {toDateOrNull} from '../iso-time.ts';
import type {VoucherRecord} from './voucher-record.ts';

/** Writes a locked voucher's switch and version back. */
export async function updateVoucher(
  tx: Tx,
  projectId: ProjectId,
  voucher: Pick<VoucherRecord, 'id' | 'active' | 'version' | 'updatedAt'>,
): Promise<void> {
  await tx
    .updateTable('voucher')
    .set({active: voucher.active, version: voucher.version, updated_at: toDateOrNull(voucher.updatedAt)})
    .where('project_id', '=', projectId)
    .where('voucher_id', '=', voucher.id)
    .execute();
}
