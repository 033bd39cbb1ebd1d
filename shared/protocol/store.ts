import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';

/** A shop of the chain, as its tills see it. */
export const storeSchema = z.object({
  kind: z.literal('store'),
  id: idSchema('store'),
  version: z.int().positive(),
  sourceId: z.string(),
  name: z.string(),
  addressLines: z.array(z.string()),
});
export type Store = z.output<typeof storeSchema>;
