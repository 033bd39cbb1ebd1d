import {minor} from '../money/minor.ts';
import type {Remedy} from '../reasons/refusal.ts';
import {facetAt, isBare} from './attributes.ts';
import type {RuleName} from './rule-name.ts';

/** Rules about the order as a whole; money in minor units. */
export const orderRules: Readonly<Record<string, RuleName>> = {
  /** What remains to be paid before this redeemable; the original with convention `threshold: original`. */
  'order.amount': {
    kind: 'number',
    family: 'order',
    read: ({facts, running}) =>
      (facts.judgesOriginal ? facts.initialMinor : running.totalMinor) ??
      (facts.hasOrder ? 'amount' : 'order'),
    remedy: addAmount,
  },
  /** What the cart costs before any redeemable. */
  'order.initial_amount': {
    kind: 'number',
    family: 'initial',
    read: ({facts}) => facts.initialMinor ?? (facts.hasOrder ? 'amount' : 'order'),
    remedy: addAmount,
  },
  /** What would remain to be paid after this redeemable. */
  'order.total_amount': {
    kind: 'number',
    family: 'order',
    read: ({facts, effect}) => {
      if (facts.initialMinor === null) return facts.hasOrder ? 'amount' : 'order';
      return effect()?.order.totalMinor ?? 'effect';
    },
    remedy: addAmount,
    needsEffect: true,
  },
  /** Units in the cart. */
  'order.items.count': {
    kind: 'number',
    family: 'order',
    read: ({facts}) => (facts.pool.hasItems ? facts.pool.units : 'items'),
    remedy: () => ({kind: 'add_product', productIds: []}),
  },
  'order.metadata': {
    kind: 'facet',
    family: 'order',
    needsProperty: true,
    read: ({facts}, property) =>
      facts.isFirstStep && isBare(facts.orderAttributes)
        ? 'metadata'
        : facetAt(facts.orderAttributes, property),
  },
  /** A category of the order as a whole, such as how it is paid (Vouchery); `property` is the category's key. */
  'order.category': {
    kind: 'facet',
    family: 'order',
    needsProperty: true,
    read: ({facts}, property) =>
      facts.isFirstStep && isBare(facts.orderCategories)
        ? 'categories'
        : facetAt(facts.orderCategories, property),
  },
};

function addAmount(missing: number): Remedy {
  return {kind: 'add_amount', missingMinor: minor(missing)};
}
