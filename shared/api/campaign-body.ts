import {z} from 'zod';

import {codeConfigBody} from './code-config.ts';
import {discountBody} from './discount-body.ts';
import {checkOfflineTerms, offlineTermsBody} from './offline-terms.ts';
import {promotionTierBody} from './promotion-tier-body.ts';
import {refuseUnsupported} from './unsupported.ts';
import {giftBody, redemptionLimitBody} from './voucher-body.ts';
import {checkWindowsBody, windowsBody} from './windows-body.ts';
import {dateBody, longText, metadataBody, nonEmptyText, shortText} from './wire-values.ts';

/** The campaign types that this API creates. */
const createdCampaignTypes = ['DISCOUNT_COUPONS', 'GIFT_VOUCHERS', 'PROMOTION'] as const;
const types = `campaign_type is one of ${createdCampaignTypes.join(', ')}`;

/** Most codes made in one request. */
export const vouchersAtOnce = 1000;

const voucherTemplateBody = z
  .looseObject({
    type: z.enum(['DISCOUNT_VOUCHER', 'GIFT_VOUCHER']).nullish(),
    discount: discountBody.nullish(),
    gift: giftBody.nullish(),
    redemption: redemptionLimitBody.nullish(),
    code_config: codeConfigBody.nullish(),
  })
  .check(context => refuseUnsupported(context, {loyalty_card: types, is_referral_code: types}));

/** `POST /v1/campaigns` (semantics.md A.2). */
export const campaignBody = z
  .looseObject({
    name: nonEmptyText,
    description: longText.nullish(),
    campaign_type: z.enum(createdCampaignTypes).nullish(),
    type: z.enum(['AUTO_UPDATE', 'STATIC', 'STANDALONE']).nullish(),
    vouchers_count: z.int().min(0).max(vouchersAtOnce).nullish(),
    voucher: voucherTemplateBody.nullish(),
    promotion: z.looseObject({tiers: z.array(promotionTierBody).max(100).nullish()}).nullish(),
    start_date: dateBody.nullish(),
    expiration_date: dateBody.nullish(),
    ...windowsBody,
    category: shortText.nullish(),
    active: z.boolean().nullish(),
    metadata: metadataBody.nullish(),
    ...offlineTermsBody,
    validation_rules: z.array(nonEmptyText).max(1).nullish(),
  })
  .check(context => {
    checkWindowsBody(context);
    checkOfflineTerms(context);
    refuseUnsupported(context, {
      activity_duration_after_publishing: 'codes are valid from start_date to expiration_date',
      referral_program: types,
      loyalty_tiers_expiration: types,
      category_id: 'categories are named with the property category',
    });
  });
export type CampaignBody = z.output<typeof campaignBody>;
