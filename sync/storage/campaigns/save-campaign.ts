import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';
import {toDateOrNull} from '../iso-time.ts';
import {jsonb} from '../jsonb.ts';
import type {CampaignRecord} from './campaign-record.ts';

/** False when the name is taken; then nothing was written. */
export async function insertCampaign(
  tx: Tx,
  projectId: ProjectId,
  campaign: CampaignRecord,
): Promise<boolean> {
  const inserted = await tx
    .insertInto('campaign')
    .values({
      project_id: projectId,
      campaign_id: campaign.id,
      name: campaign.name,
      description: campaign.description,
      campaign_type: campaign.campaignType,
      type: campaign.type,
      voucher_template: campaign.template === null ? null : jsonb<unknown>(campaign.template),
      starts_at: toDateOrNull(campaign.startsAt),
      ends_at: toDateOrNull(campaign.endsAt),
      windows: campaign.windows === null ? null : jsonb<unknown>(campaign.windows),
      active: campaign.active,
      category: campaign.category,
      metadata: jsonb(campaign.metadata),
      offline: jsonb(campaign.offline),
      version: campaign.version,
      created_at: new Date(campaign.createdAt),
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('campaign_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Writes what a locked campaign may change of itself back: its switch, its offline terms and its version. */
export async function updateCampaign(
  tx: Tx,
  projectId: ProjectId,
  campaign: Pick<CampaignRecord, 'id' | 'active' | 'offline' | 'version' | 'updatedAt'>,
): Promise<void> {
  await tx
    .updateTable('campaign')
    .set({
      active: campaign.active,
      offline: jsonb(campaign.offline),
      version: campaign.version,
      updated_at: toDateOrNull(campaign.updatedAt),
    })
    .where('project_id', '=', projectId)
    .where('campaign_id', '=', campaign.id)
    .execute();
}
