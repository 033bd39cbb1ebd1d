/**
 * The operators of conditions (semantics.md D.3), one line each. `actual` is one value or, where a cart line or a
 * list attribute has several, a list: a positive operator then needs one of them, a negative one all of them.
 * A missing value (null) satisfies only the negative operators.
 */
import type {JsonValue} from '../kernel/metadata.ts';
import {compareValues, isOrderable, numberOf, sameValue} from './comparable.ts';

export interface Operator {
  /** What is wrong with the operands as text for the rule's author, or null. */
  readonly problem: (operands: readonly JsonValue[]) => string | null;
  readonly test: (actual: JsonValue, operands: readonly JsonValue[]) => boolean;
}

const isOneOf: Operator = {problem: atLeastOne, test: (actual, wanted) => some(actual, wanted, sameValue)};
const isNoneOf: Operator = {problem: atLeastOne, test: (actual, wanted) => !some(actual, wanted, sameValue)};
const notLess = ordering(difference => difference >= 0);

/** By name. The two spellings of “at least” are one operator. */
export const operators: ReadonlyMap<string, Operator> = new Map([
  ['$is', isOneOf],
  ['$in', isOneOf],
  ['$is_not', isNoneOf],
  ['$not_in', isNoneOf],
  ['$less_than', ordering(difference => difference < 0)],
  ['$less_than_or_equal', ordering(difference => difference <= 0)],
  ['$more_than', ordering(difference => difference > 0)],
  ['$more_than_or_equal', notLess],
  ['$greater_than_or_equal', notLess],
  ['$starts_with', text((actual, part) => actual.startsWith(part))],
  ['$ends_with', text((actual, part) => actual.endsWith(part))],
  ['$contains', {problem: atLeastOne, test: contains}],
]);

/** How much more of a number an operator asks for, or null when more would not help. */
export function shortfall(operator: string, actual: number, operand: JsonValue | undefined): number | null {
  const wanted = numberOf(operand ?? null);
  if (wanted === null) return null;
  if (operator === '$more_than') return Math.floor(wanted) + 1 - actual;
  const atLeast = operator === '$more_than_or_equal' || operator === '$greater_than_or_equal';
  return atLeast ? Math.ceil(wanted) - actual : null;
}

function ordering(holds: (difference: number) => boolean): Operator {
  return {
    problem: operands =>
      operands.length === 1 && isOrderable(operands[0] ?? null)
        ? null
        : 'should be one number or one ISO 8601 date',
    test: (actual, operands) =>
      some(actual, operands, (value, operand) => {
        const difference = compareValues(value, operand);
        return difference !== null && holds(difference);
      }),
  };
}

function text(holds: (actual: string, part: string) => boolean): Operator {
  return {
    problem: operands =>
      operands.length > 0 && operands.every(operand => typeof operand === 'string')
        ? null
        : 'should be a list of texts',
    test: (actual, parts) =>
      some(actual, parts, (value, part) =>
        typeof value === 'string' && typeof part === 'string'
          ? holds(value.normalize('NFC'), part.normalize('NFC'))
          : false,
      ),
  };
}

/** A text that holds the part, or a list that holds the value. */
function contains(actual: JsonValue, operands: readonly JsonValue[]): boolean {
  return some(actual, operands, (value, operand) =>
    typeof value === 'string' && typeof operand === 'string'
      ? value.normalize('NFC').includes(operand.normalize('NFC'))
      : sameValue(value, operand),
  );
}

function some(
  actual: JsonValue,
  operands: readonly JsonValue[],
  holds: (value: JsonValue, operand: JsonValue) => boolean,
): boolean {
  const values = isList(actual) ? actual : [actual];
  return values.some(value => operands.some(operand => holds(value, operand)));
}

function isList(value: JsonValue): value is JsonValue[] {
  return Array.isArray(value);
}

function atLeastOne(operands: readonly JsonValue[]): string | null {
  return operands.length > 0 ? null : 'should name at least one value';
}
