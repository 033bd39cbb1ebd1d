/** Every rule name this version knows, and the spellings that mean the same. A new name is a line in its family. */
import {campaignRules} from './campaign-rules.ts';
import {customerRules} from './customer-rules.ts';
import {orderItemsRules} from './order-items-rules.ts';
import {orderRules} from './order-rules.ts';
import {productRules} from './product-rules.ts';
import {redemptionRules} from './redemption-rules.ts';
import type {RuleName} from './rule-name.ts';

export const ruleNames: ReadonlyMap<string, RuleName> = new Map(
  Object.entries({
    ...customerRules,
    ...orderRules,
    ...orderItemsRules,
    ...productRules,
    ...campaignRules,
    ...redemptionRules,
  }),
);

/** Voucherify's former spellings, still sent by its SDKs: underscores for dots. */
const formerNames: ReadonlyMap<string, string> = new Map([
  ...[...ruleNames.keys()].map(name => [name.replaceAll('.', '_'), name] as const),
  ['order_items_metadata', 'order.items.metadata_any'] as const,
]);

/** The name in today's spelling. */
export function currentRuleName(name: string): string {
  return ruleNames.has(name) ? name : (formerNames.get(name) ?? name);
}

/** What the name means; undefined for one this version does not know. */
export function findRuleName(name: string): RuleName | undefined {
  return ruleNames.get(currentRuleName(name));
}
