import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';

/** What can be changed without a connection. */
export const editableKinds = ['campaign', 'product', 'voucher', 'promotion_tier'] as const;

/**
 * One field as the editor found it and as they left it, by its path in the document (`name`, `metadata.colour`). `before`
 * is undefined (absent) where the field was not there; `after` likewise where it was taken away.
 */
const fieldEditSchema = z.object({
  path: z.string().min(1).max(200),
  before: z.json().optional(),
  after: z.json().optional(),
});

/** An edit made on a till, merged field by field with what others did meanwhile (shared/merge). */
export const editSchema = z.object({
  id: idSchema('edit'),
  kind: z.enum(editableKinds),
  documentId: z.string().min(3).max(140),
  /** Version of the document the editor saw. */
  baseVersion: z.int().positive(),
  staffId: idSchema('staff'),
  change: z.discriminatedUnion('kind', [
    z.object({kind: z.literal('fields'), fields: z.array(fieldEditSchema).min(1).max(200)}),
    z.object({kind: z.literal('delete')}),
  ]),
});
export type Edit = z.output<typeof editSchema>;
