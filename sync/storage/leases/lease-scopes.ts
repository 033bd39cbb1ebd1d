import {sql} from 'kysely';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import {type AccountKey, accountOwner} from '../../../shared/ledger/account-key.ts';
import {type Campaign, campaignSchema} from '../../../shared/redeemables/campaign.ts';
import type {LeaseScope} from '../../store/lease-book.ts';
import type {Db} from '../database.ts';

interface Row {
  readonly account: AccountKey;
  readonly campaignId: string | null;
  readonly storeId: string | null;
}

/** The campaign behind each account and how many active tills may ask for a part of it, from what was published. */
export async function leaseScopes(
  db: Db,
  projectId: ProjectId,
  accounts: readonly AccountKey[],
): Promise<Map<AccountKey, LeaseScope>> {
  if (accounts.length === 0) return new Map();
  const owned = [...new Set(accounts)].map(account => ({account, owner: accountOwner(account) ?? ''}));
  const {rows} = await sql<Row>`
    select o.account,
      case when o.owner like 'camp\\_%' then o.owner else d.body ->> 'campaignId' end as "campaignId",
      case when o.owner like 'store\\_%' then o.owner else s.store_id end as "storeId"
    from jsonb_to_recordset(${JSON.stringify(owned)}::jsonb) as o(account text, owner text)
    left join document d on d.project_id = ${projectId} and d.id = o.owner and not d.deleted
      and d.kind = case when o.owner like 'promo\\_%' then 'promotion_tier' else 'voucher' end
    left join store s on s.project_id = ${projectId} and s.source_id = d.body -> 'metadata' ->> 'home_store'
  `.execute(db);
  const campaigns = await readCampaigns(
    db,
    projectId,
    rows.flatMap(row => row.campaignId ?? []),
  );
  const tills = await countTills(db, projectId);
  const all = [...tills.values()].reduce((sum, count) => sum + count, 0);
  return new Map(
    rows.map(({account, campaignId, storeId}) => [
      account,
      {
        campaign: campaigns.get(campaignId ?? '') ?? null,
        tills: Math.max(1, storeId === null ? all : (tills.get(storeId) ?? 0)),
      },
    ]),
  );
}

/** Campaigns, as published, whose tills may hand out on trust now. */
export async function listTrustCampaigns(db: Db, projectId: ProjectId): Promise<readonly Campaign[]> {
  const {rows} = await sql<{body: unknown}>`
    select body from document
    where project_id = ${projectId} and kind = 'campaign' and not deleted
      and body -> 'offlinePolicy' ->> 'kind' = 'trust_up_to' and (body ->> 'active')::boolean
    order by id
  `.execute(db);
  return rows.map(row => campaignSchema.parse(row.body));
}

async function readCampaigns(
  db: Db,
  projectId: ProjectId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Campaign>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('document')
    .select('body')
    .where('project_id', '=', projectId)
    .where('kind', '=', 'campaign')
    .where('id', 'in', [...new Set(ids)])
    .where('deleted', '=', false)
    .execute();
  return new Map(rows.map(row => campaignSchema.parse(row.body)).map(campaign => [campaign.id, campaign]));
}

/** Active tills by store. */
async function countTills(db: Db, projectId: ProjectId): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('device')
    .select(eb => ['store_id', eb.fn.countAll<number>().as('tills')])
    .where('project_id', '=', projectId)
    .where('status', '=', 'active')
    .groupBy('store_id')
    .execute();
  return new Map(rows.map(row => [row.store_id, row.tills]));
}
