import type {Verdict} from '../../shared/decision/decision.ts';
import type {Facts} from '../../shared/decision/facts.ts';
import {maskCode} from './mask-code.ts';

/** What people call a redeemable: a tier by its banner, a gift card masked, a code as it was entered. */
export function redeemableName({requested, foundId}: Verdict, facts: Facts): string {
  if (requested.object !== 'voucher') {
    const tier = facts.promotionTiers.find(({id}) => id === (foundId ?? requested.id));
    return tier?.banner ?? tier?.name ?? 'Promotion';
  }
  const voucher = facts.vouchers.find(({id}) => id === foundId);
  const code = voucher?.code ?? requested.code;
  return voucher?.benefit.type === 'GIFT_VOUCHER' ? `Gift card ${maskCode(code)}` : code;
}

/** The name of the campaign behind it, to be shown beside a code. */
export function campaignName({campaignId}: Verdict, facts: Facts): string | null {
  return facts.campaigns.find(({id}) => id === campaignId)?.name ?? null;
}
