import type {FastifyCorsOptions, FastifyCorsOptionsDelegate} from '@fastify/cors';

/** The origin of the packaged till. */
const packagedTill = 'app://counterfoil';

/**
 * Only /sync/v1 answers pages from elsewhere, and only the packaged till and the origins the owner named.
 * Everything else is same-origin: API keys do not belong into web pages.
 */
export function corsOptions(allowedOrigins: readonly string[]): {delegator: FastifyCorsOptionsDelegate} {
  const tills: FastifyCorsOptions = {
    origin: [packagedTill, ...allowedOrigins],
    methods: ['GET', 'POST'],
    exposedHeaders: ['retry-after'],
    allowedHeaders: ['authorization', 'content-type', 'content-encoding'],
    maxAge: 600,
  };
  return {
    delegator: (request, callback) => {
      callback(null, request.url?.startsWith('/sync/v1/') ? tills : {origin: false});
    },
  };
}
