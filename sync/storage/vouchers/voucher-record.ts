import type {Selectable} from 'kysely';
import {z} from 'zod';
import {type DiscountWire, discountWire} from '../../../shared/api/discount-body.ts';
import {type GiftEffect, giftEffects} from '../../../shared/api/voucher-body.ts';
import {type WindowsWire, windowsWire} from '../../../shared/api/windows-body.ts';
import type {CampaignId, VoucherId} from '../../../shared/kernel/id.ts';
import type {Metadata} from '../../../shared/kernel/metadata.ts';
import {isoTime, isoTimeOrNull} from '../iso-time.ts';
import type {Database} from '../tables.ts';

const giftColumn = z.object({effect: z.enum(giftEffects)}).nullable();

/** A voucher as kept. What is left of it is in the ledger: `v:<id>:uses` and `g:<id>:balance`. */
export interface VoucherRecord {
  readonly id: VoucherId;
  readonly code: string;
  /** The code in normal form, unique in the project. */
  readonly codeKey: string;
  readonly campaignId: CampaignId | null;
  /** null for a gift card. */
  readonly discount: DiscountWire | null;
  /** Where a gift card's credits go. */
  readonly giftEffect: GiftEffect;
  readonly usesLimit: number | null;
  readonly category: string | null;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  /** What recurs, as it was sent; null for nothing. */
  readonly windows: WindowsWire | null;
  readonly active: boolean;
  readonly additionalInfo: string | null;
  readonly metadata: Metadata;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string | null;
}

export function toVoucherRecord(row: Selectable<Database['voucher']>): VoucherRecord {
  return {
    id: row.voucher_id,
    code: row.code,
    codeKey: row.code_key,
    campaignId: row.campaign_id,
    discount: discountWire.nullable().parse(row.discount),
    giftEffect: giftColumn.parse(row.gift)?.effect ?? 'APPLY_TO_ORDER',
    usesLimit: row.uses_limit,
    category: row.category,
    startsAt: isoTimeOrNull(row.starts_at),
    endsAt: isoTimeOrNull(row.ends_at),
    windows: windowsWire.nullable().parse(row.windows),
    active: row.active,
    additionalInfo: row.additional_info,
    metadata: row.metadata,
    version: row.version,
    createdAt: isoTime(row.created_at),
    updatedAt: isoTimeOrNull(row.updated_at),
  };
}
