import type {JsonValue} from '../kernel/metadata.ts';
import {type Facet, facetOf, hasKey, keysOf, valueKey} from './facet.ts';
import {atLeastOne, type Operator, type Test} from './operator.ts';

/**
 * Operators that ask for equality. Of several values a positive one needs one of them, a negative one all; a missing
 * value satisfies only the negative ones, unless `null` is asked for.
 */
const isOneOf: Operator = {problem: atLeastOne, prepare: oneOf};
const isNoneOf: Operator = {
  problem: atLeastOne,
  prepare: operands => {
    const {ofNumber, ofFacet} = oneOf(operands);
    return {ofNumber: n => !ofNumber(n), ofFacet: (facet, moment) => !ofFacet(facet, moment)};
  },
};

export const membershipOperators: Readonly<Record<string, Operator>> = {
  $is: isOneOf,
  $in: isOneOf,
  $is_not: isNoneOf,
  $not_in: isNoneOf,
  /** The same values on both sides, in any order and number. */
  $not_differ: {
    problem: atLeastOne,
    prepare: operands => {
      const wanted = keysOfOperands(operands);
      return sets(facet => isSameSet(keysOf(facet), wanted));
    },
  },
  /** No value on both sides. */
  $not_intersect: {
    problem: atLeastOne,
    prepare: operands => {
      const unwanted = keysOfOperands(operands);
      return sets(facet => !intersects(keysOf(facet), unwanted));
    },
  },
};

function oneOf(operands: readonly JsonValue[]): Test {
  const keys = new Set(operands.map(valueKey));
  const [only] = keys;
  const ofNumber = numberListed(keys);
  if (keys.size > 1 || only === undefined) return {ofNumber, ofFacet: listed(keys)};
  return {ofNumber, ofFacet: facet => hasKey(facet, only), wantedKey: only};
}

/** Going through a short array costs half of going through a set. */
function listed(keys: ReadonlySet<string>): (facet: Facet) => boolean {
  if (keys.size > 8) return facet => intersects(keysOf(facet), keys);
  const wanted = [...keys];
  return facet => {
    for (const key of wanted) if (hasKey(facet, key)) return true;
    return false;
  };
}

function numberListed(keys: ReadonlySet<string>): (value: number) => boolean {
  const numbers = [...keys].map(Number).filter(n => keys.has(String(n)));
  const [only] = numbers;
  if (numbers.length === 1 && only !== undefined) return value => value === only;
  return value => numbers.includes(value);
}

function sets(ofFacet: (facet: Facet) => boolean): Test {
  return {ofNumber: value => ofFacet(facetOf(value)), ofFacet};
}

/** One list as the only operand means its members. */
function keysOfOperands(operands: readonly JsonValue[]): ReadonlySet<string> {
  const [only] = operands;
  const members: readonly JsonValue[] = operands.length === 1 && Array.isArray(only) ? only : operands;
  return new Set(members.map(valueKey));
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size !== b.size) return false;
  for (const key of a) if (!b.has(key)) return false;
  return true;
}

function intersects(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  for (const key of few) if (many.has(key)) return true;
  return false;
}
