import type {JsonValue} from '../kernel/metadata.ts';
import type {TestBuilder} from './look.ts';
import {readNumber} from './read-number.ts';

/** `$count` and its kin: how many elements a list has; a single value counts as one, unknown as none. */
export function countTest(compare: (count: number, operand: number) => boolean): TestBuilder {
  return operands => {
    const numbers = operands.map(readNumber).filter(number => number !== null && Number.isInteger(number));
    const [operand] = numbers;
    if (operands.length !== 1 || typeof operand !== 'number' || operand < 0)
      return {problem: 'should be one whole number'};
    return {matches: value => compare(countOf(value), operand)};
  };
}

function countOf(value: JsonValue | undefined): number {
  if (value === undefined || value === null) return 0;
  return Array.isArray(value) ? value.length : 1;
}
