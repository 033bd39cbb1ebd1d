import {demoOfferSchema} from '../../../shared/protocol/enrol.ts';
import {demoOffer} from '../../enrolment/demo-offer.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';

/** There in demo mode only, which answers this machine only (guard-demo.ts). */
export function registerDemoOffer(app: App, deps: AppDeps): void {
  app.get(
    '/sync/v1/demo',
    {
      config: {access: 'public'},
      schema: {
        tags: ['Tills'],
        summary: 'What lets a newcomer start the demo',
        response: {200: demoOfferSchema},
      },
    },
    async (_request, reply) => {
      void reply.header('cache-control', 'no-store');
      return demoOffer(deps);
    },
  );
}
