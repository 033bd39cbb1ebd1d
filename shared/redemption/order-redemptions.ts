import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema, type RedemptionId} from '../kernel/id.ts';
import type {Redemption, Rollback} from './redemption-record.ts';

/** What an order remembers of a redemption: single ones by what was redeemed, stacked ones by their children. */
const orderRedemptionSchema = z.object({
  atMs: epochMsSchema,
  object: z.enum(['voucher', 'promotion_tier', 'redemption']),
  relatedId: z.union([idSchema('v'), idSchema('promo'), idSchema('r')]),
  campaignId: idSchema('camp').optional(),
  stacked: z.array(idSchema('r')).optional(),
  rollback: z
    .object({id: idSchema('rr'), atMs: epochMsSchema, stacked: z.array(idSchema('rr')).optional()})
    .optional(),
});
export type OrderRedemption = z.output<typeof orderRedemptionSchema>;
/** By the id of the single redemption or the parent. */
const orderRedemptionsSchema = z.record(idSchema('r'), orderRedemptionSchema);
export type OrderRedemptions = z.output<typeof orderRedemptionsSchema>;

/** The order's entry of a redemption that just happened; `of` is the single redemption or the parent. */
export function orderRedemption(of: Redemption): OrderRedemption {
  const {id, atMs, childIds, redeemable} = of;
  if (redeemable === undefined) {
    return {atMs, object: 'redemption', relatedId: id, stacked: [...(childIds ?? [])]};
  }
  const {object, campaignId} = redeemable;
  return {atMs, object, relatedId: redeemable.id, ...(campaignId === null ? {} : {campaignId})};
}

/** The entries after a rollback: each child's rollback stands at the place of its redemption. */
export function withRollback(
  entries: OrderRedemptions,
  redemptionId: RedemptionId,
  rollback: Rollback,
  children: readonly Rollback[],
): OrderRedemptions {
  const entry = entries[redemptionId];
  if (entry === undefined) return entries;
  const stacked = (entry.stacked ?? []).flatMap(
    id => children.find(child => child.redemptionId === id)?.id ?? [],
  );
  return {
    ...entries,
    [redemptionId]: {
      ...entry,
      rollback: {id: rollback.id, atMs: rollback.atMs, ...(stacked.length === 0 ? {} : {stacked})},
    },
  };
}
