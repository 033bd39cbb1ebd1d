import {z} from 'zod';
import {codeConfigBody} from './code-config.ts';
import {discountBody} from './discount-body.ts';
import {refuseUnsupported} from './unsupported.ts';
import {checkWindowsBody, windowsBody} from './windows-body.ts';
import {dateBody, longText, metadataBody, nonEmptyText, priceBody, shortText} from './wire-values.ts';

/** Where gift credits go: to the order, or to the items that the rules select. */
export const giftEffects = ['APPLY_TO_ORDER', 'APPLY_TO_ITEMS'] as const;
export type GiftEffect = (typeof giftEffects)[number];

export const giftBody = z.looseObject({
  amount: priceBody,
  effect: z.enum(giftEffects).nullish(),
});

/** A code may hold anything that a person can type or a scanner can read. */
export const codeBody = z
  .string()
  .min(1)
  .max(150)
  .regex(/^[^\p{Cc}]*\S[^\p{Cc}]*$/u, {error: 'should be a code without control characters'});

export const redemptionLimitBody = z.looseObject({quantity: z.int().min(0).max(1_000_000_000).nullish()});

/** `POST /v1/vouchers`, `/v1/vouchers/{code}` and `/v1/campaigns/{id}/vouchers…`: all of it may be left out there. */
export const voucherBody = z
  .looseObject({
    code: codeBody.nullish(),
    type: z.enum(['DISCOUNT_VOUCHER', 'GIFT_VOUCHER']).nullish(),
    discount: discountBody.nullish(),
    gift: giftBody.nullish(),
    campaign: nonEmptyText.nullish(),
    campaign_id: nonEmptyText.nullish(),
    category: shortText.nullish(),
    start_date: dateBody.nullish(),
    expiration_date: dateBody.nullish(),
    ...windowsBody,
    active: z.boolean().nullish(),
    additional_info: longText.nullish(),
    redemption: redemptionLimitBody.nullish(),
    code_config: codeConfigBody.nullish(),
    metadata: metadataBody.nullish(),
    validation_rules: z.array(nonEmptyText).max(1).nullish(),
  })
  .check(context => {
    checkWindowsBody(context);
    refuseUnsupported(context, {
      loyalty_card: 'vouchers are DISCOUNT_VOUCHER or GIFT_VOUCHER',
      is_referral_code: 'there are no referral programs',
      category_id: 'categories are named with the property category',
    });
    const {discount, gift} = context.value;
    if (discount == null || gift == null) return;
    context.issues.push({
      code: 'custom',
      path: ['gift'],
      input: gift,
      message: 'should not be given together with discount: a voucher is one or the other',
    });
  });
export type VoucherBody = z.output<typeof voucherBody>;
