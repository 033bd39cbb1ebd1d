import {toDiscountWire} from '../../shared/api/discount-body.ts';
import {type ApiProblem, apiError, done, type Outcome, refused} from '../../shared/api/error.ts';
import type {VoucherBody} from '../../shared/api/voucher-body.ts';
import {toWindowsWire} from '../../shared/api/windows-body.ts';
import {toMetadata} from '../../shared/api/wire-values.ts';
import type {CampaignRecord} from '../storage/campaigns/campaign-record.ts';
import {isoTimeOrNull, toDateOrNull} from '../storage/iso-time.ts';
import type {VoucherSpec} from './make-vouchers.ts';

/** What a request and, where there is one, the campaign's template make of a voucher. */
export function voucherSpec(body: VoucherBody, campaign: CampaignRecord | null): Outcome<VoucherSpec> {
  const template = campaign?.template ?? null;
  if (campaign !== null && template === null) {
    return refused(
      campaignProblem(`You can not generate vouchers for ${campaign.campaignType} type campaign.`),
    );
  }
  const gift = body.gift ?? template?.gift ?? null;
  const discount = body.discount ? toDiscountWire(body.discount) : (template?.discount ?? null);
  const type = body.type ?? template?.type ?? (gift === null ? 'DISCOUNT_VOUCHER' : 'GIFT_VOUCHER');
  if (template !== null && type !== template.type) {
    return refused(voucherProblem(`Property 'type' should be ${template.type} as in its campaign`));
  }
  if (type === 'GIFT_VOUCHER' ? gift === null : discount === null) {
    const needed = type === 'GIFT_VOUCHER' ? 'gift' : 'discount';
    return refused(voucherProblem(`Property '${needed}' is required for ${type} voucher`));
  }
  const startsAt = isoTimeOrNull(toDateOrNull(body.start_date));
  const endsAt = isoTimeOrNull(toDateOrNull(body.expiration_date));
  if (startsAt !== null && endsAt !== null && startsAt >= endsAt) {
    return refused(voucherProblem("Property 'expiration_date' should be after 'start_date'"));
  }
  const quantity = body.redemption?.quantity;
  return done({
    campaignId: campaign?.id ?? null,
    discount: type === 'GIFT_VOUCHER' ? null : discount,
    giftAmountMinor: gift?.amount ?? 0,
    giftEffect: gift?.effect ?? 'APPLY_TO_ORDER',
    usesLimit: quantity === undefined ? (template?.redemption.quantity ?? null) : quantity,
    category: body.category ?? campaign?.category ?? null,
    startsAt,
    endsAt,
    windows: toWindowsWire(body),
    active: body.active ?? true,
    additionalInfo: body.additional_info ?? null,
    metadata: toMetadata(body.metadata),
    ruleIds: body.validation_rules ?? [],
  });
}

function voucherProblem(details: string): ApiProblem {
  return apiError('invalid_voucher', {details});
}

function campaignProblem(details: string): ApiProblem {
  return apiError('invalid_campaign', {details});
}
