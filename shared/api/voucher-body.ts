import {z} from 'zod';
import {codeConfigBody} from './code-config.ts';
import {discountBody} from './discount-body.ts';
import {refuseUnsupported} from './unsupported.ts';
import {dateBody, longText, metadataBody, nonEmptyText, priceBody, shortText} from './wire-values.ts';

export const giftBody = z.looseObject({
  amount: priceBody,
  effect: z.literal('APPLY_TO_ORDER').nullish(),
});

/** A code may hold anything that a person can type or a scanner can read. */
export const codeBody = z
  .string()
  .min(1)
  .max(150)
  .regex(/^[^\p{Cc}]*\S[^\p{Cc}]*$/u, {error: 'should be a code without control characters'});

const windows = 'only start_date and expiration_date limit when it is valid';
/** Recurring windows, which a campaign, a voucher and a tier all may ask for. */
export const recurringWindows = {
  validity_timeframe: windows,
  validity_day_of_week: windows,
  validity_hours: windows,
};

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
    active: z.boolean().nullish(),
    additional_info: longText.nullish(),
    redemption: redemptionLimitBody.nullish(),
    code_config: codeConfigBody.nullish(),
    metadata: metadataBody.nullish(),
    validation_rules: z.array(nonEmptyText).max(1).nullish(),
  })
  .check(context => {
    refuseUnsupported(context, {
      ...recurringWindows,
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
