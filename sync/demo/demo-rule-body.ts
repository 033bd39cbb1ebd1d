import type {DemoRule} from './demo-campaigns.ts';
import type {DemoProduct} from './demo-catalogue.ts';

/** What names in the demo files stand for in this database: product source ids → ids, segment names → ids. */
export interface DemoIds {
  readonly products: ReadonlyMap<string, string>;
  readonly segments: ReadonlyMap<string, string>;
}

/** Body of `POST /v1/validation-rules` for one demo rule. Throws on a product, category or segment there is not. */
export function demoRuleBody(rule: DemoRule, catalogue: readonly DemoProduct[], ids: DemoIds) {
  const {name, rules, error} = rule;
  const included = lineSelection(rule, catalogue).map(sourceId => productReference(sourceId, ids));
  return {
    name,
    type: 'expression',
    rules: withIds(rules, ids),
    applicable_to: {
      included: [...included, ...(rule.applicableTo ?? [])],
      excluded: [],
      included_all: false,
    },
    ...(rule.bundleRules && {bundle_rules: rule.bundleRules}),
    ...(error && {error}),
  };
}

function lineSelection(rule: DemoRule, catalogue: readonly DemoProduct[]): string[] {
  const categories = rule.appliesToCategories ?? [];
  for (const category of categories) known(catalogue.find(p => p.category === category)?.category, category);
  const ofCategories = catalogue.filter(p => categories.includes(p.category)).map(p => p.sourceId);
  return [...ofCategories, ...(rule.appliesToProducts ?? [])];
}

function productReference(sourceId: string, ids: DemoIds) {
  return {object: 'product', id: known(ids.products.get(sourceId), sourceId), source_id: sourceId};
}

/** The rules with segment names and product references replaced by ids; everything else stays as written. */
function withIds(rules: DemoRule['rules'], ids: DemoIds): unknown {
  return Object.fromEntries(
    Object.entries(rules).map(([key, rule]) => [key, isRule(rule) ? ruleWithIds(rule, ids) : rule]),
  );
}

type WireRule = {readonly name: string; readonly conditions: Readonly<Record<string, readonly unknown[]>>};

function isRule(value: unknown): value is WireRule {
  return typeof value === 'object' && value !== null && 'conditions' in value;
}

function ruleWithIds(rule: WireRule, ids: DemoIds) {
  const isSegment = rule.name === 'customer.segment';
  const conditions = Object.entries(rule.conditions).map(([operator, operands]) => [
    operator,
    operands.map(operand => {
      if (isSegment) return known(ids.segments.get(String(operand)), String(operand));
      return isProduct(operand) ? productReference(operand.source_id, ids) : operand;
    }),
  ]);
  return {...rule, conditions: Object.fromEntries(conditions) as unknown};
}

function isProduct(operand: unknown): operand is {readonly source_id: string} {
  return typeof operand === 'object' && operand !== null && 'source_id' in operand;
}

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The demo files name "${name}", which is nowhere.`);
  return value;
}
