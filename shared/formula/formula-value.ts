/** What the parts of a formula come to, or why they do not. */

import {dayNumberOf} from '../calendar/civil-date.ts';
import {isoCivilDate, isoInstantMs} from '../calendar/iso-instant.ts';
import {localTimeOf} from '../calendar/local-time.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {type Rational, rationalFrom, wholeRational} from './rational.ts';

/** A day without a time (days since 1970-01-01), or an instant. */
export type Moment =
  | {readonly kind: 'day'; readonly day: number}
  | {readonly kind: 'instant'; readonly ms: EpochMs};

export type FormulaValue =
  | {readonly kind: 'number'; readonly value: Rational}
  | {readonly kind: 'text'; readonly value: string}
  | {readonly kind: 'flag'; readonly value: boolean}
  | {readonly kind: 'list'; readonly items: readonly JsonValue[]}
  | Moment;

export type FailureCode = 'missing' | 'wrong_kind' | 'zero_division' | 'too_large' | 'out_of_range';

export interface FormulaFailure {
  readonly kind: 'failure';
  readonly code: FailureCode;
  /** For the formula's author, naming the part: `ORDER_METADATA("x") is missing`. */
  readonly message: string;
}

export function failure(code: FailureCode, message: string): FormulaFailure {
  return {kind: 'failure', code, message};
}

export function numberValue(value: Rational): FormulaValue {
  return {kind: 'number', value};
}

export function flagValue(value: boolean): FormulaValue {
  return {kind: 'flag', value};
}

/** An attribute's value; null for null and for objects, which no formula can use. */
export function attributeValue(json: JsonValue): FormulaValue | null {
  if (typeof json === 'string') return {kind: 'text', value: json};
  if (typeof json === 'boolean') return flagValue(json);
  if (Array.isArray(json)) return {kind: 'list', items: json};
  if (typeof json !== 'number') return null;
  const exact = Number.isSafeInteger(json) ? wholeRational(json) : rationalFrom(String(json));
  return exact === null ? null : numberValue(exact);
}

/** A number, also one that an attribute holds as text ("12.50"). */
export function numberOf(value: FormulaValue): Rational | null {
  if (value.kind === 'number') return value.value;
  if (value.kind !== 'text' || !/^-?\d{1,30}(\.\d{1,30})?$/.test(value.value)) return null;
  return rationalFrom(value.value);
}

/** A day or an instant, also as ISO 8601 text; a time without an offset is meant in the zone. */
export function momentOf(value: FormulaValue, zone: string): Moment | null {
  if (value.kind === 'day' || value.kind === 'instant') return value;
  if (value.kind !== 'text') return null;
  if (value.value.length <= 10) {
    const date = isoCivilDate(value.value);
    return date === null ? null : {kind: 'day', day: dayNumberOf(date)};
  }
  const ms = isoInstantMs(value.value, zone);
  return ms === null ? null : {kind: 'instant', ms};
}

/** The day a moment falls on in the zone. */
export function dayOf(moment: Moment, zone: string): number {
  return moment.kind === 'day' ? moment.day : localTimeOf(moment.ms, zone).dayNumber;
}

/** As a message names it. */
export function kindName(value: FormulaValue): string {
  const names = {
    number: 'a number',
    text: 'text',
    flag: 'true or false',
    list: 'a list',
    day: 'a date',
    instant: 'a time',
  };
  return names[value.kind];
}
