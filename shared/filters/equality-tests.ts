import type {JsonValue} from '../kernel/metadata.ts';
import {anyElement} from './any-element.ts';
import type {BuiltTest, Look, Operand} from './look.ts';
import {type Moment, momentDay, momentWallMs, readMoment} from './moment.ts';
import {readNumber} from './read-number.ts';

/** A value to compare with, read once. */
interface Wanted {
  readonly text: string;
  readonly number: number | null;
  readonly moment: Moment | null;
}

/** `$is` and `$in`: one of the operands; an operand `null` means unknown. */
export function equalsAny(operands: readonly Operand[]): BuiltTest {
  const wanted = operands.filter(operand => operand !== null).map(readWanted);
  const texts = new Set(wanted.map(({text}) => text));
  const loose = wanted.filter(({number, moment}) => number !== null || moment !== null);
  const wantsUnknown = wanted.length < operands.length;
  return {
    matches: (value, look) =>
      (wantsUnknown && isUnknown(value)) ||
      anyElement(value, element => isOneOf(element, texts) || equalsLoosely(element, loose, look)),
  };
}

/** Absent, null, or a list of nothing. */
export function isUnknown(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function readWanted(operand: string | number | boolean): Wanted {
  return {text: String(operand), number: readNumber(operand), moment: readMoment(operand)};
}

function isOneOf(element: Exclude<JsonValue, null>, texts: ReadonlySet<string>): boolean {
  return typeof element === 'object' ? false : texts.has(String(element));
}

function equalsLoosely(element: Exclude<JsonValue, null>, wanted: readonly Wanted[], look: Look): boolean {
  if (wanted.length === 0 || typeof element === 'object') return false;
  const number = readNumber(element);
  if (number !== null) return wanted.some(each => each.number === number);
  const moment = readMoment(element);
  return moment !== null && wanted.some(each => each.moment !== null && isSame(moment, each.moment, look));
}

/** Two instants are the same to the millisecond; where either is a whole day, on the same day. */
function isSame(a: Moment, b: Moment, {zone}: Look): boolean {
  if ('ms' in a && 'ms' in b) return a.ms === b.ms;
  if (isDay(a) || isDay(b)) return momentDay(a, zone) === momentDay(b, zone);
  return momentWallMs(a, zone) === momentWallMs(b, zone);
}

function isDay(moment: Moment): boolean {
  return 'isDay' in moment && moment.isDay;
}
