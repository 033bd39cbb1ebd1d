/** Stores, people, tills and their books, for management keys. */
import {z} from 'zod';
import {ApiError, notFound} from '../../../shared/api/error.ts';
import {idSchema} from '../../../shared/kernel/id.ts';
import {accountKeySchema} from '../../../shared/ledger/account-key.ts';
import {
  conflictViewSchema,
  issuedCodeSchema,
  newStaffSchema,
  newStoreSchema,
  newTillSchema,
  staffViewSchema,
  storeViewSchema,
  tillViewSchema,
} from '../../../shared/protocol/admin.ts';
import {accountViewSchema} from '../../../shared/protocol/exchange.ts';
import {addStaff} from '../../enrolment/add-staff.ts';
import {addStore} from '../../enrolment/add-store.ts';
import {addTill} from '../../enrolment/add-till.ts';
import {issueCodeFor} from '../../enrolment/issue-code.ts';
import {revokeTill} from '../../enrolment/revoke-till.ts';
import {accountViews} from '../../leases/account-views.ts';
import {listConflicts} from '../../storage/conflicts/list-conflicts.ts';
import {listTills} from '../../storage/devices/list-tills.ts';
import {answerOf} from '../answer-of.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';

const config = {access: 'management'} as const;
const tags = ['Stores and tills'];
const tillParams = z.object({tillId: idSchema('till')});
/** Newest first; older ones stay in the database. */
const conflictsShown = 500;

export function registerAdmin(app: App, deps: AppDeps): void {
  registerSetup(app, deps);
  registerTills(app, deps);
  registerBooks(app, deps);
}

function registerSetup(app: App, deps: AppDeps): void {
  app.post(
    '/sync/v1/admin/stores',
    {config, schema: {tags, summary: 'Open a store', body: newStoreSchema, response: {200: storeViewSchema}}},
    async request => answerOf(await addStore(deps, projectOf(request), request.body)),
  );
  app.post(
    '/sync/v1/admin/staff',
    {
      config,
      schema: {
        tags,
        summary: 'Add a person with a PIN',
        body: newStaffSchema,
        response: {200: staffViewSchema},
      },
    },
    request => addStaff(deps, projectOf(request), request.body),
  );
  app.post(
    '/sync/v1/admin/tills',
    {
      config,
      schema: {
        tags,
        summary: 'Set up a till and get its enrolment code',
        body: newTillSchema,
        response: {200: issuedCodeSchema},
      },
    },
    async request => answerOf(await addTill(deps, projectOf(request), request.body)),
  );
}

function registerTills(app: App, deps: AppDeps): void {
  app.post(
    '/sync/v1/admin/tills/:tillId/enrolment-code',
    {
      config,
      schema: {
        tags,
        summary: 'A new enrolment code for a till',
        params: tillParams,
        response: {200: issuedCodeSchema},
      },
    },
    async request => answerOf(await issueCodeFor(deps, projectOf(request), request.params.tillId)),
  );
  app.post(
    '/sync/v1/admin/tills/:tillId/revoke',
    {
      config,
      schema: {
        tags,
        summary: 'Shut a till out',
        params: tillParams,
        response: {200: z.object({id: idSchema('till'), status: z.literal('revoked')})},
      },
    },
    async request => answerOf(await revokeTill(deps, projectOf(request), request.params.tillId)),
  );
  app.get(
    '/sync/v1/admin/tills',
    {
      config,
      schema: {
        tags,
        summary: 'Tills, what they hold and when they were last seen',
        response: {200: z.object({tills: z.array(tillViewSchema)})},
      },
    },
    async request => ({tills: await listTills(deps.db, projectOf(request))}),
  );
}

function registerBooks(app: App, deps: AppDeps): void {
  app.get(
    '/sync/v1/admin/conflicts',
    {
      config,
      schema: {
        tags,
        summary: 'What a person should look at, newest first',
        response: {200: z.object({conflicts: z.array(conflictViewSchema)})},
      },
    },
    async request => ({conflicts: await listConflicts(deps.db, projectOf(request), conflictsShown)}),
  );
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
      const [view] = await accountViews(deps, projectOf(request), [account], null);
      if (view === undefined) throw new ApiError(notFound('account', account));
      return view;
    },
  );
}
