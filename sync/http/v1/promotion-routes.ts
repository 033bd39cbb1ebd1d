import {notFound} from '../../../shared/api/error.ts';
import {listWire, presentList} from '../../../shared/api/list-object.ts';
import {listQueryBody} from '../../../shared/api/list-query.ts';
import {promotionTierBody} from '../../../shared/api/promotion-tier-body.ts';
import {presentPromotionTier, promotionTierWire} from '../../../shared/api/promotion-tier-object.ts';
import {present} from '../../../shared/kernel/assert.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import {createTier} from '../../campaigns/create-tier.ts';
import {viewTiers} from '../../campaigns/view-tiers.ts';
import {findCampaign} from '../../storage/campaigns/find-campaign.ts';
import type {Db} from '../../storage/database.ts';
import {findTiers, findTiersOfCampaigns} from '../../storage/tiers/find-tiers.ts';
import {listTiers, tierOrders} from '../../storage/tiers/list-tiers.ts';
import type {TierRecord} from '../../storage/tiers/tier-record.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';
import {listQueryOf, pathOf, refusals, unwrap, unwrapFound} from './route-parts.ts';

const tags = ['Promotions'];

export function registerPromotions(app: App, deps: AppDeps): void {
  app.get(
    '/v1/promotions/tiers',
    {
      schema: {
        tags,
        summary: 'List promotion tiers; is_available=true for those that can be redeemed now',
        querystring: listQueryBody,
        response: {200: listWire('tiers', promotionTierWire), ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const query = listQueryOf(request.query, tierOrders);
      const availableAt = request.query['is_available'] === 'true' ? new Date(deps.clock.nowMs()) : null;
      const page = await listTiers(deps.db, projectId, query, availableAt);
      const views = await viewTiers(deps.db, projectId, page.items);
      return presentList('tiers', views.map(presentPromotionTier), page.total);
    },
  );
  app.get(
    '/v1/promotions/tiers/:promotionTierId',
    {
      schema: {
        tags,
        summary: 'Get a promotion tier',
        params: pathOf('promotionTierId'),
        response: {200: promotionTierWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const {promotionTierId} = request.params;
      const [tier] = await findTiers(deps.db, projectId, [promotionTierId]);
      return showOne(
        deps.db,
        projectId,
        unwrapFound(tier ?? null, notFound('promotion_tier', promotionTierId)),
      );
    },
  );
  app.get(
    '/v1/promotions/:campaignId/tiers',
    {
      schema: {
        tags,
        summary: 'List the tiers of a promotion, in the order in which they apply',
        params: pathOf('campaignId'),
        response: {200: listWire('tiers', promotionTierWire), ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const {campaignId} = request.params;
      const found = await findCampaign(deps.db, projectId, campaignId);
      const {id} = unwrapFound(found, notFound('campaign', campaignId));
      const views = await viewTiers(deps.db, projectId, await findTiersOfCampaigns(deps.db, projectId, [id]));
      return presentList('tiers', views.map(presentPromotionTier), views.length);
    },
  );
  app.post(
    '/v1/promotions/:campaignId/tiers',
    {
      schema: {
        tags,
        summary: 'Add a tier to a promotion',
        params: pathOf('campaignId'),
        body: promotionTierBody,
        response: {200: promotionTierWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const tiers = unwrap(await createTier(deps, projectId, request.params.campaignId, request.body));
      return showOne(deps.db, projectId, present(tiers[0], 'the new tier'));
    },
  );
}

async function showOne(db: Db, projectId: ProjectId, tier: TierRecord) {
  const [view] = await viewTiers(db, projectId, [tier]);
  return presentPromotionTier(present(view, tier.id));
}
