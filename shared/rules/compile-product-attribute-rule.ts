/**
 * `product.metadata`: an attribute of the products in the cart, all values together, or with a nested
 * `product.metadata.match_all` of every product. Other nested rules are about the lines that have the attribute.
 */
import type {Remedy} from '../reasons/refusal.ts';
import {askLines} from './ask-lines.ts';
import type {Asking, Blocking} from './asking.ts';
import {facetAt} from './attributes.ts';
import {askFacet, noMend, skipConditions} from './compile-conditions.ts';
import {askEach, eachHas} from './compile-each-rule.ts';
import {compileLineRule} from './compile-line-rule.ts';
import {readRule} from './compile-value-rule.ts';
import {type Compiled, compileSet, hasRules, notUnderstood, ownFailures, plainRule} from './compiled-rule.ts';
import type {LinePool} from './line-pool.ts';
import type {Picked} from './picked.ts';
import {quantifiers} from './quantifier.ts';
import type {RuleContext} from './rule-context.ts';
import {families} from './rule-family.ts';
import type {RuleLine} from './rule-line.ts';
import type {ProductAttributeName} from './rule-name.ts';
import {currentRuleName} from './rule-names.ts';
import type {RuleNode} from './validation-rule.ts';

const products = families('products');
const anyProduct: Remedy = {kind: 'add_product', productIds: []};

export function compileProductAttributeRule(
  name: ProductAttributeName,
  rule: RuleNode,
  key: string,
): Compiled<RuleContext> {
  const {conditions, property, unknown} = readRule(name, rule, key);
  const nested = hasRules(rule.rules)
    ? compileSet<Picked>(rule.rules, key, (inner, place) => compileLineRule(inner, place, anyProduct))
    : null;
  const notKnown = [...unknown, ...(nested?.unknown ?? [])];
  if (notKnown.length > 0) return notUnderstood(notKnown);
  const valueIn = (line: RuleLine) => facetAt(line.productAttributes, property);
  const ofAll = ({productAttributes}: LinePool) => facetAt(productAttributes, property);
  const isForEach = matchesAll(rule);

  const test = ({facts, unasked}: RuleContext) => {
    if ((unasked & products) !== 0) return true;
    const {pool, moment} = facts;
    const isMet = isForEach
      ? eachHas(pool.lines, valueIn, conditions, moment)
      : pool.hasItems && conditions.ofFacet(ofAll(pool), moment);
    if (!isMet || nested === null) return isMet;
    const all = pool.lines.filter(line => conditions.ofFacet(valueIn(line), moment));
    return all.length === 0
      ? nested.test({line: null, all, moment})
      : all.some(line => nested.test({line, all, moment}));
  };
  const askOwn = ({facts, unasked}: RuleContext, asking: Asking): boolean => {
    const {pool} = facts;
    if ((unasked & products) !== 0) return skipConditions(conditions, 'unasked', asking);
    if (!pool.hasItems) return skipConditions(conditions, 'items', asking);
    if (isForEach) return askEach(conditions, pool.lines.map(valueIn), facts.moment, asking);
    return askFacet(conditions, ofAll(pool), noMend, facts.moment, asking);
  };
  if (nested === null) return plainRule(test, askOwn, undefined, {cost: 2});
  const blocking = (context: RuleContext, asking: Asking): Blocking => {
    const {pool, moment} = context.facts;
    const own = ownFailures(askOwn)(context, asking);
    if ((context.unasked & products) !== 0) return own;
    const picked = pool.lines.filter(line => conditions.ofFacet(valueIn(line), moment));
    if (picked.length === 0) return [...own, ...nested.blocking({line: null, all: picked, moment}, asking)];
    const each = askLines(nested, picked, moment, false, asking);
    return [...own, ...quantifiers.any.blocking(each)];
  };
  return plainRule(test, (context, asking) => blocking(context, asking).length === 0, blocking, {cost: 20});
}

function matchesAll({rules}: RuleNode): boolean {
  return Object.values(rules.byKey).some(
    ({name, conditions}) =>
      currentRuleName(name) === 'product.metadata.match_all' && conditions['$is']?.[0] === true,
  );
}
