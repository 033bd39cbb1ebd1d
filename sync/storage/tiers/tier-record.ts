import type {Selectable} from 'kysely';
import {type DiscountWire, discountWire} from '../../../shared/api/discount-body.ts';
import {type WindowsWire, windowsWire} from '../../../shared/api/windows-body.ts';
import type {CampaignId, PromotionTierId} from '../../../shared/kernel/id.ts';
import type {Metadata} from '../../../shared/kernel/metadata.ts';
import {isoTime, isoTimeOrNull} from '../iso-time.ts';
import type {Database} from '../tables.ts';

/** A promotion tier as kept. */
export interface TierRecord {
  readonly id: PromotionTierId;
  readonly campaignId: CampaignId;
  readonly name: string;
  readonly banner: string | null;
  readonly discount: DiscountWire;
  readonly hierarchy: number;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  /** What recurs, as it was sent; null for nothing. */
  readonly windows: WindowsWire | null;
  readonly active: boolean;
  readonly metadata: Metadata;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string | null;
}

export function toTierRecord(row: Selectable<Database['promotion_tier']>): TierRecord {
  return {
    id: row.tier_id,
    campaignId: row.campaign_id,
    name: row.name,
    banner: row.banner,
    discount: discountWire.parse(row.discount),
    hierarchy: row.hierarchy,
    startsAt: isoTimeOrNull(row.starts_at),
    endsAt: isoTimeOrNull(row.ends_at),
    windows: windowsWire.nullable().parse(row.windows),
    active: row.active,
    metadata: row.metadata,
    version: row.version,
    createdAt: isoTime(row.created_at),
    updatedAt: isoTimeOrNull(row.updated_at),
  };
}
