import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';

/** A customer as a decision sees it, with the segments the server last put them in. */
export const customerSchema = z.object({
  kind: z.literal('customer'),
  id: idSchema('cust'),
  version: z.int().positive(),
  sourceId: z.string().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  metadata: metadataSchema,
  segmentIds: z.array(idSchema('seg')),
});
export type Customer = z.output<typeof customerSchema>;
