import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db, Tx} from '../database.ts';
import {type CampaignRecord, toCampaignRecord} from './campaign-record.ts';

/** By id or name; an id wins over a campaign that is named like it. */
export async function findCampaign(
  db: Db,
  projectId: ProjectId,
  idOrName: string,
): Promise<CampaignRecord | null> {
  const rows = await named(db, projectId, idOrName).execute();
  const row = rows.find(each => each.campaign_id === idOrName) ?? rows[0];
  return row === undefined ? null : toCampaignRecord(row);
}

/** The same, locked until the transaction ends. */
export async function lockCampaign(
  tx: Tx,
  projectId: ProjectId,
  idOrName: string,
): Promise<CampaignRecord | null> {
  const rows = await named(tx, projectId, idOrName).forUpdate().execute();
  const row = rows.find(each => each.campaign_id === idOrName) ?? rows[0];
  return row === undefined ? null : toCampaignRecord(row);
}

/** Those of `ids` that there are, in any order. */
export async function findCampaigns(
  db: Db,
  projectId: ProjectId,
  ids: readonly string[],
): Promise<readonly CampaignRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('campaign')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(eb => eb(eb.cast<string>('campaign_id', 'text'), 'in', [...new Set(ids)]))
    .execute();
  return rows.map(toCampaignRecord);
}

function named(db: Db, projectId: ProjectId, idOrName: string) {
  return db
    .selectFrom('campaign')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(eb =>
      eb.or([eb(eb.cast<string>('campaign_id', 'text'), '=', idOrName), eb('name', '=', idOrName)]),
    )
    .orderBy('campaign_id');
}
