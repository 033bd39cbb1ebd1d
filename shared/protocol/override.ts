import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {accountKeySchema} from '../ledger/account-key.ts';
import {minorSchema} from '../money/minor.ts';

/**
 * A manager's word at the till, good for one action on one order and for one amount. It is drawn on the store's override
 * account, so that what managers can approve without a connection is bounded too.
 */
export const overrideSchema = z.object({
  id: idSchema('ovr'),
  /** The manager whose PIN was given. */
  approverId: idSchema('staff'),
  /** The order it was given for; on another one it is worth nothing. */
  orderId: idSchema('ord'),
  action: z.literal('redeem-without-lease'),
  account: accountKeySchema,
  /** Units of the account. */
  amount: z.int().positive(),
  /** What it lets go at most, in minor units. */
  boundMinor: minorSchema,
  reason: z.string().trim().min(1).max(200),
  approvedAtMs: epochMsSchema,
});
export type Override = z.output<typeof overrideSchema>;
