/** Every rule name this version knows, and the spellings that mean the same. A new name is a line in its family. */
import {customerRules} from './customer-rules.ts';
import {orderItemsRules} from './order-items-rules.ts';
import {orderRules} from './order-rules.ts';
import type {RuleName} from './rule-name.ts';

const byName: ReadonlyMap<string, RuleName> = new Map(
  Object.entries({...customerRules, ...orderRules, ...orderItemsRules}),
);

/** Voucherify's former spellings, still sent by its SDKs. */
const formerNames: ReadonlyMap<string, string> = new Map([
  ['customer_segment', 'customer.segment'],
  ['customer_metadata', 'customer.metadata'],
  ['order_amount', 'order.amount'],
  ['order_initial_amount', 'order.initial_amount'],
  ['order_items_count', 'order.items.count'],
  ['order_metadata', 'order.metadata'],
  ['order_items_metadata', 'order.items.metadata_any'],
  ['product_metadata', 'product.metadata'],
]);

/** The name in today's spelling. */
export function currentRuleName(name: string): string {
  return formerNames.get(name) ?? name;
}

/** What the name means; undefined for one this version does not know. */
export function findRuleName(name: string): RuleName | undefined {
  return byName.get(currentRuleName(name));
}
