import {z} from 'zod';
import {refuseUnsupported} from './unsupported.ts';
import {nonEmptyText} from './wire-values.ts';

/** `POST /v1/segments`: a fixed list of customers (semantics.md H). */
export const segmentBody = z
  .looseObject({
    name: nonEmptyText,
    type: z.literal('static').nullish(),
    customers: z.array(nonEmptyText).max(20_000).nullish(),
  })
  .check(context => refuseUnsupported(context, {filter: 'segments are static lists of customers'}));
export type SegmentBody = z.output<typeof segmentBody>;
