import {windowsMember} from '../../shared/api/windows-body.ts';
import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import type {ValidationRuleId} from '../../shared/kernel/id.ts';
import type {Campaign} from '../../shared/redeemables/campaign.ts';
import type {CampaignRecord} from '../storage/campaigns/campaign-record.ts';

/** A campaign as decisions and tills see it. */
export function campaignDocument(campaign: CampaignRecord, ruleIds: readonly ValidationRuleId[]): Campaign {
  return {
    kind: 'campaign',
    id: campaign.id,
    version: campaign.version,
    name: campaign.name,
    campaignType: campaign.campaignType,
    active: campaign.active,
    startsAtMs: toEpochMs(campaign.startsAt),
    endsAtMs: toEpochMs(campaign.endsAt),
    ...windowsMember(campaign.windows, toEpochMs(campaign.startsAt)),
    ...campaign.offline,
    ruleIds: [...ruleIds].sort(),
    metadata: campaign.metadata,
  };
}

export function toEpochMs(iso: string | null): EpochMs | null {
  return iso === null ? null : epochMs(Date.parse(iso));
}
