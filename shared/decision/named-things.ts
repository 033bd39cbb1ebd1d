/**
 * What rules and benefits name: the catalogue rows that a decision needs besides those of the cart. Free units need
 * their product's name and price, a rule about a collection needs to know what is in it.
 */
import type {Discount, ExtraReward, UnitProduct} from '../benefits/discount.ts';
import {allProductsCollectionId} from '../catalog/collection.ts';
import type {CollectionId} from '../kernel/id.ts';
import type {PromotionTier} from '../redeemables/promotion-tier.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';

/** Every discount that a redeemable gives, those of its extras included. */
export function discountsOf(redeemable: Voucher | PromotionTier): readonly Discount[] {
  if (redeemable.kind === 'promotion_tier') return [redeemable.discount, ...ofExtras(redeemable.extras)];
  const {benefit} = redeemable;
  return benefit.type === 'DISCOUNT_VOUCHER' ? [benefit.discount, ...ofExtras(benefit.extras)] : [];
}

function ofExtras(extras: readonly ExtraReward[] | undefined): readonly Discount[] {
  return (extras ?? []).flatMap(extra => (extra.type === 'DISCOUNT' ? extra.discount : []));
}

/** Products and SKUs whose units a discount gives, takes or exchanges. */
export function unitProductsOf(discount: Discount): readonly UnitProduct[] {
  if (discount.type === 'UNIT') return discount.units.map(unit => unit.product);
  return discount.type === 'REPLACE' ? [discount.target, ...discount.sources] : [];
}

/** Collections that a discount draws its units from. */
export function collectionOf(discount: Discount): CollectionId | null {
  return discount.type === 'SAME_UNITS' ? discount.collectionId : null;
}

const memo = new WeakMap<ValidationRule, readonly CollectionId[]>();

/** Collections that a rule names anywhere: conditions, nested rules, applicability, bundle. Not “every product”. */
export function collectionsNamedBy(rule: ValidationRule): readonly CollectionId[] {
  const known = memo.get(rule);
  if (known !== undefined) return known;
  const found = new Set<CollectionId>();
  collect([rule.rules, rule.applicableTo, rule.bundle ?? null], found);
  const named = [...found];
  memo.set(rule, named);
  return named;
}

/** A reference is an object that says `products_collection`, whichever of Voucherify's two spellings it has. */
function collect(value: unknown, found: Set<CollectionId>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
    return;
  }
  const {id, object, type} = value as {readonly [key in 'id' | 'object' | 'type']?: unknown};
  if ((object === 'products_collection' || type === 'products_collection') && isCollectionId(id))
    found.add(id);
  for (const member of Object.values(value)) collect(member, found);
}

function isCollectionId(id: unknown): id is CollectionId {
  return typeof id === 'string' && id.startsWith('pc_') && id !== allProductsCollectionId;
}
