import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {accountKeySchema} from '../ledger/account-key.ts';

/**
 * Takes back, in whole or in part, what a sale drew. Each line names the redemption whose draw it reverses; the sum of
 * all reversals of a draw never exceeds it. Units that came from a lease of this till go back on that lease and may be
 * spent again here (`refunded`); the others go back to the free part of the account.
 */
export const voidSchema = z.object({
  id: idSchema('void'),
  saleId: idSchema('sale'),
  orderId: idSchema('ord'),
  staffId: idSchema('staff'),
  reason: z.string().max(200).nullable(),
  reversals: z
    .array(
      z.object({
        redemptionId: idSchema('r'),
        account: accountKeySchema,
        amount: z.int().positive(),
        /** The lease it goes back on, null where it goes to the free part. */
        leaseId: idSchema('lease').nullable(),
      }),
    )
    .min(1)
    .max(500),
});
export type Void = z.output<typeof voidSchema>;
