/**
 * Filters: which records a segment, a dynamic collection or a list means (semantics.md H, J). A filter names fields,
 * each with conditions; `junction` joins the fields (all, or any). The conditions of one field must all hold.
 *
 * What a filter says is read once; asking it again costs only the comparisons. A filter that can't be understood is
 * refused with the place, never guessed at. Rules in SPEC.md (FI…).
 */
import type {EpochMs} from '../kernel/epoch.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import type {Filter} from './filter.ts';
import type {FilterPlace, Look} from './look.ts';
import {type FieldCondition, parseFilter} from './parse-filter.ts';

/** Reads one field of the record in question; absent and null mean unknown. */
type ReadField = (field: string) => JsonValue | undefined;

export interface CompiledFilter {
  readonly ok: true;
  /** `place` is where dates are meant; absent: UTC, weeks from Monday. */
  readonly matches: (read: ReadField, nowMs: EpochMs, place?: FilterPlace) => boolean;
  /** Every field it mentions, each once. */
  readonly fields: readonly string[];
  /** Whether time alone may change its answer. */
  readonly isTimed: boolean;
  /**
   * The next instant at which the answer may be another one although the record stays as it is; null for never.
   * Asking earlier is never wrong, and there may be no change then.
   */
  readonly nextChangeMs: (read: ReadField, nowMs: EpochMs, place?: FilterPlace) => EpochMs | null;
}

/** `where` is the path inside the filter: `metadata.color.conditions.$like`. */
export interface FilterProblem {
  readonly ok: false;
  readonly where: string;
  readonly message: string;
}

const compiled = new WeakMap<Filter, CompiledFilter | FilterProblem>();

/** The same filter object is read only once. */
export function compileFilter(filter: Filter): CompiledFilter | FilterProblem {
  const known = compiled.get(filter);
  if (known !== undefined) return known;
  const parsed = parseFilter(filter);
  const result = parsed.ok ? withConditions(parsed.conditions, parsed.junction === 'or') : parsed;
  compiled.set(filter, result);
  return result;
}

function withConditions(conditions: readonly FieldCondition[], isAny: boolean): CompiledFilter {
  return {
    ok: true,
    fields: [...new Set(conditions.map(({field}) => field))],
    isTimed: conditions.some(({tests}) => tests.some(test => test.nextChangeMs !== undefined)),
    matches: (read, nowMs, place) => {
      if (conditions.length === 0) return true;
      const look = lookAt(nowMs, place);
      for (const condition of conditions) if (holds(condition, read, look) === isAny) return isAny;
      return !isAny;
    },
    nextChangeMs: (read, nowMs, place) => nextChangeOf(conditions, read, lookAt(nowMs, place)),
  };
}

function holds({field, tests}: FieldCondition, read: ReadField, look: Look): boolean {
  const value = read(field);
  for (const test of tests) if (!test.matches(value, look)) return false;
  return true;
}

function nextChangeOf(conditions: readonly FieldCondition[], read: ReadField, look: Look): EpochMs | null {
  let next: EpochMs | null = null;
  for (const {field, tests} of conditions) {
    for (const test of tests) {
      const change = test.nextChangeMs?.(read(field), look) ?? null;
      if (change !== null && (next === null || change < next)) next = change;
    }
  }
  return next;
}

function lookAt(nowMs: EpochMs, place: FilterPlace | undefined): Look {
  return {
    nowMs,
    zone: place?.zone ?? 'UTC',
    firstDayOfWeek: place?.firstDayOfWeek ?? 1,
    locations: place?.locations,
  };
}
