import {anyElement} from './any-element.ts';
import type {BuiltTest, Operand, TestBuilder} from './look.ts';

/** Tests of text against any of the operands; numbers are compared as they are written. */
function textTest(compare: (text: string, part: string) => boolean): TestBuilder {
  return operands => {
    const parts = operands.map(readPart);
    if (parts.includes(null)) return {problem: 'should be text'};
    const known = parts.filter(part => part !== null);
    return {
      matches: value =>
        anyElement(value, element => {
          if (typeof element !== 'string' && typeof element !== 'number') return false;
          const text = String(element);
          return known.some(part => compare(text, part));
        }),
    };
  };
}

export const startsWith: TestBuilder = textTest((text, part) => text.startsWith(part));
export const endsWith: TestBuilder = textTest((text, part) => text.endsWith(part));
const includes: TestBuilder = textTest((text, part) => text.includes(part));

/** A text holds the operand as a part of it, a list holds an element that is it or has it as a part. */
export function contains(operands: readonly Operand[]): BuiltTest {
  return includes(operands);
}

/** Nothing counts as a part of everything, which no one means; an empty operand is refused. */
function readPart(operand: Operand): string | null {
  return (typeof operand === 'string' && operand !== '') || typeof operand === 'number'
    ? String(operand)
    : null;
}
