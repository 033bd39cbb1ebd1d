import {minor} from '../money/minor.ts';
import type {Remedy} from '../reasons/refusal.ts';
import {attribute, attributes, type RuleName} from './rule-name.ts';

/** Rules about the order as a whole; money in minor units. */
export const orderRules: Readonly<Record<string, RuleName>> = {
  /** What remains to be paid before this redeemable. */
  'order.amount': {
    kind: 'value',
    subject: 'order',
    needsProperty: false,
    read: ({running}) => ({value: running.totalMinor}),
    remedy: addAmount,
  },
  /** What the cart costs before any redeemable. */
  'order.initial_amount': {
    kind: 'value',
    subject: 'order',
    needsProperty: false,
    read: ({initial}) => ({value: initial.amountMinor}),
    remedy: addAmount,
  },
  /** Units in the cart. */
  'order.items.count': {
    kind: 'value',
    subject: 'order',
    needsProperty: false,
    read: ({lines}) => ({value: lines.reduce((units, line) => units + line.quantity, 0)}),
    remedy: () => ({kind: 'add_product', productIds: []}),
  },
  'order.metadata': {
    kind: 'value',
    subject: 'order',
    needsProperty: true,
    read: ({orderMetadata}, property) => ({value: attribute(orderMetadata, property)}),
  },
  /** An attribute of the lines, all values together. */
  'order.items.metadata_any': {
    kind: 'value',
    subject: 'order',
    needsProperty: true,
    read: ({lines}, property) => ({
      value: attributes(
        lines.map(line => line.metadata),
        property,
      ),
    }),
  },
  /** An attribute of the products in the cart, all values together: a category promotion. */
  'product.metadata': {
    kind: 'value',
    subject: 'order',
    needsProperty: true,
    read: ({lines}, property) => ({
      value: attributes(
        lines.map(line => line.productMetadata),
        property,
      ),
    }),
  },
};

function addAmount(missing: number): Remedy {
  return {kind: 'add_amount', missingMinor: minor(missing)};
}
