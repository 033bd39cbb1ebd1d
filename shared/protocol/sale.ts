import {z} from 'zod';
import {decisionSchema} from '../decision/decision.ts';
import {factsSchema} from '../decision/facts.ts';
import {decisionRequestSchema} from '../decision/request.ts';
import {contentHashSchema} from '../kernel/content-hash.ts';
import {idSchema} from '../kernel/id.ts';
import {accountKeySchema} from '../ledger/account-key.ts';
import {drawSchema} from '../ledger/draw.ts';
import {currencySchema} from '../money/currency.ts';
import {minorSchema} from '../money/minor.ts';
import {overrideSchema} from './override.ts';

/** A completed sale as the till uploads it: the decision with its read-set, what was drawn, and how it was paid. */
export const tenderSchema = z.object({
  kind: z.enum(['cash', 'card']),
  amountMinor: minorSchema,
});
export type Tender = z.output<typeof tenderSchema>;

export const saleSchema = z.object({
  id: idSchema('sale'),
  orderId: idSchema('ord'),
  /** Printed on the receipt: till number and gapless sequence, `03-000042`. */
  receiptNumber: z.string(),
  staffId: idSchema('staff'),
  storeId: idSchema('store'),
  currency: currencySchema,
  facts: factsSchema,
  request: decisionRequestSchema,
  decision: decisionSchema,
  decisionHash: contentHashSchema,
  /** One per applied verdict, in order; `parentRedemptionId` is set when there are two or more. */
  redemptions: z.array(z.object({id: idSchema('r'), verdict: z.int().nonnegative()})),
  parentRedemptionId: idSchema('r').nullable(),
  /** The decision's draws, each on the lease it was spent from. */
  spends: z.array(drawSchema.extend({leaseId: idSchema('lease')})),
  /**
   * Draws that no lease covered: handed out on the campaign's trust, or on a manager's word. `leaseId` is the lease on
   * the trust or override account that `amountMinor` was drawn from. Absent: none.
   */
  uncovered: z
    .array(
      z.object({
        account: accountKeySchema,
        amount: z.int().positive(),
        by: z.enum(['trust', 'override']),
        leaseId: idSchema('lease'),
        amountMinor: minorSchema,
        overrideId: idSchema('ovr').optional(),
      }),
    )
    .max(50)
    .optional(),
  overrides: z.array(overrideSchema).max(20).optional(),
  /** What of it is about a person, sealed with that customer's key (sealed-sale.ts). Absent: nothing is sealed. */
  sealed: z.object({customerId: idSchema('cust'), box: z.string().max(1_000_000)}).optional(),
  tenders: z.array(tenderSchema),
  /** Cash handed back. Tenders − change = the order's total after gift credits. */
  changeMinor: minorSchema,
});
export type Sale = z.output<typeof saleSchema>;
