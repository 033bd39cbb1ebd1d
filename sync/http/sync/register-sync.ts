import {z} from 'zod';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {registerAdmin} from './register-admin.ts';
import {registerBooks} from './register-books.ts';
import {registerConflicts} from './register-conflicts.ts';
import {registerDemoOffer} from './register-demo-offer.ts';
import {registerDownloads} from './register-downloads.ts';
import {registerEnrolment} from './register-enrolment.ts';
import {registerIntakeAdmin} from './register-intake-admin.ts';
import {registerLive} from './register-live.ts';
import {registerStaff} from './register-staff.ts';
import {registerTillSync} from './register-till-sync.ts';

const healthSchema = z.object({
  ok: z.literal(true),
  mode: z.enum(['demo', 'normal']),
  version: z.string(),
});

/** What tills talk to, and the management of tills: /sync/v1. */
export async function registerSync(app: App, deps: AppDeps): Promise<void> {
  app.get(
    '/sync/v1/health',
    {
      config: {access: 'public'},
      schema: {tags: ['Server'], summary: 'Whether the server answers', response: {200: healthSchema}},
    },
    () => ({ok: true as const, mode: deps.mode, version: deps.version}),
  );
  registerEnrolment(app, deps);
  registerTillSync(app, deps);
  registerLive(app, deps);
  registerDownloads(app, deps);
  registerAdmin(app, deps);
  registerBooks(app, deps);
  registerConflicts(app, deps);
  registerIntakeAdmin(app, deps);
  registerStaff(app, deps);
  if (deps.mode === 'demo') registerDemoOffer(app, deps);
}
