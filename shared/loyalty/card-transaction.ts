import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {balanceOf, type LoyaltyCard, totalOf} from './loyalty-card.ts';
import type {Moment} from './moment.ts';

const cardTransactionTypes = [
  'POINTS_ACCRUAL',
  'POINTS_REDEMPTION',
  'POINTS_REFUND',
  'POINTS_ADDITION',
  'POINTS_REMOVAL',
  'POINTS_EXPIRATION',
  'POINTS_TRANSFER_IN',
  'POINTS_TRANSFER_OUT',
  'PENDING_POINTS_ACTIVATION',
] as const;

/** What a transaction goes back to; only what applies is there. */
const causeSchema = z.object({
  earningRuleId: idSchema('ern').optional(),
  orderId: idSchema('ord').optional(),
  pendingPointsId: idSchema('lopp').optional(),
  redemptionId: idSchema('r').optional(),
  rollbackId: idSchema('rr').optional(),
  rewardId: idSchema('rew').optional(),
  /** The other card of a transfer. */
  otherVoucherId: idSchema('v').optional(),
  referralCodeId: idSchema('v').optional(),
});
export type TransactionCause = z.output<typeof causeSchema>;

/** One line of a card's statement; the edge that stores it gives it its id. `total` and `balance` are those after it. */
const cardTransactionSchema = z.object({
  type: z.enum(cardTransactionTypes),
  voucherId: idSchema('v'),
  campaignId: idSchema('camp'),
  atMs: epochMsSchema,
  /** Negative where points left the balance. */
  points: z.int(),
  total: z.int(),
  balance: z.int(),
  operation: z.enum(['AUTOMATIC', 'MANUAL']),
  /** The caller's own id of it: the same one never counts twice. */
  sourceId: z.string().max(200).optional(),
  reason: z.string().max(1000).optional(),
  cause: causeSchema.optional(),
});
export type CardTransaction = z.output<typeof cardTransactionSchema>;
export type CardTransactionType = CardTransaction['type'];

/** What the caller may say about an operation. */
export interface Occasion {
  readonly operation: CardTransaction['operation'];
  readonly sourceId?: string | undefined;
  readonly reason?: string | undefined;
  readonly cause?: TransactionCause | undefined;
}

/** The line for a change that led to `after`. */
export function transactionOf(
  type: CardTransactionType,
  points: number,
  after: LoyaltyCard,
  {atMs}: Moment,
  {operation, sourceId, reason, cause}: Occasion,
): CardTransaction {
  return {
    type,
    voucherId: after.voucherId,
    campaignId: after.campaignId,
    atMs,
    points,
    total: totalOf(after),
    balance: balanceOf(after),
    operation,
    ...(sourceId === undefined ? {} : {sourceId}),
    ...(reason === undefined ? {} : {reason}),
    ...(cause === undefined ? {} : {cause}),
  };
}
