import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';

/**
 * How a campaign's codes are given out (semantics.md A.2, A.10). AUTO_UPDATE makes a new code when none is left,
 * STATIC has what it has, STANDALONE is one code for everybody.
 */
const publishingTermsSchema = z.object({
  campaignId: idSchema('camp'),
  active: z.boolean(),
  type: z.enum(['AUTO_UPDATE', 'STATIC', 'STANDALONE']),
  joinOnce: z.boolean(),
  isLoyalty: z.boolean(),
});
export type PublishingTerms = z.output<typeof publishingTermsSchema>;

/** One code per customer: always for loyalty, never for one code for everybody; otherwise as set or asked for. */
export function isJoinOnce(
  {type, joinOnce, isLoyalty}: PublishingTerms,
  asked: boolean | undefined,
): boolean {
  if (type === 'STANDALONE') return false;
  return isLoyalty || joinOnce || asked === true;
}
