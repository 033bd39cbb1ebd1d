/**
 * One condition of a rule in words: what it looks at, what it needs, what there is. Nothing is evaluated here; the
 * words come from the check alone, and a name this file does not know is shown as it is written.
 */
import type {Check} from '../../shared/reasons/refusal.ts';
import {formatMoney} from '../design/format-money.ts';
import {operatorText} from './operator-words.ts';
import {amountRules, productRules, subjects} from './rule-words.ts';
import type {WordingContext} from './wording-context.ts';

export interface CheckText {
  readonly subject: string;
  readonly needed: string;
  readonly actual: string;
}

type Value = Check['needed'];

export function checkText(check: Check, context: WordingContext): CheckText {
  const say = (value: Value) => valueText(value, check, context);
  return {
    subject: subjectText(check),
    needed: neededText(check, say),
    actual: isUnknown(check.actual) ? 'not understood by this version' : say(check.actual),
  };
}

/** More values than these are counted, not named. */
const mostListed = 4;

function subjectText({rule, property}: Check): string {
  const subject = subjects[rule] ?? rule.replace(/[._]/g, ' ');
  return property === null ? subject : `${subject}, ${property.replace(/_/g, ' ')}`;
}

function neededText(check: Check, say: (value: Value) => string): string {
  const {rule, operator, needed} = check;
  if (isSegmentRule(check)) return operator === '$is_not' ? 'not the offer’s segment' : 'the offer’s segment';
  if (!productRules.has(rule)) return operatorText(operator, needed, say);
  if (typeof needed === 'object' && needed !== null && !Array.isArray(needed)) return picksText(needed, say);
  if (Array.isArray(needed) && needed.length === 0) return 'any product';
  return operatorText(operator, needed, value => productsText(value, say));
}

/** A rule that says what is meant and what is not: `Mug or Cup, out of Kitchen, not Plate`. */
function picksText(
  picks: Readonly<Record<string, Value | undefined>>,
  say: (value: Value) => string,
): string {
  const words = {$is: '', $from: 'out of ', $is_not: 'not '} as const;
  return Object.entries(words)
    .flatMap(([role, word]) => {
      const named = picks[role] ?? null;
      return named === null ? [] : [`${word}${productsText(named, say)}`];
    })
    .join(', ');
}

/** Of several products any one will do. */
function productsText(named: Value, say: (value: Value) => string): string {
  return Array.isArray(named) ? anyOf(named.map(say), mostListed) : say(named);
}

function valueText(value: Value, check: Check, context: WordingContext): string {
  if (value === null && isSegmentRule(check)) return 'no customer';
  if (value === null) return productRules.has(check.rule) ? 'none in the order' : 'nothing';
  if (Array.isArray(value)) return listText(value, check, context);
  if (typeof value === 'number' && amountRules.has(check.rule) && Number.isSafeInteger(value)) {
    return formatMoney(value, context.currency);
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') return JSON.stringify(value);
  if (productRules.has(check.rule)) return context.productName(String(value)) ?? String(value);
  return String(value);
}

function listText(values: readonly Value[], check: Check, context: WordingContext): string {
  if (isSegmentRule(check)) return values.length === 0 ? 'in no segment' : 'in other segments';
  if (values.length === 0) return productRules.has(check.rule) ? 'none in the order' : 'nothing';
  const words = [...new Set(values.map(value => valueText(value, check, context)))];
  // Names of products have commas of their own.
  const separator = words.some(word => word.includes(',')) ? '; ' : ', ';
  const shown = words.slice(0, mostListed).join(separator);
  return words.length <= mostListed ? shown : `${shown} and ${words.length - mostListed} more`;
}

/** `Mug, Oat or Mug, Ink or 2 more`: a few of those that would do, and how many others. */
export function anyOf(names: readonly string[], most: number): string {
  const others = names.length - most;
  return [...names.slice(0, most), ...(others > 0 ? [`${others} more`] : [])].join(' or ');
}

function isSegmentRule({rule}: Check): boolean {
  return rule === 'customer.segment';
}

function isUnknown(value: Value): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'unknown' in value;
}
