/**
 * The codes a customer could use (Vouchery's “available vouchers”): of every campaign the first generic code that is
 * active or the first unique one that nobody was given, and all codes assigned to the customer; without what the
 * customer has used up or is not entitled to.
 *
 * A selection over candidates that the edge found. Whether one can be used is asked of `decide`, so segments, time
 * frames, limits and, where a basket is given, products and bundles count exactly as they will at the till.
 */
import {decide} from '../decision/decide.ts';
import type {Facts} from '../decision/facts.ts';
import type {CampaignId, VoucherId} from '../kernel/id.ts';
import type {Cart} from '../order/cart.ts';
import type {Refusal, RefusalCode} from '../reasons/refusal.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import type {VoucherStatus} from '../redemption/voucher-status.ts';
import {families, type RuleFamily} from '../rules/rule-family.ts';

/** A code that may be shown. Several of one campaign stand in the order in which they would be given out. */
export interface VoucherCandidate {
  readonly voucher: Voucher;
  readonly kind: 'generic' | 'unique';
  readonly status: VoucherStatus;
}

/** How often the customer redeemed in a campaign, of how often; `limit` null: no such limit. */
interface CustomerUse {
  readonly redeemed: number;
  readonly limit: number | null;
}

interface AvailableVoucher {
  readonly voucherId: VoucherId;
  readonly code: string;
  readonly campaignId: CampaignId | null;
  readonly because: 'assigned' | 'generic' | 'unique';
}

/** A campaign's code, or an assigned one, that the customer cannot use, and why. */
interface UnavailableVoucher {
  readonly voucherId: VoucherId;
  readonly refusal: Refusal | {readonly code: 'used_up'; readonly limit: number};
}

export interface AvailableVouchers {
  readonly available: readonly AvailableVoucher[];
  readonly unavailable: readonly UnavailableVoucher[];
}

export interface AvailableGiven {
  /** With the candidates, their campaigns, rules and availability. `customer` null: one nobody knows. */
  readonly facts: Facts;
  readonly candidates: readonly VoucherCandidate[];
  /** By campaign; a campaign that is not named has no use and no limit. */
  readonly uses: ReadonlyMap<CampaignId, CustomerUse>;
  /** null: nothing is known of the basket, so nothing is asked about it. */
  readonly basket: Cart | null;
}

const noBasket: Cart = {lines: [], amountMinor: null, metadata: {}};
/** Without a basket these say no more than that it is empty. */
const aboutTheBasket: ReadonlySet<RefusalCode> = new Set([
  'amount_missing',
  'items_missing',
  'items_amount_missing',
  'order_required',
  'products_unmatched',
  'bundle_missing',
  'no_effect',
  'reward_missing',
]);

export function availableVouchers(given: AvailableGiven): AvailableVouchers {
  const available: AvailableVoucher[] = [];
  const unavailable: UnavailableVoucher[] = [];
  const shown = new Set<string>();
  for (const candidate of given.candidates) {
    const because = placeOf(candidate, given.facts);
    if (because === null) continue;
    const {voucher} = candidate;
    const group = because === 'assigned' ? voucher.id : (voucher.campaignId ?? voucher.id);
    if (shown.has(group)) continue;
    const refusal = usedUp(voucher, given.uses) ?? refusalOf(voucher, given);
    if (refusal !== null) {
      unavailable.push({voucherId: voucher.id, refusal});
      continue;
    }
    shown.add(group);
    available.push({voucherId: voucher.id, code: voucher.code, campaignId: voucher.campaignId, because});
  }
  return {available, unavailable};
}

/** Why a code may be shown; null: it is somebody else's, or no longer to be had. */
function placeOf(
  {voucher, kind, status}: VoucherCandidate,
  {customer}: Facts,
): AvailableVoucher['because'] | null {
  const isAlive = status === 'assigned' || status === 'active';
  if (voucher.holderId !== undefined && voucher.holderId === customer?.id) return isAlive ? 'assigned' : null;
  if (kind === 'generic') return status === 'active' ? 'generic' : null;
  return status === 'created' && voucher.holderId === undefined ? 'unique' : null;
}

function usedUp({campaignId}: Voucher, uses: AvailableGiven['uses']): UnavailableVoucher['refusal'] | null {
  const use = campaignId === null ? undefined : uses.get(campaignId);
  if (use === undefined || use.limit === null || use.redeemed < use.limit) return null;
  return {code: 'used_up', limit: use.limit};
}

function refusalOf(voucher: Voucher, {facts, basket}: AvailableGiven): Refusal | null {
  const request = {
    cart: basket ?? noBasket,
    customerId: facts.customer?.id ?? null,
    customerMetadata: {},
    redeemables: [{object: 'voucher' as const, code: voucher.code, creditsMinor: null}],
    applicationMode: 'PARTIAL' as const,
  };
  const decision = decide(facts, request, {trace: false, unasked: families(...unaskedOf(facts, basket))});
  const [verdict] = decision.verdicts;
  if (verdict === undefined || verdict.status === 'applied') return null;
  return basket === null && aboutTheBasket.has(verdict.refusal.code) ? null : verdict.refusal;
}

function unaskedOf({customer}: Facts, basket: Cart | null): RuleFamily[] {
  return [
    ...(basket === null ? (['order', 'initial', 'products'] as const) : []),
    ...(customer === null ? (['customer'] as const) : []),
  ];
}
