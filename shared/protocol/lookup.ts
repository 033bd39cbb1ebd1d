/**
 * `POST /sync/v1/lookup`: a code that this till has no voucher for, because it is kept in another store or was made a
 * moment ago. The answer is what a sale with it needs; 404 where there is no such code.
 */
import {z} from 'zod';
import {documentSchema} from './document.ts';

export const lookupRequestSchema = z.object({
  /** As typed, or a voucher's id. */
  code: z.string().min(1).max(500),
});

export const lookupAnswerSchema = z.object({
  /** The voucher, its campaign, and the rules of both. */
  documents: z.array(documentSchema),
});
export type LookupAnswer = z.output<typeof lookupAnswerSchema>;
