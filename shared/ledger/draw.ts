import {z} from 'zod';
import {accountKeySchema} from './account-key.ts';

/**
 * What a redemption takes from an account: uses, minor units of gift credit, points, or counts of a limit.
 * `limit` is set for counters whose bound is a rule's: the draw succeeds only while committed + amount ≤ limit. A
 * counter drawn without a limit only counts.
 */
export const drawSchema = z.object({
  account: accountKeySchema,
  amount: z.int().positive(),
  limit: z.int().nonnegative().optional(),
});
export type Draw = z.output<typeof drawSchema>;

/**
 * What a decision may take from an account, and who says so: the server's book, this till's own lease, or the trust
 * its campaign puts in a till that has no lease and no connection.
 * `used` is what was committed so far; only the server knows it.
 */
export const availabilitySchema = z.object({
  account: accountKeySchema,
  available: z.int().nonnegative(),
  authority: z.enum(['server', 'lease', 'trust']),
  used: z.int().nonnegative().optional(),
  /** With authority `lease`, of a counter: what was counted in all, these units among them (L40). */
  countedTo: z.int().nonnegative().optional(),
  /** With authority `trust`: minor units this redemption may give away without a lease. */
  trustMinor: z.int().nonnegative().optional(),
});
export type Availability = z.output<typeof availabilitySchema>;
