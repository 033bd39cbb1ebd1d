/**
 * How often anyone may call. Every route is limited: a till by its id, an API key by its project, everyone else by
 * address; who calls more often hears 429 with Retry-After. Per server process, over a minute.
 *
 * The limits are far above what a till or a shop does. They keep one that went wrong, or a stranger who guesses, from
 * taking the server away from the others.
 */
import type {RateLimitOptions, RateLimitPluginOptions} from '@fastify/rate-limit';
import type {FastifyReply, FastifyRequest} from 'fastify';
import {ApiError, apiError} from '../../shared/api/error.ts';
import type {App} from './app-type.ts';

const timeWindow = 60_000;
/** Shop software that loads a catalogue is no attack. */
const perKey = 600_000;
/** Pages, scripts and descriptions. */
const perAddress = 6_000;
/** Of tills where a route says nothing. */
const perTill = 3_000;
/** Wrong keys and tokens from one address, before it is not listened to for the rest of the minute. */
const failuresPerAddress = 300;
/** Callers remembered; beyond that the least recent are forgotten. */
const remembered = 100_000;

export const limitOptions: RateLimitPluginOptions = {
  global: true,
  cache: remembered,
  timeWindow,
  keyGenerator: keyOf,
  max: mostOf,
  addHeaders: {'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false},
  addHeadersOnExceeding: {
    'x-ratelimit-limit': false,
    'x-ratelimit-remaining': false,
    'x-ratelimit-reset': false,
  },
  errorResponseBuilder: () => new ApiError(apiError('too_many_requests')),
};

/** For a route's `config`: calls a minute of one till, or of one address where the route is public. */
export function atMost(max: number): {readonly rateLimit: RateLimitOptions} {
  return {rateLimit: {max, timeWindow}};
}

/**
 * Counts who is not let in: `assertListened` before asking who it is, `noteFailure` after a wrong answer. A right one
 * from a crowded address waits out the minute with the others; tills sell on meanwhile.
 */
export interface FailureLimit {
  /** @throws ApiError 429 with Retry-After. */
  assertListened(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  noteFailure(request: FastifyRequest): Promise<void>;
}

export function failureLimit(app: App): FailureLimit {
  const count = app.createRateLimit({
    max: failuresPerAddress,
    timeWindow,
    keyGenerator: request => request.ip,
  });
  return {
    async assertListened(request, reply) {
      const seen = await count(request, {increment: false});
      if (seen.isAllowed || seen.remaining > 0) return;
      void reply.header('retry-after', seen.ttlInSeconds);
      throw new ApiError(apiError('too_many_requests'));
    },
    async noteFailure(request) {
      await count(request);
    },
  };
}

function keyOf({caller, ip}: FastifyRequest): string {
  switch (caller.kind) {
    case 'till':
      return caller.deviceId;
    case 'key':
      return `${caller.audience} ${caller.projectId}`;
    case 'public':
      return ip;
  }
}

function mostOf({caller}: FastifyRequest): number {
  switch (caller.kind) {
    case 'till':
      return perTill;
    case 'key':
      return perKey;
    case 'public':
      return perAddress;
  }
}
