/**
 * The counters behind the unit limits of `applicable_to` entries (semantics.md B.7): discounted units of a product,
 * SKU, collection or category over time, of everybody or of one customer, in a campaign or by a promotion tier.
 */
import {contentHash} from '../kernel/content-hash.ts';
import type {CampaignId, PromotionTierId, VoucherId} from '../kernel/id.ts';
import {type AccountKey, counterAccount} from '../ledger/account-key.ts';
import type {CounterScope} from './counter-scope.ts';
import {selectorName} from './line-picker.ts';
import type {ApplicableEntry, ApplicableTo} from './validation-rule.ts';

type UnitLimit = NonNullable<ApplicableEntry['unitLimits']>[number];

export interface UnitCounter {
  /** Index in `included`. */
  readonly entry: number;
  /** null: it is per customer and nobody is attached, so nothing may be taken. */
  readonly account: AccountKey | null;
  readonly limit: UnitLimit;
  /** The product it is about, where the limit is for each product of a collection. */
  readonly productId: string | null;
}

/** `productIds` are those in the order, for limits that are for each product. A tier's limits bind only tiers. */
export function unitCountersOf(
  {included}: ApplicableTo,
  scope: CounterScope,
  productIds: readonly string[] = [],
): readonly UnitCounter[] {
  return included
    .flatMap((entry, index) =>
      (entry.unitLimits ?? []).flatMap(limit => {
        const items = limit.perProduct === true ? productIds : [null];
        return items.map(productId => {
          const item = productId === null ? selectorName(entry) : productId;
          return {entry: index, account: accountOf(limit, scope, item), limit, productId};
        });
      }),
    )
    .filter(({limit}) => ownerOf(limit, scope) !== null);
}

function accountOf(limit: UnitLimit, scope: CounterScope, item: string): AccountKey | null {
  const owner = ownerOf(limit, scope);
  const isPerCustomer = limit.scope === 'customer_campaign' || limit.scope === 'customer_promotion_tier';
  if (owner === null || (isPerCustomer && scope.customerId === null)) return null;
  return counterAccount(owner, 'units', {
    item: itemOf(item),
    ...(isPerCustomer && scope.customerId !== null ? {customerId: scope.customerId} : {}),
  });
}

/** A name that an account can hold. Lines that name no product count as one product. */
function itemOf(name: string): string {
  if (name === '') return '-';
  return name.length <= 100 ? name : contentHash(name);
}

function ownerOf(limit: UnitLimit, scope: CounterScope): CampaignId | VoucherId | PromotionTierId | null {
  if (limit.scope === 'campaign' || limit.scope === 'customer_campaign')
    return scope.campaignId ?? scope.incentiveId;
  return scope.incentiveId.startsWith('promo_') ? scope.incentiveId : null;
}
