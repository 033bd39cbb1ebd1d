/** A validation rule asked directly, without a redeemable around it: on a small basket, with what a case says besides. */
import {type Catalogue, catalogueOf} from '../../shared/catalog/catalogue.ts';
import type {Collection} from '../../shared/catalog/collection.ts';
import type {Product} from '../../shared/catalog/product.ts';
import type {Sku} from '../../shared/catalog/sku.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Availability} from '../../shared/ledger/draw.ts';
import type {Cart} from '../../shared/order/cart.ts';
import {lineFactsOf} from '../../shared/order/line-facts-of.ts';
import {resolveOrder} from '../../shared/order/resolve-order.ts';
import {judgeRules, type RulesJudgement} from '../../shared/rules/judge-rules.ts';
import {type RuleContext, ruleContext} from '../../shared/rules/rule-context.ts';
import {type RuleFactsGiven, ruleFacts} from '../../shared/rules/rule-facts.ts';
import {cart} from './cart.ts';
import {openingMs, product} from './facts.ts';
import {rule} from './rules.ts';

/** What a case may say besides the rule. */
export interface Situation extends Partial<Omit<RuleFactsGiven, 'initial' | 'lines' | 'catalogue'>> {
  readonly products?: readonly Product[];
  readonly skus?: readonly Sku[];
  readonly collections?: readonly Collection[];
  readonly scope?: Partial<NonNullable<RuleContext['scope']>> | null;
  readonly holderId?: RuleContext['holderId'];
  readonly counters?: readonly Availability[];
  readonly effect?: RuleContext['effect'];
  readonly unasked?: RuleContext['unasked'];
}

/** One mug for 24.00 and three teas at 8.00. */
export const smallBasket = cart({mug: 2400, tea: {price: 800, quantity: 3}});

const shop = [
  product('mug', 2400, {category: 'kitchen', size: {height: 9, tags: ['tall', 'blue']}}),
  product('tea', 800, {category: 'tea', tags: ['organic', 'hot']}),
];

export function contextOf(items: Cart = smallBasket, given: Situation = {}): RuleContext {
  const catalogue: Catalogue = catalogueOf({
    products: given.products ?? shop,
    skus: given.skus ?? [],
    collections: given.collections ?? [],
  });
  const initial = resolveOrder(items, catalogue);
  const facts = ruleFacts({
    nowMs: openingMs,
    timeZone: 'Europe/Vienna',
    customer: null,
    customerMetadata: {},
    ...given,
    cart: items,
    initial,
    lines: lineFactsOf(initial, items, catalogue),
    catalogue,
  });
  const counters = new Map<AccountKey, Availability>((given.counters ?? []).map(one => [one.account, one]));
  const {unasked, effect, holderId = null, scope} = given;
  return {
    ...ruleContext(facts),
    holderId,
    counter: account => counters.get(account),
    ...(unasked === undefined ? {} : {unasked}),
    ...(effect === undefined ? {} : {effect}),
    scope:
      scope === null
        ? null
        : {
            campaignId: 'camp_C',
            incentiveId: 'v_V',
            customerId: facts.customer?.id ?? null,
            apiKeyId: given.actor?.apiKeyId ?? null,
            userLogin: given.actor?.userLogin ?? null,
            moment: facts.moment,
            ...scope,
          },
  };
}

/** Judges one rule set in the wire shape. */
export function ask(wire: unknown, items?: Cart, given?: Situation): RulesJudgement {
  return judgeRules([{id: 'val_RULE', rule: rule('RULE', wire)}], contextOf(items, given));
}

export function isMet(wire: unknown, items?: Cart, given?: Situation): boolean {
  return ask(wire, items, given).refusal === null;
}
