/**
 * `bundle_rules` as sent (semantics.md B.10) → Bundle, or every problem with its place:
 * `{"1": {name: "order.items.any", conditions: {$is: [product]}, rules: {"1": {name:
 * "order.items.aggregated_quantity", conditions: {$is: [2]}}}}, logic: "1 and 2", limit: 3}`.
 * Here `$is: [2]` means at least two; without it one is needed. None at all, or none named, is no bundle.
 */
import {fieldReader, membersOf} from './field-reader.ts';
import {type Logic, logicKeys, parseLogic} from './logic.ts';
import {type Refused, type Report, readWith} from './problem.ts';
import {readSelector} from './product-selector.ts';
import {currentRuleName} from './rule-names.ts';
import type {Bundle, ProductSelector} from './validation-rule.ts';

export type ParsedBundle = {readonly ok: true; readonly bundle: Bundle | null} | Refused;
type Part = Bundle['parts'][number];

const where = 'bundle_rules';
const mostParts = 100;
const mostUnits = 1_000_000;

export function parseBundle(input: unknown): ParsedBundle {
  return readWith(report => ({bundle: readBundle(input, report)}));
}

function readBundle(input: unknown, report: Report): Bundle | null {
  const {logic, limit: _, multiply: __, ...rules} = membersOf(input ?? {}, where, report);
  const keys = Object.keys(rules);
  if (keys.length === 0) return null;
  if (keys.length > mostParts) report(where, `has more than ${mostParts} rules`);
  const named = namedKeys(logic, keys.slice(0, mostParts), report);
  const parts = named.flatMap(key => readPart(rules[key], `${where}.${key}`, report) ?? []);
  if (parts.length === 0) return null;
  const read = fieldReader(membersOf(input, where, report), where, report);
  const isOnce = read.flag('multiply') === false;
  return {limit: read.whole('limit', 1, 100) ?? null, parts, ...(isOnce ? {multiply: false} : {})};
}

/** A bundle is all of its parts: what says less is refused rather than misread. */
function namedKeys(input: unknown, keys: readonly string[], report: Report): readonly string[] {
  if (input === undefined || input === null || input === '') return keys;
  const parsed = typeof input === 'string' && input.length <= 20_000 ? parseLogic(input) : null;
  if (!parsed?.ok || hasOr(parsed.logic)) {
    report(`${where}.logic`, parsed?.ok === false ? parsed.message : "should join the rules by 'and'");
    return keys;
  }
  const named = logicKeys(parsed.logic);
  for (const key of named.filter(one => !keys.includes(one)))
    report(`${where}.logic`, `names rule '${key}', which is not there`);
  return named.filter(key => keys.includes(key));
}

function hasOr(logic: Logic): boolean {
  if (logic.kind === 'or') return true;
  return logic.kind === 'and' && logic.parts.some(hasOr);
}

function readPart(input: unknown, place: string, report: Report): Part | null {
  const read = fieldReader(membersOf(input, place, report), place, report);
  const name = read.get('name');
  if (typeof name !== 'string' || currentRuleName(name) !== 'order.items.any')
    report(`${place}.name`, "should be 'order.items.any'");
  const operands = isOperands(read.get('conditions'), `${place}.conditions`, report);
  const products = operands.flatMap(operand => productOf(operand) ?? []);
  if (products.length === 0 || products.length < operands.length)
    report(`${place}.conditions.$is`, "should be a list of products like {object: 'product', id: 'prod_…'}");
  const quantity = readQuantity(read.get('rules'), `${place}.rules`, report);
  return products.length === 0 ? null : {products, quantity};
}

function productOf(operand: unknown): ProductSelector | null {
  const selector = readSelector(operand);
  if (selector === null || selector.category !== undefined) return null;
  return {object: selector.object, id: selector.id, sourceId: selector.sourceId};
}

function readQuantity(input: unknown, place: string, report: Report): number {
  const {logic: _, ...rules} = membersOf(input ?? {}, place, report);
  const entries = Object.entries(rules);
  const [first] = entries;
  if (first === undefined) return 1;
  const [key, rule] = first;
  const read = fieldReader(membersOf(rule, `${place}.${key}`, report), `${place}.${key}`, report);
  const name = read.get('name');
  const isQuantity = typeof name === 'string' && currentRuleName(name) === 'order.items.aggregated_quantity';
  if (!isQuantity || entries.length > 1)
    report(`${place}.${key}.name`, "should be 'order.items.aggregated_quantity', and stand alone");
  const [quantity] = isOperands(read.get('conditions'), `${place}.${key}.conditions`, report);
  if (isUnits(quantity)) return quantity;
  report(`${place}.${key}.conditions.$is`, `should be one whole number from 1 to ${mostUnits}`);
  return 1;
}

function isUnits(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= mostUnits;
}

/** The operands of `$is`, which is the only operator of bundles. */
function isOperands(input: unknown, place: string, report: Report): readonly unknown[] {
  const {$is, ...others} = membersOf(input ?? {}, place, report);
  for (const operator of Object.keys(others).slice(0, 3))
    report(`${place}.${operator}`, 'is not a known operator here');
  return Array.isArray($is) && $is.length <= 1000 ? $is : [];
}
