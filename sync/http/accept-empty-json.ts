import type {FastifyInstance} from 'fastify';

/**
 * Clients say JSON and send nothing where a body may be left out; the schema then decides whether it may. `poisoned` is
 * what becomes of `__proto__` and `constructor` as names.
 */
export function acceptEmptyJson(scope: FastifyInstance, poisoned: 'error' | 'remove'): void {
  const parseJson = scope.getDefaultJsonParser(poisoned, poisoned);
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser<string>('application/json', {parseAs: 'string'}, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parseJson(request, body, done);
  });
}
