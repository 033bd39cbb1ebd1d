import {toDiscount} from '../../shared/api/discount-body.ts';
import {windowsMember} from '../../shared/api/windows-body.ts';
import type {ValidationRuleId} from '../../shared/kernel/id.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import {toEpochMs} from '../campaigns/campaign-document.ts';
import type {VoucherRecord} from '../storage/vouchers/voucher-record.ts';

/** A voucher as decisions and tills see it. */
export function voucherDocument(voucher: VoucherRecord, ruleIds: readonly ValidationRuleId[]): Voucher {
  return {
    kind: 'voucher',
    id: voucher.id,
    version: voucher.version,
    code: voucher.code,
    campaignId: voucher.campaignId,
    benefit:
      voucher.discount === null
        ? giftBenefit(voucher)
        : {type: 'DISCOUNT_VOUCHER', discount: toDiscount(voucher.discount)},
    active: voucher.active,
    startsAtMs: toEpochMs(voucher.startsAt),
    endsAtMs: toEpochMs(voucher.endsAt),
    ...windowsMember(voucher.windows, toEpochMs(voucher.startsAt)),
    usesLimit: voucher.usesLimit,
    ruleIds: [...ruleIds].sort(),
    metadata: voucher.metadata,
  };
}

function giftBenefit({giftEffect}: VoucherRecord): Voucher['benefit'] {
  return {type: 'GIFT_VOUCHER', ...(giftEffect === 'APPLY_TO_ORDER' ? {} : {effect: giftEffect})};
}
