import {numberOf} from './comparable.ts';
import type {Facet} from './facet.ts';
import type {Operator} from './operator.ts';

/** Operators that count the values of a list. A single value is a list of one; a missing one is no list. */
export const sizeOperators: Readonly<Record<string, Operator>> = {
  $count: size((count, wanted) => count === wanted),
  $count_more: size((count, wanted) => count > wanted),
  $count_less: size((count, wanted) => count < wanted),
};

function size(holds: (count: number, wanted: number) => boolean): Operator {
  return {
    problem: operands => {
      const wanted = numberOf(operands[0] ?? null);
      const isCount = operands.length === 1 && wanted !== null && Number.isInteger(wanted) && wanted >= 0;
      return isCount ? null : 'should be one whole number';
    },
    prepare: ([operand = null]) => {
      const wanted = numberOf(operand) ?? 0;
      return {
        ofNumber: () => holds(1, wanted),
        ofFacet: (facet: Facet) => facet.value !== null && holds(facet.values.length, wanted),
      };
    },
  };
}
