import {z} from 'zod';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {registerAdmin} from './register-admin.ts';
import {registerDemoOffer} from './register-demo-offer.ts';
import {registerEnrolment} from './register-enrolment.ts';
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
  registerAdmin(app, deps);
  if (deps.mode === 'demo') registerDemoOffer(app, deps);
}
