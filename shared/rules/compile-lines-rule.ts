/**
 * Rules about lines. *Picked* are the lines of the products that the rule names, or all lines when it names none;
 * its nested rules are asked of each picked line, their aggregates of all picked lines together.
 */
import type {Check, Remedy} from '../reasons/refusal.ts';
import {askLines} from './ask-lines.ts';
import {type Asking, nothingBlocks} from './asking.ts';
import {unasked} from './compile-conditions.ts';
import {compileLineRule} from './compile-line-rule.ts';
import {type Compiled, compileSet, hasRules, notUnderstood, plainRule} from './compiled-rule.ts';
import {
  type Extreme,
  type LinePicker,
  linesLookedAt,
  pickedLines,
  picksAny,
  readLinePicker,
  selectorName,
} from './line-picker.ts';
import type {LinePool} from './line-pool.ts';
import type {Picked} from './picked.ts';
import {countMet, type Quantifier, quantifiers} from './quantifier.ts';
import type {RuleContext} from './rule-context.ts';
import {families} from './rule-family.ts';
import {lineName, type RuleLine} from './rule-line.ts';
import type {LinesName} from './rule-name.ts';
import type {RuleNode} from './validation-rule.ts';

const products = families('products');

/** What one such rule is made of. */
interface Parts {
  readonly name: LinesName;
  readonly extreme: Extreme;
  readonly rule: RuleNode;
  readonly key: string;
  readonly picker: LinePicker;
  readonly quantifier: Quantifier;
  readonly more: Remedy;
  /** null: nothing is asked of the picked lines. */
  readonly nested: Compiled<Picked> | null;
}

export function compileLinesRule(name: LinesName, rule: RuleNode, key: string): Compiled<RuleContext> {
  const picker = readLinePicker(name, rule, key);
  const more: Remedy = {kind: 'add_product', productIds: picker.is.map(selectorName)};
  const nested = hasRules(rule.rules)
    ? compileSet<Picked>(rule.rules, key, (inner, place) => compileLineRule(inner, place, more))
    : null;
  const unknown = [...picker.unknown, ...(nested?.unknown ?? [])];
  if (unknown.length > 0) return notUnderstood(unknown);
  const parts: Parts = {
    name,
    extreme: name.extreme ?? 'none',
    rule,
    key,
    picker,
    quantifier: quantifiers[name.quantifier],
    more,
    nested,
  };
  if (nested === null) return plainRule(testOf(parts), askPlain(parts), undefined, {cost: 3});
  const blocking = blockingOf(parts, nested);
  return plainRule(testOf(parts), (context, asking) => blocking(context, asking).length === 0, blocking, {
    cost: 20,
  });
}

function testOf(parts: Parts): (context: RuleContext) => boolean {
  const {name, extreme, picker, quantifier, nested} = parts;
  const wantsSome = name.quantifier === 'any';
  if (extreme === 'none' && nested === null && name.quantifier !== 'every')
    return ({facts, unasked}) => (unasked & products) !== 0 || picksAny(picker, facts.pool) === wantsSome;
  return ({facts, unasked}) => {
    if ((unasked & products) !== 0) return true;
    const {pool, moment} = facts;
    const looked = linesLookedAt(extreme, picker, pool);
    const picked = pickedLines(extreme, picker, looked, pool);
    return quantifier.test(
      looked.length,
      picked,
      line => nested === null || nested.test({line, all: picked, moment}),
    );
  };
}

/** Without nested rules there is one check, and it says all. Spelled out: most rules in a shop are such. */
function askPlain(parts: Parts): Compiled<RuleContext>['ask'] {
  const {name, extreme, picker, key, more} = parts;
  const {quantifier} = name;
  const {operator, needed} = picker;
  const rule = parts.rule.name;
  return ({facts, unasked}, asking) => {
    if ((unasked & products) !== 0) return leaveOut(parts, asking);
    const looked = linesLookedAt(extreme, picker, facts.pool);
    const picked = pickedLines(extreme, picker, looked, facts.pool);
    const actual = picked.length === 0 ? noNames : picked.map(lineName);
    const passed =
      quantifier === 'every'
        ? looked.length > 0 && picked.length === looked.length
        : picked.length > 0 === (quantifier === 'any');
    const isMendable = quantifier === 'any' || (quantifier === 'every' && looked.length === 0);
    const remedy = !passed && isMendable ? more : null;
    const own: Check = {key, rule, property: null, operator, needed, actual, passed, remedy};
    asking.checks.push(own);
    if (asking.causes !== null) noteLack(parts, own, facts.pool, asking);
    return passed;
  };
}

function blockingOf(parts: Parts, nested: Compiled<Picked>): Compiled<RuleContext>['blocking'] {
  const {extreme, picker, quantifier} = parts;
  return ({facts, unasked}, asking) => {
    const {pool, moment} = facts;
    if ((unasked & products) !== 0) {
      leaveOut(parts, asking);
      return nothingBlocks;
    }
    const looked = linesLookedAt(extreme, picker, pool);
    const picked = pickedLines(extreme, picker, looked, pool);
    const at = asking.checks.length;
    const ofLines = askLines(nested, picked, moment, quantifier.needsEach, asking);
    const own = pickCheck(parts, looked, picked, countMet(ofLines));
    asking.checks.splice(at, 0, own);
    noteLack(parts, own, pool, asking);
    return own.passed ? quantifier.blocking(ofLines) : [own, ...quantifier.blocking(ofLines)];
  };
}

const noNames: string[] = [];

function pickCheck(
  {rule, key, picker, quantifier, more}: Parts,
  looked: readonly RuleLine[],
  picked: readonly RuleLine[],
  met: number,
): Check {
  const passed = quantifier.picksEnough(looked.length, picked.length, met);
  return {
    key,
    rule: rule.name,
    property: null,
    operator: picker.operator,
    needed: picker.needed,
    actual: picked.length === 0 ? noNames : picked.map(lineName),
    passed,
    remedy: !passed && quantifier.moreHelps(looked.length) ? more : null,
  };
}

function noteLack({quantifier}: Parts, own: Check, {hasItems}: LinePool, {causes}: Asking): void {
  if (!hasItems && !quantifier.takesNone) causes?.set(own, 'items');
}

function leaveOut({rule, key, picker}: Parts, {checks}: Asking): boolean {
  const {operator, needed} = picker;
  checks.push({
    key,
    rule: rule.name,
    property: null,
    operator,
    needed,
    actual: unasked,
    passed: true,
    remedy: null,
  });
  return true;
}
