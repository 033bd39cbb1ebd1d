import {z} from 'zod';
import {idSchema} from '../../shared/kernel/id.ts';
import {editableKinds} from '../../shared/protocol/edit.ts';

/** What a conflict C7 shows, and what resolving it needs: the fields that wait, each with its three values. */
export const editEvidenceSchema = z.object({
  editId: idSchema('edit'),
  kind: z.enum(editableKinds),
  documentId: z.string(),
  baseVersion: z.int().positive(),
  staffId: idSchema('staff'),
  fields: z.array(
    z.object({
      path: z.string(),
      base: z.json().optional(),
      mine: z.json().optional(),
      theirs: z.json().optional(),
      reason: z.string(),
    }),
  ),
});
export type EditEvidence = z.output<typeof editEvidenceSchema>;
