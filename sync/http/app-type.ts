import type {IncomingMessage, ServerResponse} from 'node:http';
import type {FastifyBaseLogger, FastifyInstance, RawServerDefault} from 'fastify';
import type {ZodTypeProvider} from 'fastify-type-provider-zod';

/** The server's Fastify: request and answer types come from each route's zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  FastifyBaseLogger,
  ZodTypeProvider
>;
