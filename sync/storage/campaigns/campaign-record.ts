import type {Selectable} from 'kysely';
import {type VoucherTemplate, voucherTemplateWire} from '../../../shared/api/campaign-object.ts';
import {type WindowsWire, windowsWire} from '../../../shared/api/windows-body.ts';
import type {CampaignId} from '../../../shared/kernel/id.ts';
import type {Metadata} from '../../../shared/kernel/metadata.ts';
import type {CampaignType, OfflineTerms} from '../../../shared/redeemables/campaign.ts';
import {isoTime, isoTimeOrNull} from '../iso-time.ts';
import type {Database} from '../tables.ts';

/** A campaign as kept; its codes, tiers and rules are rows of their own. */
export interface CampaignRecord {
  readonly id: CampaignId;
  readonly name: string;
  readonly description: string | null;
  readonly campaignType: CampaignType;
  readonly type: 'AUTO_UPDATE' | 'STATIC' | 'STANDALONE';
  /** null for promotions. */
  readonly template: VoucherTemplate | null;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  /** What recurs, as it was sent; null for nothing. */
  readonly windows: WindowsWire | null;
  readonly active: boolean;
  readonly category: string | null;
  readonly metadata: Metadata;
  /** What tills may do without a connection; members that say nothing are absent. */
  readonly offline: OfflineTerms;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string | null;
}

export function toCampaignRecord(row: Selectable<Database['campaign']>): CampaignRecord {
  return {
    id: row.campaign_id,
    name: row.name,
    description: row.description,
    campaignType: row.campaign_type,
    type: row.type,
    template: voucherTemplateWire.nullable().parse(row.voucher_template),
    startsAt: isoTimeOrNull(row.starts_at),
    endsAt: isoTimeOrNull(row.ends_at),
    windows: windowsWire.nullable().parse(row.windows),
    active: row.active,
    category: row.category,
    metadata: row.metadata,
    offline: row.offline,
    version: row.version,
    createdAt: isoTime(row.created_at),
    updatedAt: isoTimeOrNull(row.updated_at),
  };
}
