/**
 * Every operator of segment, collection and list filters (semantics.md H, J; the list that the vendor's own error
 * text gives). Words for one thing that differ between the vendor's pages are all accepted.
 */
import {anyElement} from './any-element.ts';
import {countTest} from './count-tests.ts';
import {dayTests} from './day-tests.ts';
import {equalsAny, isUnknown} from './equality-tests.ts';
import {inLocation} from './location-tests.ts';
import type {TestBuilder} from './look.ts';
import {compareWith, momentOnly} from './order-tests.ts';
import {contains, endsWith, startsWith} from './text-tests.ts';

/** States of a record that lists ask for: `{active: {conditions: {$enabled: {}}}}`. */
const states = [
  'active',
  'failed',
  'in_progress',
  'expired',
  'before_start',
  'enabled',
  'disabled',
  'redeemed',
  'redeemable',
];

const moreThanEqual = compareWith(true, true);
const lessThanEqual = compareWith(false, true);

const builders: ReadonlyMap<string, TestBuilder> = new Map(
  Object.entries({
    $is: equalsAny,
    $in: equalsAny,
    $is_not: not(equalsAny),
    $not_in: not(equalsAny),
    $starts_with: startsWith,
    $ends_with: endsWith,
    $contains: contains,
    $not_contain: not(contains),
    $has_value: () => ({matches: value => !isUnknown(value)}),
    $is_unknown: () => ({matches: isUnknown}),
    $more_than: compareWith(true, false),
    $less_than: compareWith(false, false),
    $more_than_equal: moreThanEqual,
    $more_than_or_equal: moreThanEqual,
    $less_than_equal: lessThanEqual,
    $less_than_or_equal: lessThanEqual,
    $greater_than: compareWith(true, false),
    $greater_than_equal: moreThanEqual,
    $greater_than_or_equal: moreThanEqual,
    $after: momentOnly(true),
    $before: momentOnly(false),
    $count: countTest((count, operand) => count === operand),
    $count_more: countTest((count, operand) => count > operand),
    $count_less: countTest((count, operand) => count < operand),
    $in_location: inLocation,
    $not_in_location: not(inLocation),
    ...dayTests,
    ...Object.fromEntries(states.map(state => [`$${state}`, isInState(state)])),
    before_start: isInState('before_start'),
  } satisfies Record<string, TestBuilder>),
);

/** Operators that need nothing beside their name; whatever stands for an operand is not looked at. */
export function takesNoOperand(operator: string): boolean {
  return (
    operator === '$has_value' || operator === '$is_unknown' || states.includes(operator.replace('$', ''))
  );
}

export function findOperator(operator: string): TestBuilder | null {
  return builders.get(operator) ?? null;
}

/** Exactly what the other does not match, so unknown is never one of them, never contains them. */
function not(build: TestBuilder): TestBuilder {
  return operands => {
    const built = build(operands);
    return 'problem' in built ? built : {matches: (value, look) => !built.matches(value, look)};
  };
}

/** The field gives the record's states as words; a flag is `enabled` and `active`, or `disabled`. */
function isInState(state: string): TestBuilder {
  const test = {
    matches: (value: Parameters<typeof isUnknown>[0]) =>
      anyElement(value, element => {
        if (typeof element === 'boolean')
          return element ? state === 'enabled' || state === 'active' : state === 'disabled';
        return typeof element === 'string' && element.toLowerCase() === state;
      }),
  };
  return () => test;
}
