import type {FastifySchemaCompiler} from 'fastify';
import {z} from 'zod';
import {ApiError} from '../../shared/api/error.ts';
import {payloadProblem, queryProblem} from '../../shared/api/payload-problem.ts';
import {assert} from '../../shared/kernel/assert.ts';

/** Checks bodies and queries with the route's zod schemas and names the first wrong place in Voucherify's words. */
export const compileValidator: FastifySchemaCompiler<unknown> = ({schema, httpPart}) => {
  assert(schema instanceof z.ZodType, 'a route schema must be a zod schema');
  const describe = httpPart === 'querystring' ? queryProblem : payloadProblem;
  return input => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return {value: parsed.data};
    return {error: new ApiError(describe(parsed.error.issues, schema, input))};
  };
};
