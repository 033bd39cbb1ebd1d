/**
 * One shape for every way the server says no: Voucherify's `{code, key, message, details, request_id}`. What was
 * not foreseen is logged under its request id and answered without inner detail.
 */
import type {FastifyError, FastifyReply, FastifyRequest} from 'fastify';
import {ApiError, type ApiErrorBody, type ApiProblem, apiError} from '../../shared/api/error.ts';
import {databaseFailure} from '../storage/database-failure.ts';
import type {AppDeps} from './app-deps.ts';

export function answerError(deps: Pick<AppDeps, 'logFailure'>) {
  return async (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) => {
    const problem = problemOf(error);
    if (problem.code >= 500)
      deps.logFailure(`${request.id} ${request.method} ${request.routeOptions.url ?? '-'}`, error);
    await reply.code(problem.code).send(errorBody(problem, request));
  };
}

export async function answerNotFound(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const problem = apiError('not_found', {details: `Cannot find ${request.method} ${pathOf(request)}`});
  await reply.code(problem.code).send(errorBody(problem, request));
}

function errorBody(problem: ApiProblem, request: FastifyRequest): ApiErrorBody {
  return {...problem, request_id: request.id};
}

/** Malformed JSON keeps the words Voucherify's servers use (semantics.md I). */
const byFastifyCode: Readonly<Record<string, ApiProblem>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: apiError('invalid_payload', {
    details: 'Invalid request payload JSON format',
  }),
  FST_ERR_CTP_EMPTY_JSON_BODY: apiError('invalid_payload', {details: 'Payload is empty'}),
  FST_ERR_CTP_BODY_TOO_LARGE: apiError('payload_too_large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: apiError('unsupported_media_type', {
    details: 'Send application/json',
  }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: apiError('invalid_payload', {
    details: 'Content-Length does not match the body',
  }),
};

function problemOf(error: FastifyError | Error): ApiProblem {
  if (error instanceof ApiError) return error.problem;
  const failure = databaseFailure(error);
  if (failure === 'unreachable')
    return apiError('service_unavailable', {details: 'The database does not answer'});
  if (failure === 'unstorable-text')
    return apiError('invalid_payload', {details: 'Text must not contain NUL or broken Unicode'});
  const code = 'code' in error ? error.code : undefined;
  const known = code === undefined ? undefined : byFastifyCode[code];
  if (known !== undefined) return known;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 429) return apiError('too_many_requests');
  if (status === 413) return apiError('payload_too_large');
  if (status === 415) return apiError('unsupported_media_type');
  if (status !== undefined && status >= 400 && status < 500)
    return apiError('invalid_payload', {details: error.message});
  return apiError('internal_error');
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url;
}
