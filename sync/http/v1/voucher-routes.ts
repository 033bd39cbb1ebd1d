import {z} from 'zod';
import {ApiError, notFound} from '../../../shared/api/error.ts';
import {listWire, presentList} from '../../../shared/api/list-object.ts';
import {listQueryBody, readFilter, readValues, unknownFilter} from '../../../shared/api/list-query.ts';
import {
  presentRedemptionOrRollback,
  redemptionWire,
  rollbackWire,
} from '../../../shared/api/redemption-object.ts';
import {codeBody, voucherBody} from '../../../shared/api/voucher-body.ts';
import {voucherWire} from '../../../shared/api/voucher-object.ts';
import {present} from '../../../shared/kernel/assert.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import {showRedemptions} from '../../redemptions/show-redemptions.ts';
import {findCampaign} from '../../storage/campaigns/find-campaign.ts';
import type {Db} from '../../storage/database.ts';
import {allRedemptions, listRedemptions} from '../../storage/redemptions/list-redemptions.ts';
import {findVoucher} from '../../storage/vouchers/find-voucher.ts';
import {listVouchers, voucherOrders} from '../../storage/vouchers/list-vouchers.ts';
import type {VoucherRecord} from '../../storage/vouchers/voucher-record.ts';
import {createVouchers} from '../../vouchers/create-vouchers.ts';
import {showVouchers} from '../../vouchers/show-vouchers.ts';
import {switchVoucher} from '../../vouchers/switch-voucher.ts';
import {voucherName} from '../../vouchers/voucher-name.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';
import {emptyBody, listQueryOf, pathOf, refusals, unwrap, unwrapFound} from './route-parts.ts';

const tags = ['Vouchers'];

export function registerVouchers(app: App, deps: AppDeps): void {
  registerCreation(app, deps);
  registerReads(app, deps);
  registerSwitches(app, deps);
  registerRedemptions(app, deps);
}

function registerCreation(app: App, deps: AppDeps): void {
  app.post(
    '/v1/vouchers',
    {
      schema: {
        tags,
        summary: 'Create a voucher with a random code, or the code in the body',
        body: voucherBody,
        response: {200: voucherWire, ...refusals},
      },
    },
    async request => {
      const wanted = {campaign: null, code: null, count: 1, body: request.body};
      const projectId = projectOf(request);
      return showOne(deps.db, projectId, unwrap(await createVouchers(deps, projectId, wanted))[0]);
    },
  );
  app.post(
    '/v1/vouchers/:code',
    {
      schema: {
        tags,
        summary: 'Create a voucher with a chosen code',
        params: z.object({code: codeBody}),
        body: voucherBody,
        response: {200: voucherWire, ...refusals},
      },
    },
    async request => {
      const wanted = {campaign: null, code: request.params.code, count: 1, body: request.body};
      const projectId = projectOf(request);
      return showOne(deps.db, projectId, unwrap(await createVouchers(deps, projectId, wanted))[0]);
    },
  );
}

function registerReads(app: App, deps: AppDeps): void {
  app.get(
    '/v1/vouchers',
    {
      schema: {
        tags,
        summary: 'List vouchers, by campaign, campaign_id, category or code',
        querystring: listQueryBody,
        response: {200: listWire('vouchers', voucherWire), ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const query = listQueryOf(request.query, voucherOrders);
      const page = await listVouchers(
        deps.db,
        projectId,
        query,
        await filterOf(deps.db, projectId, request.query),
      );
      return presentList('vouchers', await showVouchers(deps.db, projectId, page.items), page.total);
    },
  );
  app.get(
    '/v1/vouchers/:code',
    {
      schema: {
        tags,
        summary: 'Get a voucher by code or id',
        params: pathOf('code'),
        response: {200: voucherWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      return showOne(deps.db, projectId, await voucherOf(deps.db, projectId, request.params.code));
    },
  );
}

function registerSwitches(app: App, deps: AppDeps): void {
  for (const [verb, active] of [['enable', true] as const, ['disable', false] as const]) {
    app.post(
      `/v1/vouchers/:code/${verb}`,
      {
        schema: {
          tags,
          summary: active ? 'Enable a voucher' : 'Disable a voucher: it cannot be redeemed',
          params: pathOf('code'),
          body: emptyBody,
          response: {200: voucherWire, ...refusals},
        },
      },
      async request => {
        const projectId = projectOf(request);
        const {code} = request.params;
        return showOne(deps.db, projectId, unwrap(await switchVoucher(deps, projectId, code, active)));
      },
    );
  }
}

const voucherRedemptionsWire = listWire('redemption_entries', z.union([redemptionWire, rollbackWire])).extend(
  {
    quantity: z.int().nullable(),
    redeemed_quantity: z.int(),
    redeemed_amount: z.int().optional(),
    url: z.string(),
  },
);

function registerRedemptions(app: App, deps: AppDeps): void {
  app.get(
    '/v1/vouchers/:code/redemption',
    {
      schema: {
        tags,
        summary: 'What was redeemed of a voucher',
        params: pathOf('code'),
        querystring: listQueryBody,
        response: {200: voucherRedemptionsWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const voucher = await voucherOf(deps.db, projectId, request.params.code);
      const query = listQueryOf(request.query, ['created_at']);
      const filter = {...allRedemptions, redeemableIds: [voucher.id]};
      const page = await listRedemptions(deps.db, projectId, query, filter);
      const shown = await showRedemptions(deps.db, projectId, page.items);
      const {redemption} = await showOne(deps.db, projectId, voucher);
      const entries = shown.map(presentRedemptionOrRollback);
      return {...presentList('redemption_entries', entries, page.total), ...withoutObject(redemption)};
    },
  );
}

function withoutObject({object: _list, ...rest}: z.output<typeof voucherWire>['redemption']) {
  return rest;
}

const knownFilters = ['code', 'campaign_ids'];

async function filterOf(db: Db, projectId: ProjectId, query: Readonly<Record<string, unknown>>) {
  const problem = unknownFilter(query, knownFilters);
  if (problem !== null) throw new ApiError(problem);
  const codes = [...readValues(query, 'code'), ...readFilter(query, 'code')];
  const names = await Promise.all(codes.map(code => voucherName(db, projectId, code)));
  const named = [...readValues(query, 'campaign'), ...readValues(query, 'campaign_id')];
  const campaigns = await Promise.all(named.map(name => findCampaign(db, projectId, name)));
  return {
    // A campaign that is not there has no vouchers, which is not the same as asking for all.
    campaignIds: [
      ...campaigns.map((campaign, index) => campaign?.id ?? `${named[index]}`),
      ...readFilter(query, 'campaign_ids'),
    ],
    codeKeys: names.map(name => name.codeKey),
    category: readValues(query, 'category')[0] ?? null,
  };
}

async function voucherOf(db: Db, projectId: ProjectId, code: string): Promise<VoucherRecord> {
  const found = await findVoucher(db, projectId, await voucherName(db, projectId, code));
  return unwrapFound(found, notFound('voucher', code));
}

async function showOne(db: Db, projectId: ProjectId, voucher: VoucherRecord | undefined) {
  const [shown] = await showVouchers(db, projectId, [present(voucher, 'a voucher')]);
  return present(shown, 'a voucher');
}
