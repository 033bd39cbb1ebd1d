/**
 * How lists are asked for (semantics.md J): `limit` 1–100 (10), `page` from 1, `order` by a field or `-field`,
 * `[created_at][before]` and `filters[<field>][conditions][$op][i]`. Query strings are flat; brackets are read here.
 */
import {z} from 'zod';
import {type ApiProblem, apiError, done, type Outcome, refused} from './error.ts';
import {dateBody} from './wire-values.ts';

export interface ListOrder<Field extends string> {
  readonly field: Field;
  readonly descending: boolean;
}

/** Dates in ISO 8601, null where the list is open on that side. */
export interface DateWindow {
  readonly before: string | null;
  readonly after: string | null;
}

export interface ListQuery<Field extends string> {
  readonly limit: number;
  readonly page: number;
  readonly order: ListOrder<Field>;
  readonly createdAt: DateWindow;
  readonly updatedAt: DateWindow;
}

const digits = z
  .string()
  .regex(/^\d{1,9}$/, {error: 'should be integer'})
  .transform(Number);
export const listQueryBody = z.looseObject({
  limit: digits.pipe(z.int().min(1).max(100)).optional(),
  page: digits.pipe(z.int().min(1).max(1000)).optional(),
  order: z.string().optional(),
});

/** The page asked for; the first field of `orders` sorts when the request names none, newest first. */
export function readListQuery<Field extends string>(
  query: z.output<typeof listQueryBody>,
  orders: readonly Field[],
): Outcome<ListQuery<Field>> {
  const order = readOrder(query.order, orders);
  if (order === null) {
    const allowed = orders.flatMap(field => [field, `-${field}`]).join(', ');
    return refused(queryError('order', `should be one of ${allowed}`));
  }
  const createdAt = readWindow(query, 'created_at');
  if (!createdAt.ok) return createdAt;
  const updatedAt = readWindow(query, 'updated_at');
  if (!updatedAt.ok) return updatedAt;
  return done({
    limit: query.limit ?? 10,
    page: query.page ?? 1,
    order,
    createdAt: createdAt.value,
    updatedAt: updatedAt.value,
  });
}

/** `starting_after`: the moment from which a client that reads a whole list goes on; null where it was not given. */
export function readStartingAfter(
  query: Readonly<Record<string, unknown>>,
  order: ListOrder<string>,
): Outcome<string | null> {
  const value = query['starting_after'];
  if (value === undefined) return done(null);
  const date = dateBody.safeParse(value);
  if (!date.success) return refused(queryError('starting_after', notADate));
  if (order.field === 'created_at') return done(date.data);
  return refused(queryError('starting_after', 'goes with order created_at or -created_at'));
}

/** A parameter that may be given once or repeated: `result=SUCCESS` or `result[]=SUCCESS`, `result[0]=…`. */
export function readValues(query: Readonly<Record<string, unknown>>, name: string): string[] {
  const names = new RegExp(`^${name}(\\[\\d*\\])?$`);
  return Object.entries(query).flatMap(([key, value]) => (names.test(key) ? texts(value) : []));
}

/** `filters[name][conditions][$in][0]=v`: the values to match, for the operators `$is` and `$in`. */
export function readFilter(query: Readonly<Record<string, unknown>>, name: string): string[] {
  const names = new RegExp(`^filters\\[${name}\\]\\[conditions\\]\\[\\$(is|in)\\](\\[\\d*\\])?$`);
  return Object.entries(query).flatMap(([key, value]) => (names.test(key) ? texts(value) : []));
}

/** The first filter that is not among `known` (with `$is` or `$in`): a filter that is skipped would lie. */
export function unknownFilter(
  query: Readonly<Record<string, unknown>>,
  known: readonly string[],
): ApiProblem | null {
  for (const key of Object.keys(query)) {
    if (!key.startsWith('filters') || /^filters\[junction\]$/.test(key)) continue;
    const field = /^filters\[([^\]]+)\]\[conditions\]\[\$(is|in)\](\[\d*\])?$/.exec(key)?.[1];
    if (field === undefined || !known.includes(field)) {
      const names = known.map(name => `filters[${name}][conditions][$is|$in]`).join(', ');
      return queryError(
        key,
        `is not supported by this version: filters are ${names || 'not available here'}`,
      );
    }
  }
  return null;
}

export function queryError(name: string, why: string): ApiProblem {
  return apiError('invalid_query_params', {details: `Property .${name} ${why}`});
}

function readOrder<Field extends string>(
  text: string | undefined,
  orders: readonly Field[],
): ListOrder<Field> | null {
  const first = orders[0];
  if (text === undefined) return first === undefined ? null : {field: first, descending: true};
  const name = text.startsWith('-') ? text.slice(1) : text;
  const field = orders.find(each => each === name);
  return field === undefined ? null : {field, descending: text.startsWith('-')};
}

function readWindow(query: Readonly<Record<string, unknown>>, name: string): Outcome<DateWindow> {
  const before = readDate(query, name, 'before');
  const after = readDate(query, name, 'after');
  if (before === 'invalid') return refused(queryError(`${name}.before`, notADate));
  if (after === 'invalid') return refused(queryError(`${name}.after`, notADate));
  return done({before, after});
}

const notADate = 'cannot be recognized as a ISO-8601 compliant date';

function readDate(
  query: Readonly<Record<string, unknown>>,
  name: string,
  side: 'before' | 'after',
): string | null | 'invalid' {
  const value = query[`${name}[${side}]`] ?? query[`[${name}][${side}]`];
  if (value === undefined) return null;
  const date = dateBody.safeParse(value);
  return date.success ? date.data : 'invalid';
}

function texts(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter(each => typeof each === 'string');
}
