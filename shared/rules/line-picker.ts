/**
 * Which lines a rule about products means: those that `$is` names (all where it names none), that `$is_not` does not,
 * and that are also in what `$from` names. For the cheapest or most expensive, `$from` says among which lines.
 */
import type {JsonValue} from '../kernel/metadata.ts';
import type {Check} from '../reasons/refusal.ts';
import {unknownCheck} from './compiled-rule.ts';
import {anySelects, isByName, type LinePool, linesNamed} from './line-pool.ts';
import {type LineSelector, readSelector} from './product-selector.ts';
import type {RuleLine} from './rule-line.ts';
import type {LinesName} from './rule-name.ts';
import type {RuleNode} from './validation-rule.ts';

export interface LinePicker {
  readonly is: readonly LineSelector[];
  readonly isNot: readonly LineSelector[];
  readonly from: readonly LineSelector[];
  /** All of `is` can only mean lines that bear one of these names. */
  readonly isByName: boolean;
  readonly names: readonly string[];
  /** The operator and operands as a trace tells them. */
  readonly operator: string;
  readonly needed: JsonValue;
  readonly unknown: readonly Check[];
}

/** Whether a rule looks at all lines or at those of the lowest or highest unit price. */
export type Extreme = 'none' | NonNullable<LinesName['extreme']>;

type Role = 'is' | 'isNot' | 'from';

const roles: ReadonlyMap<string, Role> = new Map([
  ['$is', 'is'],
  ['$in', 'is'],
  ['$is_not', 'isNot'],
  ['$not_in', 'isNot'],
  ['$from', 'from'],
]);

export function isPickingOperator(operator: string): boolean {
  return roles.has(operator);
}

export function readLinePicker(name: LinesName, rule: RuleNode, key: string): LinePicker {
  const read: Record<Role, LineSelector[]> = {is: [], isNot: [], from: []};
  const unknown: Check[] = [];
  for (const [operator, operands] of Object.entries(rule.conditions)) {
    const role = roles.get(operator);
    for (const operand of operands) {
      const selector = readOperand(name, operand);
      if (role === undefined || selector === null)
        unknown.push(unknownCheck('operator', {key, rule: rule.name, operator, needed: operand}));
      else read[role].push(selector);
    }
  }
  const names = new Set(read.is.flatMap(({id, sourceId}) => [id, sourceId].filter(name => name !== null)));
  const byName = read.is.length > 0 && read.is.every(isByName);
  const {operator, needed} = told(read);
  const {is, isNot, from} = read;
  // Spelled out: objects made by spreading are slow to read.
  return {is, isNot, from, isByName: byName, names: [...names], operator, needed, unknown};
}

/** A selector; the older rules also send the id alone. */
export function readOperand({ids}: LinesName, operand: JsonValue): LineSelector | null {
  if (ids === undefined || typeof operand !== 'string') return readSelector(operand);
  return operand === '' ? null : {object: ids, id: operand, sourceId: operand};
}

/** The lines a rule looks at: all, or those of the lowest or highest unit price, which lines without price lack. */
export function linesLookedAt(extreme: Extreme, {from}: LinePicker, pool: LinePool): readonly RuleLine[] {
  if (extreme === 'none') return pool.lines;
  let best: RuleLine[] = [];
  let bestPrice: number | null = null;
  for (const line of pool.lines) {
    const price = line.unitPrice;
    if (price === null || (from.length > 0 && !anySelects(from, line, pool))) continue;
    const isBetter = bestPrice === null || (extreme === 'cheapest' ? price < bestPrice : price > bestPrice);
    if (isBetter) best = [];
    if (isBetter || price === bestPrice) best.push(line);
    if (isBetter) bestPrice = price;
  }
  return best;
}

/** The picked ones among the lines looked at, in the order of the cart. */
export function pickedLines(
  extreme: Extreme,
  picker: LinePicker,
  looked: readonly RuleLine[],
  pool: LinePool,
): readonly RuleLine[] {
  if (!picker.isByName || extreme !== 'none') return looked.filter(line => picks(picker, line, pool));
  let picked: RuleLine[] | null = null;
  for (const name of picker.names) {
    for (const line of linesNamed(pool, name)) {
      if (picked?.includes(line) || !picks(picker, line, pool)) continue;
      if (picked === null) picked = [line];
      else picked.push(line);
    }
  }
  if (picked === null) return noLines;
  return picked.length < 2 ? picked : picked.sort((a, b) => a.position - b.position);
}

/** Whether any line of the cart is picked. */
export function picksAny(picker: LinePicker, pool: LinePool): boolean {
  if (!picker.isByName) return pool.lines.some(line => picks(picker, line, pool));
  for (const name of picker.names)
    for (const line of linesNamed(pool, name)) if (picks(picker, line, pool)) return true;
  return false;
}

const noLines: readonly RuleLine[] = [];

function picks({is, isNot, from}: LinePicker, line: RuleLine, pool: LinePool): boolean {
  return (
    (is.length === 0 || anySelects(is, line, pool)) &&
    !anySelects(isNot, line, pool) &&
    (from.length === 0 || anySelects(from, line, pool))
  );
}

/** What a trace and a remedy call a selector. */
export function selectorName({category, id, sourceId}: LineSelector): string {
  return category === undefined ? (id ?? sourceId ?? '') : `${category.key}: ${category.value}`;
}

function told(
  read: Readonly<Record<Role, readonly LineSelector[]>>,
): Pick<LinePicker, 'operator' | 'needed'> {
  const names = {
    $is: read.is.map(selectorName),
    $is_not: read.isNot.map(selectorName),
    $from: read.from.map(selectorName),
  };
  if (read.isNot.length + read.from.length === 0) return {operator: '$is', needed: names.$is};
  const used = Object.entries(names).filter(([, selectors]) => selectors.length > 0);
  return {operator: used.map(([operator]) => operator).join(), needed: Object.fromEntries(used)};
}
