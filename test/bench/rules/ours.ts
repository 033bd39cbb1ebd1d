/** Our own rules: each set a validation rule in Voucherify's grammar, compiled once. */
import {catalogueOf} from '../../../shared/catalog/catalogue.ts';
import {lineFactsOf} from '../../../shared/order/line-facts-of.ts';
import {resolveOrder} from '../../../shared/order/resolve-order.ts';
import {compileRules} from '../../../shared/rules/compile-rules.ts';
import {type RuleContext, ruleContext} from '../../../shared/rules/rule-context.ts';
import {type RuleFactsGiven, ruleFacts} from '../../../shared/rules/rule-facts.ts';
import {buildRuleIndex} from '../../../shared/rules/rule-index.ts';
import {openingMs} from '../../builders/facts.ts';
import {shopCart, shopCustomer} from '../shop.ts';
import type {Side} from '../side.ts';
import type {ConditionSet, RuleQuestions} from './condition-sets.ts';
import {rulesSide} from './rules-side.ts';
import {validationRule} from './validation-rule-of.ts';

type CompiledSets = readonly ReturnType<typeof compileRules>[];

export function ours({sets, orders}: RuleQuestions): Side {
  const compiled = compiledSets(sets);
  return rulesSide(orders.map(contextOf), context => scan(compiled, context));
}

/** The same with the context made ready each time. */
export function oursFromOrder({sets, orders}: RuleQuestions): Side {
  const compiled = compiledSets(sets);
  return rulesSide(orders.map(givenOf), given => scan(compiled, ruleContext(ruleFacts(given))));
}

/** Asking only those sets that the index cannot rule out. */
export function oursIndexed({sets, orders}: RuleQuestions): Side {
  const compiled = compiledSets(sets);
  const index = buildRuleIndex(compiled.map(({rule: one}, at) => ({id: at, rules: [one]})));
  return rulesSide(orders.map(contextOf), context => {
    const met: number[] = [];
    for (const at of index.candidates(context)) if (compiled[at]?.test(context) === true) met.push(at);
    return met;
  });
}

/** Every condition asked, with a check of each. */
export function oursTraced({sets, orders}: RuleQuestions): Side {
  const compiled = compiledSets(sets);
  return rulesSide(orders.map(contextOf), context => {
    const met: number[] = [];
    for (let at = 0; at < compiled.length; at += 1)
      if (compiled[at]?.ask(context).passed === true) met.push(at);
    return met;
  });
}

function scan(compiled: CompiledSets, context: RuleContext): number[] {
  const met: number[] = [];
  for (let at = 0; at < compiled.length; at += 1) if (compiled[at]?.test(context) === true) met.push(at);
  return met;
}

function compiledSets(sets: readonly ConditionSet[]): CompiledSets {
  return sets.map((set, at) => compileRules(validationRule(set, at)));
}

function contextOf(_: unknown, number: number): RuleContext {
  return ruleContext(ruleFacts(givenOf(_, number)));
}

/** The order of this number, priced and looked up, as a decision has it before it asks any rule. */
function givenOf(_: unknown, number: number): RuleFactsGiven {
  const {cart, products: sold} = shopCart(number, 20);
  const catalogue = catalogueOf({products: sold});
  const initial = resolveOrder(cart, catalogue);
  return {
    nowMs: openingMs,
    timeZone: 'Europe/Vienna',
    cart,
    initial,
    lines: lineFactsOf(initial, cart, catalogue),
    catalogue,
    customer: shopCustomer(number),
    customerMetadata: {},
  };
}
