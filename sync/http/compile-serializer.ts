import type {FastifySerializerCompiler} from 'fastify';
import {z} from 'zod';
import {assert} from '../../shared/kernel/assert.ts';

/** Answers hold to their route's schema too: a field too many is left out, a missing one is a failure of ours. */
export const compileSerializer: FastifySerializerCompiler<unknown> = ({schema, method, url}) => {
  assert(schema instanceof z.ZodType, `${method} ${url}: an answer's schema must be a zod schema`);
  return data => JSON.stringify(schema.parse(data));
};
