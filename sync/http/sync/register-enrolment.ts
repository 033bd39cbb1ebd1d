import {
  enrolmentSchema,
  enrolRequestSchema,
  issuedTokenSchema,
  tokenRequestSchema,
} from '../../../shared/protocol/enrol.ts';
import {enrolTill} from '../../enrolment/enrol-till.ts';
import {issueToken} from '../../enrolment/issue-token.ts';
import {answerOf} from '../answer-of.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {atMost} from '../limits.ts';

/** Guesses per minute and address; a code has 40 random bits and lives ten minutes. */
const enrolmentsPerMinute = 60;
/** Per address: a fleet behind one proxy that comes back together. What is asked is proven by a till's key. */
const tokensPerMinute = 1_200;

export function registerEnrolment(app: App, deps: AppDeps): void {
  app.post(
    '/sync/v1/enrol',
    {
      config: {access: 'public', ...atMost(enrolmentsPerMinute)},
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
  app.post(
    '/sync/v1/token',
    {
      config: {access: 'public', ...atMost(tokensPerMinute)},
      schema: {
        tags: ['Tills'],
        summary: 'The next token of a till, for a request signed with its key',
        body: tokenRequestSchema,
        response: {200: issuedTokenSchema},
      },
    },
    async (request, reply) => {
      const issued = answerOf(await issueToken(deps, request.body));
      void reply.header('cache-control', 'no-store');
      return issued;
    },
  );
}
