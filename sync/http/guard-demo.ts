/**
 * Demo mode has well-known keys, so only this machine may use them: a page elsewhere that points its own name at
 * 127.0.0.1 (DNS rebinding) is told apart by the Host it asks for, any other page by its Origin.
 */
import type {FastifyRequest} from 'fastify';
import {ApiError, apiError} from '../../shared/api/error.ts';

const localNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

export function guardDemo(allowedOrigins: readonly string[]) {
  return async (request: FastifyRequest): Promise<void> => {
    const {host, origin} = request.headers;
    if (host === undefined || !localNames.has(hostnameOf(`http://${host}`)))
      throw new ApiError(
        apiError('forbidden', {details: 'The demo answers on 127.0.0.1 and localhost only'}),
      );
    if (origin !== undefined && !isKnownOrigin(origin, allowedOrigins))
      throw new ApiError(apiError('forbidden', {details: 'The demo answers no pages from elsewhere'}));
  };
}

function isKnownOrigin(origin: string, allowedOrigins: readonly string[]): boolean {
  if (origin === 'app://counterfoil' || allowedOrigins.includes(origin)) return true;
  return /^https?:/.test(origin) && localNames.has(hostnameOf(origin));
}

function hostnameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
