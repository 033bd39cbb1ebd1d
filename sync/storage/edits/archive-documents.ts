import {sql} from 'kysely';
import type {EpochMs} from '../../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {EditableKind} from '../../../shared/merge/editable.ts';
import type {Tx} from '../database.ts';

/** `by`: a staff id, or `api`. */
export interface Archiving {
  readonly by: string;
  readonly atMs: EpochMs;
}

/**
 * Puts the last version of published documents away, leaves tombstones in their place, and removes their rows and what
 * guards them. Accounts, orders and redemptions stay: the books name things that are no more.
 */
export async function archiveDocuments(
  tx: Tx,
  projectId: ProjectId,
  kind: EditableKind,
  ids: readonly string[],
  {by, atMs}: Archiving,
): Promise<void> {
  if (ids.length === 0) return;
  const gone = sql`any(${[...ids]}::text[])`;
  await sql`
    with last as (
      select kind, id, version, body from document
      where project_id = ${projectId} and kind = ${kind} and id = ${gone} and not deleted
      order by id
      for update
    ), kept as (
      insert into archived_document (project_id, kind, document_id, version, body, archived_at, archived_by)
      select ${projectId}, kind, id, version, body, ${new Date(atMs)}, ${by} from last
      on conflict (project_id, kind, document_id) do update
        set version = excluded.version, body = excluded.body, archived_at = excluded.archived_at,
          archived_by = excluded.archived_by
    ), withdrawn as (
      insert into document_version (project_id, kind, id, version, hash)
      select ${projectId}, kind, id, version + 1, 'withdrawn' from last
    )
    update document d set version = last.version + 1, deleted = true, position = null, body = '{}'
    from last
    where d.project_id = ${projectId} and d.kind = last.kind and d.id = last.id
  `.execute(tx);
  await sql`
    delete from rule_assignment where project_id = ${projectId} and related_object_id = ${gone}
  `.execute(tx);
  await sql`
    delete from field_write where project_id = ${projectId} and kind = ${kind} and document_id = ${gone}
  `.execute(tx);
  await sql`
    delete from ${sql.table(kind)} where project_id = ${projectId} and ${sql.ref(idColumns[kind])} = ${gone}
  `.execute(tx);
}

const idColumns: Readonly<Record<EditableKind, string>> = {
  campaign: 'campaign_id',
  product: 'product_id',
  voucher: 'voucher_id',
  promotion_tier: 'tier_id',
};

/** What goes with a campaign: its codes and tiers. */
export async function contentsOfCampaign(
  tx: Tx,
  projectId: ProjectId,
  campaignId: string,
): Promise<{readonly voucherIds: readonly string[]; readonly tierIds: readonly string[]}> {
  const [vouchers, tiers] = await Promise.all([
    sql<{id: string}>`
      select voucher_id as id from voucher
      where project_id = ${projectId} and campaign_id = ${campaignId} order by voucher_id for update
    `.execute(tx),
    sql<{id: string}>`
      select tier_id as id from promotion_tier
      where project_id = ${projectId} and campaign_id = ${campaignId} order by tier_id for update
    `.execute(tx),
  ]);
  return {voucherIds: vouchers.rows.map(row => row.id), tierIds: tiers.rows.map(row => row.id)};
}
