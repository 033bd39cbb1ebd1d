import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';

/** A category ranks redeemables: a lower hierarchy is tried earlier (semantics.md A.13). */
export const categorySchema = z.object({
  kind: z.literal('category'),
  id: idSchema('cat'),
  version: z.int().positive(),
  name: z.string(),
  hierarchy: z.int().nonnegative(),
});
export type Category = z.output<typeof categorySchema>;
