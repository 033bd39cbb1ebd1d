import type {JsonValue} from '../kernel/metadata.ts';
import {keysOf, nfc, valueKey} from './facet.ts';
import {atLeastOne, facetTest, type Operator} from './operator.ts';

/** Operators that ask for a part of a text: one of several values with one of the parts is enough. */
export const textOperators: Readonly<Record<string, Operator>> = {
  $starts_with: text((value, part) => value.startsWith(part)),
  $ends_with: text((value, part) => value.endsWith(part)),
  /** A text that holds the part, or a list that holds the value. */
  $contains: {
    problem: atLeastOne,
    prepare: operands => {
      const parts = textsIn(operands);
      const keys = operands.filter(operand => typeof operand !== 'string').map(valueKey);
      return {
        ofNumber: value => keys.includes(String(value)),
        ofFacet: facet =>
          textsIn(facet.values).some(value => parts.some(part => value.includes(part))) ||
          keys.some(key => keysOf(facet).has(key)),
      };
    },
  },
};

function text(holds: (value: string, part: string) => boolean): Operator {
  return {
    problem: operands =>
      operands.length > 0 && operands.every(operand => typeof operand === 'string')
        ? null
        : 'should be a list of texts',
    prepare: operands => {
      const parts = textsIn(operands);
      return facetTest(facet => textsIn(facet.values).some(value => parts.some(part => holds(value, part))));
    },
  };
}

function textsIn(values: readonly JsonValue[]): string[] {
  return values.flatMap(value => (typeof value === 'string' ? nfc(value) : []));
}
