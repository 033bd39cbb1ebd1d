/**
 * Rules about products as Voucherify's older API has them. `product.id`, `sku.id` and `product.metadata` pick lines,
 * the others stand inside them or, about all lines, alone. What says which products are discounted is no condition:
 * it is read by `discounted-by-rules.ts`.
 */
import {facetAt} from './attributes.ts';
import {orderItemsRules} from './order-items-rules.ts';
import type {RuleLine} from './rule-line.ts';
import type {LineNumberName, RuleName} from './rule-name.ts';

const price = alone(line => line?.unitPrice ?? null, false);
const quantity = alone((_, picked) => units(picked), true);
const statement: RuleName = {kind: 'statement'};

export const productRules: Readonly<Record<string, RuleName>> = {
  'product.id': {kind: 'lines', quantifier: 'any', ids: 'product'},
  'sku.id': {kind: 'lines', quantifier: 'any', ids: 'sku'},
  /** Unit price of one line; units of all picked lines together. */
  'product.price': price,
  'sku.price': price,
  'product.quantity': quantity,
  'sku.quantity': quantity,
  'product.discount_applicable': statement,
  'sku.discount_applicable': statement,

  /** An attribute of the products in the cart, all values together: a category promotion. */
  'product.metadata': {kind: 'product-attribute'},
  'product.metadata.aggregated_quantity': aggregate('order.items.aggregated_quantity'),
  'product.metadata.aggregated_amount': aggregate('order.items.aggregated_amount'),
  'product.metadata.discount_applicable': statement,
  /** `$is [true]` inside `product.metadata`: every product must have the attribute, not only one. */
  'product.metadata.match_all': statement,

  /** A category of the products in the cart (Vouchery); `property` is the category's key. */
  'product.category': {
    kind: 'facet',
    family: 'products',
    needsProperty: true,
    read: ({facts}, property) => (facts.pool.hasItems ? facetAt(facts.pool.categories, property) : 'items'),
  },
};

function alone(read: LineNumberName['read'], isMendable: boolean): LineNumberName {
  return {kind: 'line-number', read, isMendable, standsAlone: true};
}

function aggregate(like: string): RuleName {
  const name = orderItemsRules[like];
  return name === undefined ? statement : name;
}

function units(picked: readonly RuleLine[]): number {
  let sum = 0;
  for (const line of picked) sum += line.quantity;
  return sum;
}
