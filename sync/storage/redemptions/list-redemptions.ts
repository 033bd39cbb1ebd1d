import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {direction, offset, type Page, type PageRequest} from '../page.ts';
import {type RedemptionRecord, toRedemptionRecord} from './redemption-record.ts';

export const redemptionOrders = ['created_at', 'id', 'tracking_id', 'customer_id'] as const;
export type RedemptionOrder = (typeof redemptionOrders)[number];

const columns = {
  created_at: 'redemption.redeemed_at',
  id: 'redemption.redemption_id',
  tracking_id: 'redemption.tracking_id',
  customer_id: 'redemption.customer_id',
} as const;

/** Which redemptions; an empty list asks for all. A rollback that succeeded is a SUCCESS too. */
export interface RedemptionFilter {
  readonly results: readonly string[];
  readonly objects: readonly string[];
  readonly codeKeys: readonly string[];
  readonly redeemableIds: readonly string[];
  readonly parentIds: readonly string[];
  readonly campaignIds: readonly string[];
  readonly campaignNames: readonly string[];
  /** Our ids or source ids. */
  readonly customers: readonly string[];
  readonly failureKeys: readonly string[];
}

/** All of them: a stacked redemption is there with its parent and each child, a rollback as itself. */
export async function listRedemptions(
  db: Db,
  projectId: ProjectId,
  request: PageRequest<RedemptionOrder>,
  filter: RedemptionFilter,
): Promise<Page<RedemptionRecord>> {
  const list = ofCampaigns(ofRedeemables(ofKinds(db, projectId, request, filter), filter), filter);
  const {total} = await list.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const towards = direction(request.order);
  const rows = await list
    .selectAll('redemption')
    .orderBy(columns[request.order.field], towards)
    .orderBy('redemption.redemption_id', towards)
    .limit(request.limit)
    .offset(offset(request))
    .execute();
  return {items: rows.map(toRedemptionRecord), total};
}

function ofKinds(
  db: Db,
  projectId: ProjectId,
  {createdAt}: PageRequest<RedemptionOrder>,
  filter: RedemptionFilter,
) {
  const wants = (value: string) => filter.results.includes(value);
  return db
    .selectFrom('redemption')
    .where('redemption.project_id', '=', projectId)
    .$if(filter.results.length > 0 && !wants('SUCCESS'), q => q.where('kind', '=', 'failed'))
    .$if(filter.results.length > 0 && !wants('FAILURE'), q => q.where('kind', '<>', 'failed'))
    .$if(filter.objects.length > 0 && !filter.objects.includes('redemption'), q =>
      q.where('kind', '=', 'rollback'),
    )
    .$if(filter.objects.length > 0 && !filter.objects.includes('redemption_rollback'), q =>
      q.where('kind', '<>', 'rollback'),
    )
    .$if(filter.failureKeys.length > 0, q =>
      q.where(eb => eb(eb.ref('failure', '->>').key('key'), 'in', [...filter.failureKeys])),
    )
    .$if(createdAt.before !== null, q => q.where('redeemed_at', '<', new Date(createdAt.before ?? '')))
    .$if(createdAt.after !== null, q => q.where('redeemed_at', '>', new Date(createdAt.after ?? '')));
}

type List = ReturnType<typeof ofKinds>;

function ofRedeemables(list: List, filter: RedemptionFilter): List {
  return list
    .$if(filter.redeemableIds.length > 0, q =>
      q.where(eb => eb(eb.cast<string>('redeemable_id', 'text'), 'in', [...filter.redeemableIds])),
    )
    .$if(filter.parentIds.length > 0, q => q.where('parent_id', 'in', [...filter.parentIds]))
    .$if(filter.codeKeys.length > 0, q =>
      q.where('redeemable_id', 'in', eb =>
        eb
          .selectFrom('voucher')
          .select('voucher.voucher_id')
          .whereRef('voucher.project_id', '=', 'redemption.project_id')
          .where('voucher.code_key', 'in', [...filter.codeKeys]),
      ),
    );
}

function ofCampaigns(list: List, filter: RedemptionFilter): List {
  return list
    .$if(filter.campaignIds.length > 0, q =>
      q.where(eb => eb(eb.cast<string>('campaign_id', 'text'), 'in', [...filter.campaignIds])),
    )
    .$if(filter.campaignNames.length > 0, q =>
      q.where('campaign_id', 'in', eb =>
        eb
          .selectFrom('campaign')
          .select('campaign.campaign_id')
          .whereRef('campaign.project_id', '=', 'redemption.project_id')
          .where('campaign.name', 'in', [...filter.campaignNames]),
      ),
    )
    .$if(filter.customers.length > 0, q =>
      q.where('customer_id', 'in', eb =>
        eb
          .selectFrom('customer')
          .select('customer.customer_id')
          .whereRef('customer.project_id', '=', 'redemption.project_id')
          .where(({or, eb: one}) =>
            or([
              one(one.cast<string>('customer.customer_id', 'text'), 'in', [...filter.customers]),
              one('customer.source_id', 'in', [...filter.customers]),
            ]),
          ),
      ),
    );
}

/** The filter that keeps everything. */
export const allRedemptions: RedemptionFilter = {
  results: [],
  objects: [],
  codeKeys: [],
  redeemableIds: [],
  parentIds: [],
  campaignIds: [],
  campaignNames: [],
  customers: [],
  failureKeys: [],
};
