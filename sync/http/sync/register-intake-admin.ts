/** Operations that tills could not bring themselves, or that this server did not understand: for management keys. */
import {z} from 'zod';
import {takenQueueSchema, tillQueueSchema} from '../../../shared/protocol/till-queue.ts';
import {retryQuarantined} from '../../intake/retry-quarantined.ts';
import {takeQueue} from '../../intake/take-queue.ts';
import {answerOf} from '../answer-of.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';

const config = {access: 'management'} as const;
const tags = ['Stores and tills'];
/** A queue of 5,000 sales with the facts they rest on. */
const queueLimitBytes = 128 * 1024 * 1024;

export function registerIntakeAdmin(app: App, deps: AppDeps): void {
  app.post(
    '/sync/v1/admin/till-queues',
    {
      config,
      bodyLimit: queueLimitBytes,
      schema: {
        tags,
        summary: 'Take in the exported queue of a till that cannot send it',
        body: tillQueueSchema,
        response: {200: takenQueueSchema},
      },
    },
    async request => answerOf(await takeQueue(deps, projectOf(request), request.body)),
  );
  app.post(
    '/sync/v1/admin/quarantine/retry',
    {
      config,
      schema: {
        tags,
        summary: 'Try again what was not understood',
        response: {200: z.object({tried: z.int().nonnegative(), applied: z.int().nonnegative()})},
      },
    },
    async request => {
      const {tried, applied} = await retryQuarantined(deps, projectOf(request), null);
      return {tried, applied: applied.length};
    },
  );
}
