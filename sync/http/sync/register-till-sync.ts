import {z} from 'zod';
import {exchangeRequestSchema, exchangeResponseSchema} from '../../../shared/protocol/exchange.ts';
import {checkSignature} from '../../enrolment/check-signature.ts';
import {exchange} from '../../intake/exchange.ts';
import {answerOf} from '../answer-of.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {tillOf} from '../caller.ts';
import {atMost} from '../limits.ts';

/** A till sends about 1 MB at a time, but one operation as large as it is: refusing it would block the till for ever. */
const uploadLimitBytes = 32 * 1024 * 1024;

/** A till speaks every other second, and once more for each code it has no lease for. */
const exchangesPerMinute = 6_000;

/** Fields of a later version are signed too: they stay, so that the text is the one the till signed. */
const {wants} = exchangeRequestSchema.shape;
const asSignedSchema = exchangeRequestSchema.loose().extend({wants: z.array(wants.element.loose()).max(50)});

export function registerTillSync(app: App, deps: AppDeps): void {
  app.post(
    '/sync/v1/exchange',
    {
      config: {access: 'till-upload', ...atMost(exchangesPerMinute)},
      bodyLimit: uploadLimitBytes,
      schema: {
        tags: ['Tills'],
        summary: 'Operations up, answers and leases down',
        body: asSignedSchema,
        response: {200: exchangeResponseSchema},
      },
    },
    async request => {
      const till = tillOf(request);
      answerOf(await checkSignature(deps, till, request.body));
      return exchange(deps, till, request.body);
    },
  );
}
