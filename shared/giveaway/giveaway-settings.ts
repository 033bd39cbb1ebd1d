import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';

const places = z.int().min(0).max(10_000);

/**
 * What makes a campaign a giveaway. Its codes give a free product (their discount) or an entry in a draw (their
 * extras); either way a redemption is an entry and counts here. Absent limits do not limit.
 */
export const giveawaySettingsSchema = z.object({
  entriesPerCustomer: z.int().positive().optional(),
  entriesTotal: z.int().positive().optional(),
  /** Entries made at this instant or later are late. */
  closesAtMs: epochMsSchema.optional(),
  /** Absent for a giveaway of products only. */
  draw: z
    .object({
      winners: places.min(1),
      /** In this order they take the place of winners who are disqualified. */
      alternates: places,
      onePrizePerCustomer: z.boolean(),
      /** Hash of the seed, published before the first entry. See `draw-seed.ts`. */
      seedCommitment: z.string().regex(/^[0-9a-f]{64}$/, {error: 'should be a lower-case hex SHA-256'}),
    })
    .optional(),
});
export type GiveawaySettings = z.output<typeof giveawaySettingsSchema>;
export type DrawTerms = NonNullable<GiveawaySettings['draw']>;
