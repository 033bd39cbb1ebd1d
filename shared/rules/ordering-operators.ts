import type {JsonValue} from '../kernel/metadata.ts';
import {numberOf, type Point, pointOf} from './comparable.ts';
import {type Facet, pointsOf} from './facet.ts';
import {facetTest, type Operator, type Test} from './operator.ts';

/** Operators that ask for an order: one of several values is enough, and what does not compare fails. */
export const orderingOperators: Readonly<Record<string, Operator>> = {
  $less_than: ordering(limit => value => value < limit),
  $less_than_or_equal: ordering(limit => value => value <= limit),
  $more_than: ordering(limit => value => value > limit),
  $more_than_or_equal: ordering(limit => value => value >= limit),
  /** As `$more_than_or_equal`. */
  $greater_than_or_equal: ordering(limit => value => value >= limit),
  /** Dates only. */
  $before: dating(limit => value => value < limit),
  $after: dating(limit => value => value > limit),
};

/** How much more of a number an operator asks for, or null when more would not help. */
export function shortfall(operator: string, actual: number, operand: JsonValue | undefined): number | null {
  const wanted = numberOf(operand ?? null);
  if (wanted === null) return null;
  if (operator === '$more_than') return Math.floor(wanted) + 1 - actual;
  const atLeast = operator === '$more_than_or_equal' || operator === '$greater_than_or_equal';
  return atLeast ? Math.ceil(wanted) - actual : null;
}

/** One closure for each limit, because the hot path is a single call. */
type Against = (limit: number) => (value: number) => boolean;

function ordering(against: Against): Operator {
  return {
    problem: operands =>
      operands.length === 1 && pointOf(operands[0] ?? null, 'UTC') !== null
        ? null
        : 'should be one number, one ISO 8601 date or one time of day',
    prepare: ([operand = null]) => {
      const limit = numberOf(operand);
      return limit === null ? dateTest(operand, against) : numberTest(limit, against);
    },
  };
}

function dating(against: Against): Operator {
  return {
    problem: operands =>
      operands.length === 1 && pointOf(operands[0] ?? null, 'UTC')?.scale === 'instant'
        ? null
        : 'should be one ISO 8601 date',
    prepare: ([operand = null]) => dateTest(operand, against),
  };
}

function numberTest(limit: number, against: Against): Test {
  const holds = against(limit);
  return {
    ofNumber: holds,
    ofFacet: (facet, {zone}) => anyHolds(facet, zone, 'number', holds),
  };
}

/** The limit is an instant only in some zone; projects with the same rule mostly have the same. */
function dateTest(operand: JsonValue, against: Against): Test {
  let known: {readonly zone: string; readonly limit: Point | null} | null = null;
  return facetTest((facet, {zone}) => {
    if (known?.zone !== zone) known = {zone, limit: pointOf(operand, zone)};
    const {limit} = known;
    return limit !== null && anyHolds(facet, zone, limit.scale, against(limit.at));
  });
}

function anyHolds(
  facet: Facet,
  zone: string,
  scale: Point['scale'],
  holds: (value: number) => boolean,
): boolean {
  for (const point of pointsOf(facet, zone)) if (point.scale === scale && holds(point.at)) return true;
  return false;
}
