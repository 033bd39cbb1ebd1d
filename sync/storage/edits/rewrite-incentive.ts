import type {ProjectId, ValidationRuleId} from '../../../shared/kernel/id.ts';
import {homeStoreOf} from '../../vouchers/home-store-of.ts';
import type {CampaignRecord} from '../campaigns/campaign-record.ts';
import type {Tx} from '../database.ts';
import {toDateOrNull} from '../iso-time.ts';
import {jsonb} from '../jsonb.ts';
import {insertAssignments} from '../rules/insert-assignments.ts';
import type {TierRecord} from '../tiers/tier-record.ts';
import type {VoucherRecord} from '../vouchers/voucher-record.ts';

/** What campaigns, vouchers and tiers have in common. */
type Incentive = Pick<
  CampaignRecord,
  'active' | 'startsAt' | 'endsAt' | 'windows' | 'metadata' | 'version' | 'updatedAt'
>;

function columns({active, startsAt, endsAt, windows, metadata, version, updatedAt}: Incentive) {
  return {
    active,
    starts_at: toDateOrNull(startsAt),
    ends_at: toDateOrNull(endsAt),
    windows: windows === null ? null : jsonb<unknown>(windows),
    metadata: jsonb(metadata),
    version,
    updated_at: toDateOrNull(updatedAt),
  };
}

/** Writes what an edit can change of a locked campaign. */
export async function rewriteCampaign(tx: Tx, projectId: ProjectId, campaign: CampaignRecord): Promise<void> {
  await tx
    .updateTable('campaign')
    .set({name: campaign.name, offline: jsonb(campaign.offline), ...columns(campaign)})
    .where('project_id', '=', projectId)
    .where('campaign_id', '=', campaign.id)
    .execute();
}

/** Writes what an edit can change of a locked tier. */
export async function rewriteTier(tx: Tx, projectId: ProjectId, tier: TierRecord): Promise<void> {
  const {name, banner, hierarchy} = tier;
  await tx
    .updateTable('promotion_tier')
    .set({name, banner, hierarchy, discount: jsonb<unknown>(tier.discount), ...columns(tier)})
    .where('project_id', '=', projectId)
    .where('tier_id', '=', tier.id)
    .execute();
}

/** Writes what an edit can change of a locked voucher. Its limit is the account's too, and moved there. */
export async function rewriteVoucher(tx: Tx, projectId: ProjectId, voucher: VoucherRecord): Promise<void> {
  const {discount, giftEffect, usesLimit, metadata} = voucher;
  const benefit =
    discount === null ? {gift: jsonb<unknown>({effect: giftEffect})} : {discount: jsonb<unknown>(discount)};
  await tx
    .updateTable('voucher')
    .set({...benefit, uses_limit: usesLimit, home_store: homeStoreOf(metadata), ...columns(voucher)})
    .where('project_id', '=', projectId)
    .where('voucher_id', '=', voucher.id)
    .execute();
}

/** Guards an object with exactly these rules. `assignmentId` makes the id of a new pair, always the same one. */
export async function setAssignments(
  tx: Tx,
  projectId: ProjectId,
  object: {readonly type: 'campaign' | 'voucher' | 'promotion_tier'; readonly id: string},
  ruleIds: readonly ValidationRuleId[],
  assignment: {readonly idFor: (ruleId: ValidationRuleId) => string; readonly createdAt: string},
): Promise<void> {
  await tx
    .deleteFrom('rule_assignment')
    .where('project_id', '=', projectId)
    .where('related_object_id', '=', object.id)
    .$if(ruleIds.length > 0, q => q.where('rule_id', 'not in', [...ruleIds]))
    .execute();
  const wanted = [...new Set(ruleIds)].map(ruleId => ({
    id: assignment.idFor(ruleId),
    ruleId,
    relatedObjectType: object.type,
    relatedObjectId: object.id,
    createdAt: assignment.createdAt,
  }));
  await insertAssignments(tx, projectId, wanted);
}
