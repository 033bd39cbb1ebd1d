import {z} from 'zod';
import {ApiError, notFound} from '../../../shared/api/error.ts';
import {listWire, presentList} from '../../../shared/api/list-object.ts';
import {
  listQueryBody,
  queryError,
  readFilter,
  readValues,
  unknownFilter,
} from '../../../shared/api/list-query.ts';
import {redeemBody, rollbackBody, rollbackQuery} from '../../../shared/api/redeem-body.ts';
import {
  presentRedemptionOrRollback,
  redemptionWire,
  rollbackWire,
} from '../../../shared/api/redemption-object.ts';
import {validationWire} from '../../../shared/api/validation-object.ts';
import {present} from '../../../shared/kernel/assert.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import {redeem} from '../../redemptions/redeem.ts';
import {type RollbackRequest, rollBack} from '../../redemptions/roll-back.ts';
import {redeemedWire, showRedeemed} from '../../redemptions/show-redeemed.ts';
import {showRedemptions} from '../../redemptions/show-redemptions.ts';
import {rolledBackWire, showRolledBack} from '../../redemptions/show-rolled-back.ts';
import {validate} from '../../redemptions/validate.ts';
import type {Db} from '../../storage/database.ts';
import {findRedemptions} from '../../storage/redemptions/find-redemptions.ts';
import {
  listRedemptions,
  type RedemptionFilter,
  redemptionOrders,
} from '../../storage/redemptions/list-redemptions.ts';
import {voucherName} from '../../vouchers/voucher-name.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';
import {channelOf, listQueryOf, pathOf, refusals, unwrap, unwrapFound} from './route-parts.ts';

const tags = ['Redemptions'];
const redemptionOrRollback = z.union([redemptionWire, rollbackWire]);

export function registerRedemptions(app: App, deps: AppDeps): void {
  app.post(
    '/v1/validations',
    {
      schema: {
        tags: ['Validations'],
        summary: 'What redeeming these redeemables together would do; nothing is used',
        body: redeemBody,
        response: {200: validationWire, ...refusals},
      },
    },
    async request => {
      const question = {body: request.body, apiKeyId: channelOf(request).channel_id};
      return unwrap(await validate(deps, projectOf(request), question, request.id));
    },
  );
  app.post(
    '/v1/redemptions',
    {
      schema: {
        tags,
        summary: 'Redeem vouchers, gift cards and promotion tiers together; the order becomes PAID',
        body: redeemBody,
        response: {200: redeemedWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const outcome = await redeem(deps, projectId, request.body, channelOf(request), request.id);
      return showRedeemed(deps.db, projectId, unwrap(outcome));
    },
  );
  registerReads(app, deps);
  registerRollbacks(app, deps);
}

function registerReads(app: App, deps: AppDeps): void {
  app.get(
    '/v1/redemptions',
    {
      schema: {
        tags,
        summary: 'List redemptions, failed attempts and rollbacks, also those of tills',
        querystring: listQueryBody,
        response: {200: listWire('redemptions', redemptionOrRollback), ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const query = listQueryOf(request.query, redemptionOrders);
      const filter = await filterOf(deps.db, projectId, request.query);
      const page = await listRedemptions(deps.db, projectId, query, filter);
      const shown = await showRedemptions(deps.db, projectId, page.items);
      return presentList('redemptions', shown.map(presentRedemptionOrRollback), page.total);
    },
  );
  app.get(
    '/v1/redemptions/:redemptionId',
    {
      schema: {
        tags,
        summary: 'Get a redemption, failed attempt or rollback',
        params: pathOf('redemptionId'),
        response: {200: redemptionOrRollback, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const {redemptionId} = request.params;
      const [found] = await findRedemptions(deps.db, projectId, [redemptionId]);
      const redemption = unwrapFound(found ?? null, notFound('redemption', redemptionId));
      const [shown] = await showRedemptions(deps.db, projectId, [redemption]);
      return presentRedemptionOrRollback(present(shown, redemptionId));
    },
  );
}

function registerRollbacks(app: App, deps: AppDeps): void {
  app.post(
    '/v1/redemptions/:redemptionId/rollback',
    {
      schema: {
        tags,
        summary: 'Take back a redemption of one redeemable',
        params: pathOf('redemptionId'),
        querystring: rollbackQuery,
        body: rollbackBody,
        response: {200: rollbackWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const asked = {...rollbackRequest(request.query, request.body), channel: channelOf(request)};
      const {redemptionId} = request.params;
      const outcome = await rollBack(deps, projectId, {...asked, redemptionId, which: 'single'});
      const {rollbacks} = await showRolledBack(deps.db, projectId, unwrap(outcome));
      return present(rollbacks[0], 'the rollback');
    },
  );
  app.post(
    '/v1/redemptions/:parentRedemptionId/rollbacks',
    {
      schema: {
        tags,
        summary: 'Take back a stacked redemption as a whole, or a single one',
        params: pathOf('parentRedemptionId'),
        querystring: rollbackQuery,
        body: rollbackBody,
        response: {200: rolledBackWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const asked = {...rollbackRequest(request.query, request.body), channel: channelOf(request)};
      const redemptionId = request.params.parentRedemptionId;
      const outcome = await rollBack(deps, projectId, {...asked, redemptionId, which: 'any'});
      return showRolledBack(deps.db, projectId, unwrap(outcome));
    },
  );
}

function rollbackRequest(
  query: z.output<typeof rollbackQuery>,
  body: RollbackRequest['body'],
): Pick<RollbackRequest, 'body' | 'reason' | 'trackingId'> {
  return {body, reason: query.reason ?? null, trackingId: query.tracking_id ?? null};
}

const knownFilters = [
  'voucher_code',
  'related_object_id',
  'parent_redemption_id',
  'related_object_parent_id',
  'failure_code',
  'result',
  'object',
  'customer_id',
  'campaign_name',
];
const results = ['SUCCESS', 'FAILURE'];

async function filterOf(
  db: Db,
  projectId: ProjectId,
  query: Readonly<Record<string, unknown>>,
): Promise<RedemptionFilter> {
  const problem = unknownFilter(query, knownFilters);
  if (problem !== null) throw new ApiError(problem);
  const wanted = [...readValues(query, 'result'), ...readFilter(query, 'result')].map(each =>
    each.toUpperCase(),
  );
  if (wanted.some(each => !results.includes(each)))
    throw new ApiError(queryError('result', `should be one of ${results.join(', ')}`));
  const codes = await Promise.all(
    [...readValues(query, 'voucher_code'), ...readFilter(query, 'voucher_code')].map(code =>
      voucherName(db, projectId, code),
    ),
  );
  return {
    results: wanted,
    objects: readFilter(query, 'object'),
    codeKeys: codes.map(code => code.codeKey),
    redeemableIds: [...readValues(query, 'related_object_id'), ...readFilter(query, 'related_object_id')],
    parentIds: readFilter(query, 'parent_redemption_id'),
    campaignIds: readFilter(query, 'related_object_parent_id'),
    campaignNames: [...readValues(query, 'campaign'), ...readFilter(query, 'campaign_name')],
    customers: [
      ...readValues(query, 'customer'),
      ...readValues(query, 'customer_id'),
      ...readFilter(query, 'customer_id'),
    ],
    failureKeys: readFilter(query, 'failure_code'),
  };
}
