import {z} from 'zod';
import {filterSchema} from '../filters/filter.ts';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';

/** What keeps a dynamic segment from being deleted, and what makes a passive one active. */
export type SegmentUse = 'earning_rule' | 'distribution' | 'referral_tier' | 'validation_rule' | 'reward';

/**
 * A group of customers (semantics.md H): a fixed list, or everyone a filter matches. An active one (`auto-update`)
 * tells of each customer who enters or leaves; a passive one does not.
 */
export const segmentSchema = z.object({
  kind: z.literal('segment'),
  id: idSchema('seg'),
  version: z.int().positive(),
  name: z.string(),
  members: z.discriminatedUnion('type', [
    z.object({type: z.literal('static'), customerIds: z.array(idSchema('cust'))}),
    z.object({type: z.enum(['auto-update', 'passive']), filter: filterSchema}),
  ]),
  createdAtMs: epochMsSchema,
});
export type Segment = z.output<typeof segmentSchema>;
