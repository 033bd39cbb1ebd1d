/**
 * What a till asks the engine about a cart. Order decides money, so it is fixed: automatic promotions by
 * their rank, then codes as they were entered, gift cards last, so that credits pay for what is really left.
 */
import type {DecisionRequest, RequestedRedeemable} from '../../shared/decision/request.ts';
import type {PromotionTier} from '../../shared/redeemables/promotion-tier.ts';
import type {SaleContent} from '../sale/sale-content.ts';

export interface CodeFound {
  readonly code: string;
  readonly isGiftCard: boolean;
}

/** `tiers` in order of rank; those that do not fit beside the codes under `redeemablesLimit` are left out. */
export function priceRequest(
  content: SaleContent,
  codes: readonly CodeFound[],
  tiers: readonly PromotionTier[],
  redeemablesLimit: number,
): DecisionRequest {
  const roomForTiers = Math.max(0, redeemablesLimit - codes.length);
  const redeemables: RequestedRedeemable[] = [
    ...tiers.slice(0, roomForTiers).map(({id}) => ({object: 'promotion_tier' as const, id})),
    ...codes.filter(({isGiftCard}) => !isGiftCard).map(asVoucher),
    ...codes.filter(({isGiftCard}) => isGiftCard).map(asVoucher),
  ];
  return {
    cart: {lines: content.lines.map(asCartLine), amountMinor: null, metadata: {}},
    customerId: content.customer?.id ?? null,
    customerMetadata: {},
    redeemables,
    applicationMode: 'PARTIAL',
    // A till asks for every promotion there is: what takes nothing off is not redeemed, and no code is used up for it.
    noEffectRule: 'SKIP',
  };
}

function asVoucher({code}: CodeFound): RequestedRedeemable {
  return {object: 'voucher', code, creditsMinor: null};
}

function asCartLine({productId, sourceId, quantity, priceMinor}: SaleContent['lines'][number]) {
  return {productId, sourceId, quantity, priceMinor, amountMinor: null, metadata: {}};
}
