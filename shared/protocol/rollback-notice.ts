import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {accountKeySchema} from '../ledger/account-key.ts';

/**
 * What a rollback elsewhere took back of a sale of this till. The till makes it its own in its chain (operation
 * `rollback-seen`) and takes back no more than is left after it; the server is told by that operation. Until then
 * the units stay with the till, because it may have taken back the same ones before it heard of this.
 */
export const rollbackNoticeSchema = z.object({
  id: idSchema('notice'),
  orderId: idSchema('ord'),
  redemptionId: idSchema('r'),
  account: accountKeySchema,
  amount: z.int().positive(),
  /** The lease it was spent on, where the units await the till's word; null where they are free already. */
  leaseId: idSchema('lease').nullable(),
  /** The enrolment that sold it: of an earlier one another machine may have been this till. */
  epoch: z.int().positive(),
});
export type RollbackNotice = z.output<typeof rollbackNoticeSchema>;
