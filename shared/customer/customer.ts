import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';
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
  /** Loyalty tiers reached, by program. */
  loyaltyTierIds: z.array(idSchema('ltr')).optional(),
  /** `YYYY-MM-DD`. */
  birthdate: z.string().max(10).optional(),
  address: z
    .object({
      city: z.string().nullable(),
      state: z.string().nullable(),
      line1: z.string().nullable(),
      line2: z.string().nullable(),
      country: z.string().nullable(),
      postalCode: z.string().nullable(),
    })
    .optional(),
  createdAtMs: epochMsSchema.optional(),
});
export type Customer = z.output<typeof customerSchema>;
