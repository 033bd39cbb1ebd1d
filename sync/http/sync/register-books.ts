/** The books behind limits: accounts, what silent tills hold, writing it off, and what campaigns expose. */
import {z} from 'zod';
import {ApiError, notFound} from '../../../shared/api/error.ts';
import {checkOfflineTerms, offlineTermsBody, offlineTermsWire} from '../../../shared/api/offline-terms.ts';
import {epochMs} from '../../../shared/kernel/epoch.ts';
import {idSchema} from '../../../shared/kernel/id.ts';
import {accountKeySchema} from '../../../shared/ledger/account-key.ts';
import {heldLeaseSchema, writeOffOrderSchema, writtenOffSchema} from '../../../shared/protocol/admin.ts';
import {accountViewSchema} from '../../../shared/protocol/exchange.ts';
import {exposureSchema} from '../../../shared/redeemables/exposure.ts';
import {campaignExposure} from '../../campaigns/campaign-exposure.ts';
import {setOfflineTerms} from '../../campaigns/set-offline-terms.ts';
import {accountViews} from '../../leases/account-views.ts';
import {suspensionDue} from '../../leases/lease-policy.ts';
import {type WrittenOff, writeOffLease, writeOffTill} from '../../leases/write-off.ts';
import {listHeldLeases} from '../../storage/leases/list-held-leases.ts';
import {answerOf} from '../answer-of.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';

const config = {access: 'management'} as const;
const tags = ['Books'];
const campaignParams = z.object({campaignId: z.string().min(1).max(200)});
const hourMs = 3_600_000;

export function registerBooks(app: App, deps: AppDeps): void {
  registerAccounts(app, deps);
  registerWriteOffs(app, deps);
  registerOffline(app, deps);
}

function registerAccounts(app: App, deps: AppDeps): void {
  app.get(
    '/sync/v1/admin/accounts/:account',
    {
      config,
      schema: {
        tags,
        summary: 'The book on a limited thing: limit, posted, free, and who holds the rest',
        params: z.object({account: accountKeySchema}),
        response: {200: accountViewSchema},
      },
    },
    async request => {
      const {account} = request.params;
      const [view] = await accountViews(deps.store.read(projectOf(request)), deps.clock, [account], null);
      if (view === undefined) throw new ApiError(notFound('account', account));
      return view;
    },
  );
  app.get(
    '/sync/v1/admin/leases',
    {
      config,
      schema: {
        tags,
        summary: 'What tills hold that were silent for so many hours, longest first',
        querystring: z.object({
          silent_hours: z.coerce.number().min(0).max(100_000).default(24),
          limit: z.coerce.number().int().min(1).max(1000).default(500),
        }),
        response: {200: z.object({leases: z.array(heldLeaseSchema)})},
      },
    },
    async request => {
      const nowMs = deps.clock.nowMs();
      const silentSinceMs = epochMs(nowMs - Math.floor(request.query.silent_hours * hourMs));
      const filter = {silentSinceMs, suspendedBeforeMs: suspensionDue(nowMs), limit: request.query.limit};
      return {leases: [...(await listHeldLeases(deps.db, projectOf(request), filter))]};
    },
  );
}

function registerWriteOffs(app: App, deps: AppDeps): void {
  app.post(
    '/sync/v1/admin/leases/:leaseId/write-off',
    {
      config,
      schema: {
        tags,
        summary: 'Give up what a silent till holds of one account',
        params: z.object({leaseId: idSchema('lease')}),
        body: writeOffOrderSchema,
        response: {200: writtenOffSchema},
      },
    },
    async request =>
      shown(
        answerOf(await writeOffLease(deps.store, projectOf(request), request.params.leaseId, request.body)),
      ),
  );
  app.post(
    '/sync/v1/admin/tills/:tillId/write-off',
    {
      config,
      schema: {
        tags,
        summary: 'Give up everything that a destroyed, stolen or lost till holds',
        params: z.object({tillId: idSchema('till')}),
        body: writeOffOrderSchema,
        response: {200: writtenOffSchema},
      },
    },
    async request =>
      shown(
        answerOf(await writeOffTill(deps.store, projectOf(request), request.params.tillId, request.body)),
      ),
  );
}

function registerOffline(app: App, deps: AppDeps): void {
  app.get(
    '/sync/v1/admin/campaigns/:campaignId/exposure',
    {
      config,
      schema: {
        tags,
        summary: 'Money that may be handed out beyond a campaign’s limits, at worst',
        params: campaignParams,
        response: {200: exposureSchema},
      },
    },
    async request => answerOf(await campaignExposure(deps, projectOf(request), request.params.campaignId)),
  );
  app.put(
    '/sync/v1/admin/campaigns/:campaignId/offline-terms',
    {
      config,
      schema: {
        tags,
        summary: 'What its tills may do without a connection; with dry_run only what that would expose',
        params: campaignParams,
        querystring: z.object({dry_run: z.stringbool().default(false)}),
        body: z.strictObject(offlineTermsBody).check(checkOfflineTerms),
        response: {
          200: z.object({terms: offlineTermsWire, before: exposureSchema, after: exposureSchema}),
        },
      },
    },
    async request => {
      const {campaignId} = request.params;
      const dryRun = request.query.dry_run;
      return answerOf(await setOfflineTerms(deps, projectOf(request), campaignId, request.body, {dryRun}));
    },
  );
}

function shown({leases, exposure}: WrittenOff): z.output<typeof writtenOffSchema> {
  return {
    leases: leases.map(({id, account, writtenOff}) => ({leaseId: id, account, units: writtenOff})),
    exposure,
  };
}
