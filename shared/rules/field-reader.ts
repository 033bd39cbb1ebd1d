import {z} from 'zod';
import {parseFormula} from '../formula/parse-formula.ts';
import type {Report} from './problem.ts';

/** Reads the fields of one object as sent; each is undefined where it is absent, null or wrong, which is reported. */
export interface FieldReader {
  readonly get: (field: string) => unknown;
  readonly whole: (field: string, least: number, most?: number) => number | undefined;
  readonly flag: (field: string) => boolean | undefined;
  readonly formula: (field: string) => string | undefined;
  readonly oneOf: <T extends string>(field: string, words: readonly T[]) => T | undefined;
}

const membersSchema = z.record(z.string(), z.unknown());

/** The members of an object as sent; none, and a problem, for anything else. */
export function membersOf(input: unknown, where: string, report: Report): Readonly<Record<string, unknown>> {
  const members = membersSchema.safeParse(input);
  if (!members.success) report(where, 'should be object');
  return members.data ?? {};
}

export function fieldReader(
  wire: Readonly<Record<string, unknown>>,
  where: string,
  report: Report,
): FieldReader {
  const get = (field: string): unknown =>
    Object.hasOwn(wire, field) ? (wire[field] ?? undefined) : undefined;
  const wrong = (field: string, message: string): undefined => {
    report(`${where}.${field}`, message);
    return undefined;
  };
  return {
    get,
    whole: (field, least, most = Number.MAX_SAFE_INTEGER) => {
      const value = get(field);
      if (value === undefined) return undefined;
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most)
        return value;
      const upTo = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
      return wrong(field, `should be a whole number ${upTo}`);
    },
    flag: field => {
      const value = get(field);
      return value === undefined || typeof value === 'boolean' ? value : wrong(field, 'should be boolean');
    },
    formula: field => {
      const value = get(field);
      if (value === undefined || value === '') return undefined;
      if (typeof value !== 'string') return wrong(field, 'should be a formula');
      const parsed = parseFormula(value);
      return parsed.ok ? value : wrong(field, `is not a formula: ${parsed.message} (at ${parsed.at})`);
    },
    oneOf: (field, words) => {
      const value = get(field);
      const word = words.find(one => one === value);
      return value === undefined || word !== undefined
        ? word
        : wrong(field, `should be one of ${words.join(', ')}`);
    },
  };
}
