/** What every /v1 route is made of. */
import type {FastifyRequest} from 'fastify';
import {z} from 'zod';
import {ApiError, type Outcome} from '../../../shared/api/error.ts';
import {errorWire} from '../../../shared/api/error-object.ts';
import {type ListQuery, type listQueryBody, readListQuery} from '../../../shared/api/list-query.ts';
import type {RedemptionChannel} from '../../storage/tables.ts';

/** Refusals in every route's description. */
export const refusals = {'4xx': errorWire};

/** The value of a command's answer; a refusal leaves the route as the error it is. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new ApiError(outcome.problem);
  return outcome.value;
}

/** The value, or the refusal when there is none. */
export function unwrapFound<T>(found: T | null, missing: ConstructorParameters<typeof ApiError>[0]): T {
  if (found === null) throw new ApiError(missing);
  return found;
}

export function listQueryOf<Field extends string>(
  query: z.output<typeof listQueryBody>,
  orders: readonly Field[],
): ListQuery<Field> {
  return unwrap(readListQuery(query, orders));
}

/** The one thing a path names, e.g. `pathOf('code')`. */
export function pathOf<Name extends string>(name: Name) {
  return z.object({[name]: z.string()} as Record<Name, z.ZodString>);
}

/** Which key redeemed. */
export function channelOf(request: FastifyRequest): RedemptionChannel {
  const appId = request.headers['x-app-id'];
  return {channel_id: typeof appId === 'string' ? appId : 'api', channel_type: 'API'};
}

/** Bodies that hold nothing: `{}`, null or none at all. */
export const emptyBody = z.looseObject({}).nullish();
