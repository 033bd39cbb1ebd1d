/** A coupon with one rule set, judged on a small basket: what passes, and what the trace says. */
import type {Decision} from '../../shared/decision/decision.ts';
import type {Metadata} from '../../shared/kernel/metadata.ts';
import type {Cart} from '../../shared/order/cart.ts';
import type {Check} from '../../shared/reasons/refusal.ts';
import {cart} from './cart.ts';
import {type Circumstances, product} from './facts.ts';
import {percent} from './offers.ts';
import {condition, rule} from './rules.ts';
import {onlyRefusal, sell} from './sell.ts';

/** One mug for 24.00 and three teas at 8.00. */
export const basket = cart({mug: 2400, tea: {price: 800, quantity: 3}});

const shop = [
  product('mug', 2400, {category: 'kitchen'}),
  product('tea', 800, {category: 'tea', tags: ['organic', 'hot']}),
];

/** Decides on a coupon with this one rule set, in the wire shape. */
export function judge(wire: unknown, items: Cart = basket, given: Circumstances = {}): Decision {
  return sell(items, [percent('CODE', 10, {rules: [rule('RULE', wire)]})], {products: shop, ...given});
}

export function passes(wire: unknown, items?: Cart, given?: Circumstances): boolean {
  return judge(wire, items, given).valid;
}

/** A rule set of one rule. */
export function single(name: string, conditions: Metadata, more: Parameters<typeof condition>[2] = {}) {
  return {'1': condition(name, conditions, more), logic: '1'};
}

/** Checks as a screen would list them: `1 order.amount $more_than 5000: 4800 ✗ {"kind":"add_amount",…}`. */
export function trace(checks: readonly Check[] | undefined): readonly string[] {
  return (checks ?? []).map(({key, rule: name, operator, needed, actual, passed, remedy}) => {
    const mend = remedy === null ? '' : ` ${JSON.stringify(remedy)}`;
    const mark = passed ? '✓' : '✗';
    return `${key} ${name} ${operator} ${JSON.stringify(needed)}: ${JSON.stringify(actual)} ${mark}${mend}`;
  });
}

/** The checks that the refusal names. */
export function failed(decision: Decision): readonly string[] {
  const refusal = onlyRefusal(decision);
  return refusal?.code === 'rules_not_met' ? trace(refusal.failed) : [];
}
