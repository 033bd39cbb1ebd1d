import {enrolmentSchema, enrolRequestSchema} from '../../../shared/protocol/enrol.ts';
import {enrolTill} from '../../enrolment/enrol-till.ts';
import {answerOf} from '../answer-of.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';

/** Guesses per minute and address; a code has 40 random bits and lives ten minutes. */
const attemptsPerMinute = 60;

export function registerEnrolment(app: App, deps: AppDeps): void {
  app.post(
    '/sync/v1/enrol',
    {
      config: {access: 'public', rateLimit: {max: attemptsPerMinute, timeWindow: '1 minute'}},
      schema: {
        tags: ['Tills'],
        summary: 'Turn a browser or shell into a till',
        body: enrolRequestSchema,
        response: {200: enrolmentSchema},
      },
    },
    async (request, reply) => {
      const {projectId, enrolment} = answerOf(await enrolTill(deps, request.body));
      deps.stamper.poke(projectId);
      void reply.header('cache-control', 'no-store');
      return enrolment;
    },
  );
}
