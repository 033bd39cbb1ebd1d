import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';

/** That codes were given to a customer. */
const publicationSchema = z.object({
  id: idSchema('pub'),
  createdAtMs: epochMsSchema,
  customerId: idSchema('cust'),
  campaignId: idSchema('camp').nullable(),
  voucherIds: z.array(idSchema('v')).min(1).max(50),
  /** The caller's own id of it: the same one publishes once. */
  sourceId: z.string().max(200).nullable(),
  channel: z.string().max(200).nullable(),
  metadata: metadataSchema,
});
export type Publication = z.output<typeof publicationSchema>;
