/**
 * Rules about lines. *Picked* are the lines of the products that the rule names, or all lines when it names none;
 * its nested rules are asked of each picked line, their aggregates of all picked lines together.
 */
import type {Check, Remedy} from '../reasons/refusal.ts';
import {compileLineValue, type Picked} from './compile-line-value.ts';
import {type Compiled, compileSet, notUnderstood, unknownCheck} from './compiled-rule.ts';
import {mergeLineChecks} from './merge-line-checks.ts';
import {readSelector, selects} from './product-selector.ts';
import {type Pool, type Quantifier, quantifiers} from './quantifier.ts';
import type {RuleContext} from './rule-context.ts';
import type {LinesName} from './rule-name.ts';
import type {ProductSelector, RuleNode} from './validation-rule.ts';

export function compileLinesRule(name: LinesName, rule: RuleNode, key: string): Compiled<RuleContext> {
  const {selectors, unknown} = readSelectors(rule, key);
  const more: Remedy = {kind: 'add_product', productIds: selectors.map(idOf)};
  const nested = compileSet<Picked>(rule.rules, key, (inner, place) => compileLineValue(inner, place, more));
  const notKnown = [...unknown, ...nested.unknown];
  if (notKnown.length > 0) return notUnderstood(notKnown);
  const quantifier = quantifiers[name.quantifier];
  const ask = ({lines}: RuleContext) => {
    const picked = lines.filter(line => selectors.length === 0 || selectors.some(s => selects(s, line)));
    const pool = {lines, picked, outcomes: picked.map(line => nested.ask({line, all: picked}))};
    const own = pickCheck(rule, key, selectors, pool, quantifier, more);
    const asked = picked.length > 0 ? pool.outcomes : [nested.ask({line: null, all: []})];
    const passed = own.passed && quantifier.passes(pool);
    const blocking = passed ? [] : [...(own.passed ? [] : [own]), ...quantifier.blocking(pool)];
    return {passed, checks: [own, ...mergeLineChecks(asked, quantifier.needsEach)], blocking};
  };
  return {unknown: [], ask};
}

function pickCheck(
  rule: RuleNode,
  key: string,
  selectors: readonly ProductSelector[],
  pool: Pool,
  quantifier: Quantifier,
  more: Remedy,
): Check {
  const passed = quantifier.picksEnough(pool);
  return {
    key,
    rule: rule.name,
    property: null,
    operator: '$is',
    needed: selectors.map(idOf),
    actual: pool.picked.map(line => line.productId ?? line.sourceId),
    passed,
    remedy: !passed && quantifier.moreHelps(pool) ? more : null,
  };
}

function readSelectors(
  rule: RuleNode,
  key: string,
): {readonly selectors: readonly ProductSelector[]; readonly unknown: readonly Check[]} {
  const operands = Object.entries(rule.conditions).flatMap(([operator, values]) =>
    values.map(value => ({operator, value, selector: operator === '$is' ? readSelector(value) : null})),
  );
  return {
    selectors: operands.flatMap(({selector}) => selector ?? []),
    unknown: operands
      .filter(({selector}) => selector === null)
      .map(({operator, value}) => unknownCheck('operator', {key, rule: rule.name, operator, needed: value})),
  };
}

function idOf(selector: ProductSelector): string {
  return selector.id ?? selector.sourceId ?? '';
}
