import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {accountKeySchema} from '../ledger/account-key.ts';
import {amountSchema} from '../money/minor.ts';
import {paidMoneySchema} from './frozen-sale.ts';

export const returnPolicies = ['pro_rata', 'recompute', 'whole_set_only'] as const;
export type ReturnPolicy = (typeof returnPolicies)[number];

const unitRangeSchema = z.object({
  line: z.int().nonnegative(),
  first: z.int().positive(),
  last: z.int().positive(),
});

/** A return as it happened: which units came back, what was repaid for them and by what means. */
const returnRecordSchema = z.object({
  policy: z.enum(returnPolicies),
  /** The units, inside both ends. Each unit of a sale is in one return at most. */
  units: z.array(unitRangeSchema),
  shipping: z.boolean(),
  rest: z.boolean(),
  refundMinor: amountSchema,
  /** To each of the sale's credits, in their order; `points` where it is a card of points. */
  credits: z.array(z.object({amountMinor: amountSchema, points: z.int().nonnegative().optional()})),
  money: z.array(paidMoneySchema),
  /** With this return everything came back that was paid for. */
  closes: z.boolean(),
});
export type ReturnRecord = z.output<typeof returnRecordSchema>;
export type ReturnedUnits = z.output<typeof unitRangeSchema>;

/** What a return takes back in the ledger, by the redemption that drew it. */
const returnedDrawSchema = z.object({
  redemptionId: idSchema('r'),
  account: accountKeySchema,
  amount: z.int().positive(),
});
export type ReturnedDraw = z.output<typeof returnedDrawSchema>;
