/** People who work at the tills, for management keys. */
import {z} from 'zod';
import {idSchema} from '../../../shared/kernel/id.ts';
import {staffChangeSchema, staffViewSchema} from '../../../shared/protocol/admin.ts';
import {changeStaff} from '../../enrolment/change-staff.ts';
import {answerOf} from '../answer-of.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';

export function registerStaff(app: App, deps: AppDeps): void {
  app.post(
    '/sync/v1/admin/staff/:staffId',
    {
      config: {access: 'management'},
      schema: {
        tags: ['Stores and tills'],
        summary: 'Let a person sign in, or no more',
        params: z.object({staffId: idSchema('staff')}),
        body: staffChangeSchema,
        response: {200: staffViewSchema.extend({active: z.boolean()})},
      },
    },
    async request =>
      answerOf(await changeStaff(deps, projectOf(request), request.params.staffId, request.body)),
  );
}
