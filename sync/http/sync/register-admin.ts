/** Stores, people and tills, for management keys. */
import {z} from 'zod';
import {idSchema} from '../../../shared/kernel/id.ts';
import {
  issuedCodeSchema,
  newStaffSchema,
  newStoreSchema,
  newTillSchema,
  staffViewSchema,
  storeViewSchema,
  tillViewSchema,
} from '../../../shared/protocol/admin.ts';
import {addStaff} from '../../enrolment/add-staff.ts';
import {addStore} from '../../enrolment/add-store.ts';
import {addTill} from '../../enrolment/add-till.ts';
import {issueCodeFor} from '../../enrolment/issue-code.ts';
import {revokeTill} from '../../enrolment/revoke-till.ts';
import {suspensionDue} from '../../leases/lease-policy.ts';
import {listTills} from '../../storage/devices/list-tills.ts';
import {answerOf} from '../answer-of.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';

const config = {access: 'management'} as const;
const tags = ['Stores and tills'];
const tillParams = z.object({tillId: idSchema('till')});

export function registerAdmin(app: App, deps: AppDeps): void {
  registerSetup(app, deps);
  registerTills(app, deps);
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
    async request => answerOf(await addStaff(deps, projectOf(request), request.body)),
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
    async request => {
      const suspendedBefore = suspensionDue(deps.clock.nowMs());
      return {tills: await listTills(deps.db, projectOf(request), suspendedBefore)};
    },
  );
}
