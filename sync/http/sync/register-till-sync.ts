import {z} from 'zod';
import {exchangeRequestSchema, exchangeResponseSchema} from '../../../shared/protocol/exchange.ts';
import {readChanges} from '../../changes/read-changes.ts';
import {exchange} from '../../intake/exchange.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {tillOf} from '../caller.ts';

const changesQuerySchema = z.object({
  after: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(2000).default(500),
});

/** A till sends about 1 MB at a time, but one operation as large as it is: refusing it would block the till for ever. */
const uploadLimitBytes = 32 * 1024 * 1024;

export function registerTillSync(app: App, deps: AppDeps): void {
  app.post(
    '/sync/v1/exchange',
    {
      config: {access: 'till'},
      bodyLimit: uploadLimitBytes,
      schema: {
        tags: ['Tills'],
        summary: 'Operations up, answers and leases down',
        body: exchangeRequestSchema,
        response: {200: exchangeResponseSchema},
      },
    },
    request => exchange(deps, tillOf(request), request.body),
  );
  app.get(
    '/sync/v1/changes',
    {
      config: {access: 'till'},
      // The documents were checked when they were published; checking a page of 2,000 again costs more than reading it.
      schema: {tags: ['Tills'], summary: 'What changed after a position', querystring: changesQuerySchema},
    },
    request => readChanges(deps, tillOf(request).projectId, request.query),
  );
}
