import {z} from 'zod';
import {campaignBody, vouchersAtOnce} from '../../../shared/api/campaign-body.ts';
import {campaignWire} from '../../../shared/api/campaign-object.ts';
import {ApiError, notFound} from '../../../shared/api/error.ts';
import {listWire, presentList} from '../../../shared/api/list-object.ts';
import {listQueryBody, queryError} from '../../../shared/api/list-query.ts';
import {codeBody, voucherBody} from '../../../shared/api/voucher-body.ts';
import {voucherWire} from '../../../shared/api/voucher-object.ts';
import {present} from '../../../shared/kernel/assert.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import {type CampaignType, campaignTypes} from '../../../shared/redeemables/campaign.ts';
import {createCampaign} from '../../campaigns/create-campaign.ts';
import {showCampaigns} from '../../campaigns/show-campaigns.ts';
import {switchCampaign} from '../../campaigns/switch-campaign.ts';
import type {CampaignRecord} from '../../storage/campaigns/campaign-record.ts';
import {findCampaign} from '../../storage/campaigns/find-campaign.ts';
import {campaignOrders, listCampaigns} from '../../storage/campaigns/list-campaigns.ts';
import type {Db} from '../../storage/database.ts';
import {createVouchers} from '../../vouchers/create-vouchers.ts';
import {showVouchers} from '../../vouchers/show-vouchers.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';
import {emptyBody, listQueryOf, pathOf, refusals, unwrap, unwrapFound} from './route-parts.ts';

const tags = ['Campaigns'];

export function registerCampaigns(app: App, deps: AppDeps): void {
  app.post(
    '/v1/campaigns',
    {
      schema: {
        tags,
        summary: 'Create a campaign with its codes or promotion tiers',
        body: campaignBody,
        response: {200: campaignWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      return showOne(deps.db, projectId, unwrap(await createCampaign(deps, projectId, request.body)));
    },
  );
  app.get(
    '/v1/campaigns',
    {
      schema: {
        tags,
        summary: 'List campaigns',
        querystring: listQueryBody,
        response: {200: listWire('campaigns', campaignWire), ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const query = listQueryOf(request.query, campaignOrders);
      const type = campaignTypeOf(request.query['campaign_type']);
      const page = await listCampaigns(deps.db, projectId, query, type);
      return presentList('campaigns', await showCampaigns(deps.db, projectId, page.items), page.total);
    },
  );
  app.get(
    '/v1/campaigns/:campaignId',
    {
      schema: {
        tags,
        summary: 'Get a campaign by id or name',
        params: pathOf('campaignId'),
        response: {200: campaignWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const {campaignId} = request.params;
      const found = await findCampaign(deps.db, projectId, campaignId);
      return showOne(deps.db, projectId, unwrapFound(found, notFound('campaign', campaignId)));
    },
  );
  registerSwitches(app, deps);
  registerVouchers(app, deps);
}

function registerSwitches(app: App, deps: AppDeps): void {
  for (const [verb, active] of [['enable', true] as const, ['disable', false] as const]) {
    app.post(
      `/v1/campaigns/:campaignId/${verb}`,
      {
        schema: {
          tags,
          summary: active ? 'Enable a campaign' : 'Disable a campaign: nothing of it can be redeemed',
          params: pathOf('campaignId'),
          body: emptyBody,
          response: {200: z.object({}), ...refusals},
        },
      },
      async request => {
        unwrap(await switchCampaign(deps, projectOf(request), request.params.campaignId, active));
        return {};
      },
    );
  }
}

const countQuery = z.looseObject({
  vouchers_count: z
    .string()
    .regex(/^\d{1,9}$/, {error: 'should be integer'})
    .transform(Number)
    .pipe(z.int().min(1).max(vouchersAtOnce))
    .optional(),
});

function registerVouchers(app: App, deps: AppDeps): void {
  app.post(
    '/v1/campaigns/:campaignId/vouchers',
    {
      schema: {
        tags,
        summary: `Add a voucher with a random code, or vouchers_count (at most ${vouchersAtOnce}) of them at once`,
        params: pathOf('campaignId'),
        querystring: countQuery,
        body: voucherBody.nullish(),
        response: {200: z.union([voucherWire, listWire('vouchers', voucherWire)]), ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const count = request.query.vouchers_count ?? 1;
      const wanted = {campaign: request.params.campaignId, code: null, count, body: request.body ?? {}};
      const vouchers = unwrap(await createVouchers(deps, projectId, wanted));
      const shown = await showVouchers(deps.db, projectId, vouchers);
      return count === 1
        ? present(shown[0], 'the new voucher')
        : presentList('vouchers', shown, shown.length);
    },
  );
  app.post(
    '/v1/campaigns/:campaignId/vouchers/:code',
    {
      schema: {
        tags,
        summary: 'Add a voucher with a chosen code',
        params: z.object({campaignId: z.string(), code: codeBody}),
        body: voucherBody.nullish(),
        response: {200: voucherWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const {campaignId, code} = request.params;
      const wanted = {campaign: campaignId, code, count: 1, body: request.body ?? {}};
      const vouchers = unwrap(await createVouchers(deps, projectId, wanted));
      const [shown] = await showVouchers(deps.db, projectId, vouchers);
      return present(shown, 'the new voucher');
    },
  );
}

function campaignTypeOf(value: unknown): CampaignType | null {
  if (value === undefined) return null;
  const type = campaignTypes.find(each => each === value);
  if (type === undefined)
    throw new ApiError(queryError('campaign_type', `should be one of ${campaignTypes.join(', ')}`));
  return type;
}

async function showOne(db: Db, projectId: ProjectId, campaign: CampaignRecord) {
  const [shown] = await showCampaigns(db, projectId, [campaign]);
  return present(shown, campaign.id);
}
