import type {ProjectId, VoucherId} from '../../../shared/kernel/id.ts';
import {homeStoreOf} from '../../vouchers/home-store-of.ts';
import type {Tx} from '../database.ts';
import {toDateOrNull} from '../iso-time.ts';
import {jsonb} from '../jsonb.ts';
import type {VoucherRecord} from './voucher-record.ts';

/** Inserts those whose code is still free and answers their ids; of the others nothing is written. */
export async function insertVouchers(
  tx: Tx,
  projectId: ProjectId,
  vouchers: readonly VoucherRecord[],
): Promise<ReadonlySet<VoucherId>> {
  if (vouchers.length === 0) return new Set();
  const rows = await tx
    .insertInto('voucher')
    .values(vouchers.map(voucher => toRow(projectId, voucher)))
    .onConflict(conflict => conflict.doNothing())
    .returning('voucher_id')
    .execute();
  return new Set(rows.map(row => row.voucher_id));
}

function toRow(projectId: ProjectId, voucher: VoucherRecord) {
  return {
    project_id: projectId,
    voucher_id: voucher.id,
    code: voucher.code,
    code_key: voucher.codeKey,
    campaign_id: voucher.campaignId,
    type: voucher.discount === null ? ('GIFT_VOUCHER' as const) : ('DISCOUNT_VOUCHER' as const),
    discount: voucher.discount === null ? null : jsonb<unknown>(voucher.discount),
    gift: voucher.discount === null ? jsonb<unknown>({effect: voucher.giftEffect}) : null,
    uses_limit: voucher.usesLimit,
    category: voucher.category,
    starts_at: toDateOrNull(voucher.startsAt),
    ends_at: toDateOrNull(voucher.endsAt),
    windows: voucher.windows === null ? null : jsonb<unknown>(voucher.windows),
    active: voucher.active,
    additional_info: voucher.additionalInfo,
    metadata: jsonb(voucher.metadata),
    home_store: homeStoreOf(voucher.metadata),
    version: voucher.version,
    created_at: new Date(voucher.createdAt),
  };
}
