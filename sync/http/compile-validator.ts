import type {FastifySchemaCompiler} from 'fastify';
import {z} from 'zod';
import {ApiError} from '../../shared/api/error.ts';
import {jsonProblem} from '../../shared/api/json-problem.ts';
import {payloadProblem, queryProblem} from '../../shared/api/payload-problem.ts';
import {assert} from '../../shared/kernel/assert.ts';

/** Operations are kept as they came and judged one by one: one odd character must not block a till's whole queue. */
const keptAsReceived: ReadonlySet<string> = new Set(['/sync/v1/exchange', '/sync/v1/admin/till-queues']);

/** Checks bodies and queries with the route's zod schemas and names the first wrong place in Voucherify's words. */
export const compileValidator: FastifySchemaCompiler<unknown> = ({schema, httpPart, url}) => {
  assert(schema instanceof z.ZodType, 'a route schema must be a zod schema');
  const describe = httpPart === 'querystring' ? queryProblem : payloadProblem;
  const mustBeStorable = httpPart === 'body' && !keptAsReceived.has(url ?? '');
  return input => {
    const unstorable = mustBeStorable ? jsonProblem(input) : null;
    if (unstorable !== null) return {error: new ApiError(unstorable)};
    const parsed = schema.safeParse(input);
    if (parsed.success) return {value: parsed.data};
    return {error: new ApiError(describe(parsed.error.issues, schema, input))};
  };
};
