/** What validations, redemptions and rollbacks are asked with (semantics.md C.1, C.6). */
import {z} from 'zod';
import type {RequestedRedeemable} from '../decision/request.ts';
import type {PromotionTierId} from '../kernel/id.ts';
import {minor} from '../money/minor.ts';
import {customerBody} from './customer-body.ts';
import {type ApiProblem, apiError} from './error.ts';
import {orderBody} from './order-body.ts';
import {refuseUnsupported} from './unsupported.ts';
import {metadataBody, nonEmptyText, priceBody, shortText} from './wire-values.ts';

const redeemableBody = z
  .looseObject({
    object: z.enum(['voucher', 'promotion_tier']),
    id: nonEmptyText,
    gift: z.looseObject({credits: priceBody.nullish()}).nullish(),
  })
  .check(context =>
    refuseUnsupported(context, {reward: 'redeemables are vouchers, gift cards and promotion tiers'}),
  );

/** `POST /v1/validations` and `POST /v1/redemptions`. */
export const redeemBody = z
  .looseObject({
    redeemables: z.array(redeemableBody).min(1).max(30),
    order: orderBody.nullish(),
    customer: customerBody.nullish(),
    tracking_id: shortText.nullish(),
    metadata: metadataBody.nullish(),
    options: z
      .looseObject({expand: z.array(z.enum(['order', 'redemption', 'redeemable', 'category'])).nullish()})
      .nullish(),
  })
  .check(context =>
    refuseUnsupported(context, {session: 'a redemption draws at once, there are no sessions to lock'}),
  );
export type RedeemBody = z.output<typeof redeemBody>;

/** The redeemables in the engine's terms. */
export function toRedeemables(body: RedeemBody): RequestedRedeemable[] {
  return body.redeemables.map(({object, id, gift}) => {
    if (object === 'promotion_tier') return {object, id: id as PromotionTierId};
    const credits = gift?.credits;
    return {
      object,
      code: id,
      creditsMinor: credits === null || credits === undefined ? null : minor(credits),
    };
  });
}

/** The same thing twice in one request is a mistake of the client, not a question for the engine. */
export function duplicatedRedeemables(redeemables: readonly RequestedRedeemable[]): ApiProblem | null {
  const names = redeemables.map(each => (each.object === 'voucher' ? `v ${each.code}` : `t ${each.id}`));
  if (new Set(names).size === names.length) return null;
  return apiError('duplicated_redeemables', {details: 'Duplicated redeemables detected in one redemption'});
}

/** Body of both rollback operations; it may be empty or missing. */
export const rollbackBody = z
  .looseObject({
    reason: shortText.nullish(),
    tracking_id: shortText.nullish(),
    customer: customerBody.nullish(),
    order: orderBody.nullish(),
    metadata: metadataBody.nullish(),
  })
  .nullish();
export type RollbackBody = z.output<typeof rollbackBody>;

export const rollbackQuery = z.looseObject({reason: shortText.optional(), tracking_id: shortText.optional()});
