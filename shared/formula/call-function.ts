/** Functions whose arguments have been worked out: rounding, powers, extremes and dates. */
import {localTimeOf, startOfDay} from '../calendar/local-time.ts';
import {present} from '../kernel/assert.ts';
import {type DateFunction, dateNumber} from './date-functions.ts';
import type {FormulaContext} from './formula-context.ts';
import type {FunctionName} from './formula-node.ts';
import {
  dayOf,
  type FormulaFailure,
  type FormulaValue,
  failure,
  kindName,
  momentOf,
  numberOf,
  numberValue,
} from './formula-value.ts';
import {power} from './power.ts';
import {compare, type Impossible, numberFrom, type Rational, wholeRational} from './rational.ts';
import {type RoundingWay, roundRational} from './round-rational.ts';

const mostDecimals = 15;
const roundingWays = {ROUND: 'nearest', FLOOR: 'down', CEIL: 'up'} as const;

/** An argument as the formula has it, for messages. */
type Written = (index: number) => string;

/** The function of its arguments. */
export function callFunction(
  name: Exclude<FunctionName, 'DEFAULT_TO'>,
  args: readonly FormulaValue[],
  written: Written,
  context: FormulaContext,
): FormulaValue | FormulaFailure {
  switch (name) {
    case 'MIN':
    case 'MAX':
    case 'POW':
    case 'ROUND':
    case 'FLOOR':
    case 'CEIL':
      return callWithNumbers(name, args, written);
    case 'DATE':
    case 'DATE_TIME':
      return asDate(name, args, written, context);
    case 'DAYS_SINCE':
    case 'DAYS_UNTIL':
    case 'MONTHS_SINCE':
    case 'MONTHS_UNTIL':
    case 'YEARS_SINCE':
    case 'DAY_OF_MONTH':
    case 'MONTH':
    case 'YEAR':
      return callWithDate(name, args, written, context);
  }
}

function callWithNumbers(
  name: 'MIN' | 'MAX' | 'POW' | 'ROUND' | 'FLOOR' | 'CEIL',
  args: readonly FormulaValue[],
  written: Written,
): FormulaValue | FormulaFailure {
  const numbers: Rational[] = [];
  for (const [index, arg] of args.entries()) {
    const number = numberOf(arg);
    if (number === null) return notA('a number', arg, written(index));
    numbers.push(number);
  }
  const [first = wholeRational(0), second = wholeRational(0)] = numbers;
  if (name === 'MIN' || name === 'MAX') return numberValue(extreme(numbers, first, name === 'MIN' ? -1 : 1));
  const result = name === 'POW' ? power(first, second) : rounded(first, second, roundingWays[name]);
  if (result === 'out_of_range')
    return failure(
      'out_of_range',
      `${name} cannot be worked out for ${args.map((_, index) => written(index)).join('; ')}`,
    );
  return numberOrFailure(result);
}

/** A number, or why an operation has none. */
export function numberOrFailure(result: Rational | Impossible): FormulaValue | FormulaFailure {
  if (result === 'zero_division') return failure(result, 'division by zero');
  if (result === 'too_large') return failure(result, 'a number grows too large');
  return numberValue(result);
}

/** What a part is, and what is needed there. */
export function notA(needed: string, value: FormulaValue, written = ''): FormulaFailure {
  return failure('wrong_kind', `${written} is ${kindName(value)}, ${needed} is needed`);
}

function extreme(numbers: readonly Rational[], first: Rational, direction: number): Rational {
  let best = first;
  for (const number of numbers) if (compare(number, best) * direction > 0) best = number;
  return best;
}

function rounded(
  value: Rational,
  decimals: Rational,
  way: RoundingWay,
): Rational | Impossible | 'out_of_range' {
  const places = numberFrom(decimals);
  if (!Number.isInteger(places) || Math.abs(places) > mostDecimals) return 'out_of_range';
  return roundRational(value, places, way);
}

function asDate(
  name: 'DATE' | 'DATE_TIME',
  args: readonly FormulaValue[],
  written: Written,
  {zone}: FormulaContext,
): FormulaValue | FormulaFailure {
  const value = present(args[0], `the argument of ${name}`);
  const moment = momentOf(value, zone);
  if (moment === null) return notA('a date', value, written(0));
  if (name === 'DATE') return {kind: 'day', day: dayOf(moment, zone)};
  const ms = moment.kind === 'instant' ? moment.ms : startOfDay(moment.day, zone);
  return ms === null ? failure('out_of_range', `${written(0)} is beyond all dates`) : {kind: 'instant', ms};
}

/** Without an argument, of today. */
function callWithDate(
  name: DateFunction,
  [value]: readonly FormulaValue[],
  written: Written,
  {nowMs, zone}: FormulaContext,
): FormulaValue | FormulaFailure {
  const today = localTimeOf(nowMs, zone).dayNumber;
  if (value === undefined) return numberValue(wholeRational(dateNumber(name, today, today)));
  const moment = momentOf(value, zone);
  if (moment === null) return notA('a date', value, written(0));
  return numberValue(wholeRational(dateNumber(name, dayOf(moment, zone), today)));
}
