/**
 * Comparisons of formulas. Two values are ordered when both are numbers or both are dates; text that reads as one
 * counts as one. Text is compared letter by letter after Unicode NFC, capitals apart.
 */
import type {ComparisonOperator} from './formula-node.ts';
import {attributeValue, dayOf, type FormulaValue, type Moment, momentOf, numberOf} from './formula-value.ts';
import {compare} from './rational.ts';

/** Whether the comparison holds; null where values of these kinds cannot be compared so. */
export function compareValues(
  operator: ComparisonOperator,
  left: FormulaValue,
  right: FormulaValue,
  zone: string,
): boolean | null {
  switch (operator) {
    case '=':
      return areSame(left, right, zone);
    case '!=':
      return not(areSame(left, right, zone));
    case 'contains':
      return contains(left, right, zone);
    case 'starts_with':
      return texts(left, right, (text, part) => text.startsWith(part));
    case 'ends_with':
      return texts(left, right, (text, part) => text.endsWith(part));
    case 'in_array':
      return isInList(left, right, zone);
    case 'not_in_array':
      return not(isInList(left, right, zone));
    case 'date_is':
      return sameDay(left, right, zone);
    case 'date_is_not':
      return not(sameDay(left, right, zone));
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'is_after':
    case 'is_before':
      return ordered(operator, left, right, zone);
  }
}

function ordered(
  operator: '<' | '<=' | '>' | '>=' | 'is_after' | 'is_before',
  left: FormulaValue,
  right: FormulaValue,
  zone: string,
): boolean | null {
  const isOfDates = operator === 'is_after' || operator === 'is_before';
  const order = (isOfDates ? null : numberOrder(left, right)) ?? momentOrder(left, right, zone);
  if (order === null) return null;
  if (operator === '<' || operator === 'is_before') return order < 0;
  if (operator === '>' || operator === 'is_after') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}

function numberOrder(left: FormulaValue, right: FormulaValue): number | null {
  const [a, b] = [numberOf(left), numberOf(right)];
  return a === null || b === null ? null : compare(a, b);
}

/** Two instants as such; where one is only a day, day by day. */
function momentOrder(left: FormulaValue, right: FormulaValue, zone: string): number | null {
  const [a, b] = [momentOf(left, zone), momentOf(right, zone)];
  if (a === null || b === null) return null;
  return a.kind === 'instant' && b.kind === 'instant' ? a.ms - b.ms : dayOf(a, zone) - dayOf(b, zone);
}

function sameDay(left: FormulaValue, right: FormulaValue, zone: string): boolean | null {
  const [a, b]: (Moment | null)[] = [momentOf(left, zone), momentOf(right, zone)];
  return a == null || b == null ? null : dayOf(a, zone) === dayOf(b, zone);
}

/** Null where one is a list: a list is asked what it contains. */
function areSame(left: FormulaValue, right: FormulaValue, zone: string): boolean | null {
  if (left.kind === 'list' || right.kind === 'list') return null;
  if (left.kind === 'number' || right.kind === 'number') return numberOrder(left, right) === 0;
  if (isMoment(left) || isMoment(right)) return momentOrder(left, right, zone) === 0;
  return plainText(left) === plainText(right);
}

function isMoment({kind}: FormulaValue): boolean {
  return kind === 'day' || kind === 'instant';
}

/** True and false read as the words, as they do in rules. */
function plainText(value: FormulaValue): string {
  return value.kind === 'text' || value.kind === 'flag' ? String(value.value).normalize('NFC') : '';
}

/** A text that holds the part, or a list that holds the value. */
function contains(left: FormulaValue, right: FormulaValue, zone: string): boolean | null {
  if (left.kind === 'list') return isInList(right, left, zone);
  return texts(left, right, (text, part) => text.includes(part));
}

function texts(
  left: FormulaValue,
  right: FormulaValue,
  holds: (text: string, part: string) => boolean,
): boolean | null {
  if (left.kind !== 'text' || right.kind !== 'text') return null;
  return holds(left.value.normalize('NFC'), right.value.normalize('NFC'));
}

function isInList(value: FormulaValue, list: FormulaValue, zone: string): boolean | null {
  if (list.kind !== 'list') return value.kind === 'list' ? isInList(list, value, zone) : null;
  if (value.kind === 'list') return null;
  return list.items.some(item => {
    const one = attributeValue(item);
    return one !== null && areSame(one, value, zone) === true;
  });
}

function not(answer: boolean | null): boolean | null {
  return answer === null ? null : !answer;
}
