/**
 * Conditions without which a rule set is never met, in a form that can be looked up. They let an index pass over rule
 * sets that cannot be met; a set may have more conditions than those found here, and `test` has the last word.
 */
import {numberOf} from './comparable.ts';
import {compileConditions} from './compile-conditions.ts';
import {
  type Dimension,
  inCart,
  inCartCategory,
  inCartCollection,
  type NumberDimension,
  numberDimension,
  valueDimension,
} from './dimension.ts';
import {valueKey} from './facet.ts';
import {readLinePicker} from './line-picker.ts';
import {type Logic, parseLogic} from './logic.ts';
import type {LineSelector} from './product-selector.ts';
import type {LinesName} from './rule-name.ts';
import {currentRuleName, findRuleName} from './rule-names.ts';
import type {RuleNode, RuleSet} from './validation-rule.ts';

/** A clause holds when one of its entries is there, or when a number is at least so large. */
export type Clause =
  | {readonly kind: 'one_of'; readonly entries: readonly Entry[]}
  | {readonly kind: 'at_least'; readonly dimension: NumberDimension; readonly least: number};
interface Entry {
  readonly dimension: Dimension;
  readonly key: string;
}

/** All of these hold whenever the set is met. */
export function necessaryOf(rules: RuleSet): readonly Clause[] {
  const parsed = parseLogic(rules.logic);
  return parsed.ok ? ofLogic(parsed.logic, rules) : [];
}

function ofLogic(logic: Logic, rules: RuleSet): readonly Clause[] {
  if (logic.kind === 'always') return [];
  if (logic.kind === 'rule') {
    const rule = Object.hasOwn(rules.byKey, logic.key) ? rules.byKey[logic.key] : undefined;
    return rule === undefined ? [] : ofRule(rule);
  }
  const parts = logic.parts.map(part => ofLogic(part, rules));
  return logic.kind === 'and' ? parts.flat() : ofEither(parts);
}

/** Some branch holds, so an entry of the shortest clause of some branch is there. */
function ofEither(branches: readonly (readonly Clause[])[]): readonly Clause[] {
  const entries: Entry[] = [];
  for (const clauses of branches) {
    const lists = clauses.flatMap(clause => (clause.kind === 'one_of' ? [clause.entries] : []));
    const [shortest] = lists.sort((a, b) => a.length - b.length);
    if (shortest === undefined) return [];
    entries.push(...shortest);
  }
  return [{kind: 'one_of', entries}];
}

function ofRule(rule: RuleNode): readonly Clause[] {
  const name = findRuleName(rule.name);
  switch (name?.kind) {
    case 'lines':
      return ofLines(name, rule);
    case 'facet':
    case 'product-attribute':
      return [...ofValues(rule), ...(name.kind === 'facet' ? necessaryOf(rule.rules) : [])];
    case 'number':
      return [...ofNumbers(rule), ...necessaryOf(rule.rules)];
    case 'counter':
    case 'each':
    case 'line-facet':
    case 'line-number':
    case 'statement':
    case undefined:
      return [];
  }
}

/** Where a line must be picked, what the picked ones are called. */
function ofLines(name: LinesName, rule: RuleNode): readonly Clause[] {
  const {is, unknown} = readLinePicker(name, rule, '');
  if (name.quantifier === 'none' || is.length === 0 || unknown.length > 0) return [];
  return [{kind: 'one_of', entries: is.flatMap(entriesOf)}];
}

function entriesOf({object, id, sourceId, category}: LineSelector): readonly Entry[] {
  if (category !== undefined)
    return [{dimension: inCartCategory(category.key), key: valueKey(category.value)}];
  const dimension = object === 'products_collection' ? inCartCollection : inCart;
  const names = object === 'products_collection' ? [id] : [id, sourceId];
  return names.flatMap(key => (key === null ? [] : {dimension, key}));
}

function ofValues(rule: RuleNode): readonly Clause[] {
  const dimension = valueDimension(currentRuleName(rule.name), rule.property ?? '');
  if (dimension === null) return [];
  return ['$is', '$in'].flatMap((operator): Clause[] => {
    const operands = rule.conditions[operator] ?? [];
    // What is missing has no value to look up, and null means what is missing.
    if (operands.length === 0 || operands.includes(null)) return [];
    return [{kind: 'one_of', entries: operands.map(operand => ({dimension, key: valueKey(operand)}))}];
  });
}

function ofNumbers(rule: RuleNode): readonly Clause[] {
  const dimension = numberDimension(currentRuleName(rule.name));
  if (dimension === null) return [];
  const {all} = compileConditions(rule, '');
  return all.flatMap(({operator, first}): Clause[] => {
    const least = numberOf(first);
    return least === null || !lowerBounds.has(operator) ? [] : [{kind: 'at_least', dimension, least}];
  });
}

const lowerBounds: ReadonlySet<string> = new Set([
  '$more_than',
  '$more_than_or_equal',
  '$greater_than_or_equal',
]);
