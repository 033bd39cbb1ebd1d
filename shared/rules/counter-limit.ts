import type {JsonValue} from '../kernel/metadata.ts';
import {numberOf} from './comparable.ts';

/**
 * The largest count that an operator lets through, where it is an upper bound: then a redemption can take its part
 * of what is left and needs nobody to count the rest. null for every other operator. Below zero nothing ever passes.
 */
export function upperBound(operator: string, operand: JsonValue): number | null {
  const limit = numberOf(operand);
  if (limit === null) return null;
  if (operator === '$less_than') return Math.ceil(limit) - 1;
  return operator === '$less_than_or_equal' ? Math.floor(limit) : null;
}
