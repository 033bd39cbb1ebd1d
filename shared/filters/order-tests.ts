/**
 * More, less, after, before. A number is compared with a number, a date with a date, and a date with a number by its
 * age: `$more_than: 10` on a date is "more than ten days ago", as lists and segments have it (semantics.md J).
 */
import {instantOf} from '../calendar/local-time.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {anyElement} from './any-element.ts';
import type {BuiltTest, FieldTest, Look, Operand, TestBuilder} from './look.ts';
import {dayMs, type Moment, momentWallMs, readMoment, wallMsOf} from './moment.ts';
import {readNumber} from './read-number.ts';

type Compare = (a: number, b: number) => boolean;

/** `isMore` says which side of the operand passes, `orEqual` whether the operand itself does. */
export function compareWith(isMore: boolean, orEqual: boolean): TestBuilder {
  const compare: Compare = orEqual
    ? isMore
      ? (a, b) => a >= b
      : (a, b) => a <= b
    : isMore
      ? (a, b) => a > b
      : (a, b) => a < b;
  return operands => {
    const [operand] = operands;
    if (operands.length !== 1) return {problem: 'should be one number or date'};
    const number = readNumber(operand);
    if (number !== null) return numberTest(number, compare, isMore);
    const moment = readMoment(operand);
    if (moment !== null) return momentTest(moment, compare);
    return {problem: 'should be a number or a date'};
  };
}

/** `$after` and `$before`: strictly, and dates only. */
export function momentOnly(isMore: boolean): TestBuilder {
  const build = compareWith(isMore, false);
  return (operands: readonly Operand[]): BuiltTest => {
    if (operands.length !== 1) return {problem: 'should be one date'};
    return readMoment(operands[0]) === null ? {problem: 'should be a date'} : build(operands);
  };
}

function numberTest(operand: number, compare: Compare, isMore: boolean): FieldTest {
  return {
    matches: (value, look) =>
      anyElement(value, element => {
        const number = readNumber(element);
        if (number !== null) return compare(number, operand);
        const moment = readMoment(element);
        return moment !== null && hasAge(moment, operand, compare, isMore, look);
      }),
    nextChangeMs: (value, look) => nextAgeChange(value, operand, look),
  };
}

function momentTest(operand: Moment, compare: Compare): FieldTest {
  return {
    matches: (value, look) =>
      anyElement(value, element => {
        const moment = readMoment(element);
        if (moment === null) return false;
        if ('ms' in moment && 'ms' in operand) return compare(moment.ms, operand.ms);
        return compare(momentWallMs(moment, look.zone), momentWallMs(operand, look.zone));
      }),
  };
}

/** Days are those of the wall clock: ten days ago is the same time of day ten dates earlier. */
function hasAge(moment: Moment, days: number, compare: Compare, isMore: boolean, look: Look): boolean {
  const ageMs = wallMsOf(look.nowMs, look.zone) - momentWallMs(moment, look.zone);
  // Something that lies ahead is not "less than ten days ago".
  return compare(ageMs, days * dayMs) && (isMore || ageMs >= 0);
}

/** When an age passes the operand, or something that lay ahead begins to have one. */
function nextAgeChange(value: JsonValue | undefined, days: number, {nowMs, zone}: Look): EpochMs | null {
  let next: EpochMs | null = null;
  anyElement(value, element => {
    const moment = readNumber(element) === null ? readMoment(element) : null;
    if (moment === null) return false;
    const bornMs = momentWallMs(moment, zone);
    for (const wallMs of [bornMs, bornMs + days * dayMs, bornMs + days * dayMs + 1]) {
      const ms = instantOf(0, wallMs, zone);
      if (ms !== null && ms > nowMs && (next === null || ms < next)) next = ms;
    }
    return false;
  });
  return next;
}
