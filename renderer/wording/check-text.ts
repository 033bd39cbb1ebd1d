/**
 * One condition of a rule in words: what it looks at, what it needs, what there is. Nothing is evaluated here; the
 * words come from the check alone, and a name this file does not know is shown as it is written.
 */
import type {Check} from '../../shared/reasons/refusal.ts';
import {formatMoney} from '../design/format-money.ts';
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

const subjects: Readonly<Record<string, string>> = {
  'customer.segment': 'Customer’s segment',
  'customer.metadata': 'Customer’s attribute',
  'order.amount': 'To pay before this offer',
  'order.initial_amount': 'Order before discounts',
  'order.items.count': 'Items in the order',
  'order.metadata': 'Order’s attribute',
  'order.items.any': 'Some product',
  'order.items.every': 'Every product',
  'order.items.none': 'No product',
  'order.items.quantity': 'Quantity of one product',
  'order.items.price': 'Price of one product',
  'order.items.metadata': 'Attribute of a line',
  'order.items.metadata_any': 'Attribute of a line',
  'order.items.aggregated_quantity': 'Quantity together',
  'order.items.aggregated_amount': 'Amount together',
  'product.metadata': 'Products in the order',
};

function subjectText({rule, property}: Check): string {
  const subject = subjects[rule] ?? rule.replace(/[._]/g, ' ');
  return property === null ? subject : `${subject}, ${property.replace(/_/g, ' ')}`;
}

const amountRules: ReadonlySet<string> = new Set([
  'order.amount',
  'order.initial_amount',
  'order.items.price',
  'order.items.aggregated_amount',
]);

const operatorWords: Readonly<Record<string, string>> = {
  $is: '',
  $in: 'one of',
  $is_not: 'not',
  $not_in: 'none of',
  $less_than: 'less than',
  $less_than_or_equal: 'at most',
  $more_than: 'more than',
  $more_than_or_equal: 'at least',
  $greater_than_or_equal: 'at least',
  $starts_with: 'starting with',
  $ends_with: 'ending with',
  $contains: 'containing',
};

function neededText(check: Check, say: (value: Value) => string): string {
  const words = operatorWords[check.operator] ?? check.operator;
  if (isSegmentRule(check))
    return check.operator === '$is_not' ? 'not the offer’s segment' : 'the offer’s segment';
  if (isProductRule(check) && Array.isArray(check.needed) && check.needed.length === 0) return 'any product';
  const value = neededValue(check, say);
  return words === '' ? value : `${words} ${value}`;
}

/** Of several products any one will do. */
function neededValue({rule, needed}: Check, say: (value: Value) => string): string {
  return rule === 'order.items.any' && Array.isArray(needed)
    ? anyOf(needed.map(say), mostListed)
    : say(needed);
}

function valueText(value: Value, check: Check, context: WordingContext): string {
  if (value === null && isSegmentRule(check)) return 'no customer';
  if (value === null) return isProductRule(check) ? 'none in the order' : 'nothing';
  if (Array.isArray(value)) return listText(value, check, context);
  if (typeof value === 'number' && amountRules.has(check.rule) && Number.isSafeInteger(value)) {
    return formatMoney(value, context.currency);
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') return JSON.stringify(value);
  if (isProductRule(check)) return context.productName(String(value)) ?? String(value);
  return String(value);
}

function listText(values: readonly Value[], check: Check, context: WordingContext): string {
  if (isSegmentRule(check)) return values.length === 0 ? 'in no segment' : 'in other segments';
  if (values.length === 0) return isProductRule(check) ? 'none in the order' : 'nothing';
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

function isProductRule({rule}: Check): boolean {
  return ['order.items.any', 'order.items.every', 'order.items.none'].includes(rule);
}

function isUnknown(value: Value): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'unknown' in value;
}
