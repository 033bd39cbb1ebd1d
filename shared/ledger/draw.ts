import {z} from 'zod';
import {accountKeySchema} from './account-key.ts';

/** What a redemption takes from an account: uses, or minor units of gift credit. */
export const drawSchema = z.object({account: accountKeySchema, amount: z.int().positive()});
export type Draw = z.output<typeof drawSchema>;

/** What a decision may take from an account, and who says so: the server's book, or this till's own lease. */
export const availabilitySchema = z.object({
  account: accountKeySchema,
  available: z.int().nonnegative(),
  authority: z.enum(['server', 'lease']),
});
export type Availability = z.output<typeof availabilitySchema>;
