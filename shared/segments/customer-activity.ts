import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';
import {amountSchema} from '../money/minor.ts';

const count = z.int().nonnegative();
/** A statistic by name: of a loyalty program by its name or id, of a custom event by its type. */
const byName = <T extends z.ZodType>(entry: T) => z.record(z.string().max(200), entry);

/**
 * What a customer has done, as far as segments may ask for it (semantics.md A.6). Kept by the server beside the
 * customer; whatever is absent is unknown.
 */
export const customerActivitySchema = z.object({
  orders: z
    .object({
      totalCount: count,
      totalAmountMinor: amountSchema,
      lastOrderAmountMinor: amountSchema.optional(),
      lastOrderAtMs: epochMsSchema.optional(),
    })
    .optional(),
  /** The orders of the last year, for "in the last so many days"; newest last. */
  recentOrders: z.array(z.object({atMs: epochMsSchema, amountMinor: amountSchema})).optional(),
  redemptions: z
    .object({
      totalRedeemed: count,
      totalSucceeded: count,
      totalFailed: count,
      totalRolledBack: count,
      totalRollbackSucceeded: count,
      totalRollbackFailed: count,
      giftRedeemedMinor: amountSchema,
      giftToGoMinor: amountSchema,
      loyaltyRedeemedPoints: count,
      loyaltyToGoPoints: count,
    })
    .optional(),
  /** Points by program. */
  loyaltyPoints: byName(z.int()).optional(),
  referrals: z.object({total: count, campaigns: z.array(z.string())}).optional(),
  publications: z
    .object({total: count, campaigns: z.array(z.string()), lastAtMs: epochMsSchema.optional()})
    .optional(),
  events: byName(z.object({count, lastAtMs: epochMsSchema})).optional(),
});
export type CustomerActivity = z.output<typeof customerActivitySchema>;
