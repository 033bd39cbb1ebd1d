import fc from 'fast-check';
import {expect, test} from 'vitest';
import {epochMs} from '../kernel/epoch.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {type CompiledFilter, compileFilter} from './compile-filter.ts';
import type {Filter} from './filter.ts';
import {locationSchema} from './location.ts';
import type {FilterPlace} from './look.ts';
import {readField} from './read-field.ts';

const nowMs = epochMs(Date.UTC(2026, 6, 17, 18, 30));

function understood(filter: Filter): CompiledFilter {
  const compiled = compileFilter(filter);
  if (!compiled.ok) throw new Error(`${compiled.where} ${compiled.message}`);
  return compiled;
}

function matches(filter: Filter, record: JsonValue, place?: FilterPlace): boolean {
  return understood(filter).matches(field => readField(record, field), nowMs, place);
}

/** Whether the value passes one operator. */
function passes(operator: string, operand: JsonValue, value?: JsonValue, place?: FilterPlace): boolean {
  const record: Record<string, JsonValue> = value === undefined ? {} : {f: value};
  return matches({f: {conditions: {[operator]: operand}}}, record, place);
}

function problem(filter: Filter): string {
  const compiled = compileFilter(filter);
  return compiled.ok ? 'understood' : `${compiled.where}: ${compiled.message}`;
}

test('[FI1] and wants every field, or wants any; the word may be written large', () => {
  const fields: Filter = {
    color: {conditions: {$is: 'brown'}},
    price: {conditions: {$more_than: [5000]}},
  };
  expect(matches({junction: 'and', ...fields}, {color: 'brown', price: 6000})).toBe(true);
  expect(matches({junction: 'AND', ...fields}, {color: 'brown', price: 5000})).toBe(false);
  expect(matches(fields, {color: 'red', price: 6000})).toBe(false);
  expect(matches({junction: 'or', ...fields}, {color: 'red', price: 6000})).toBe(true);
  expect(matches({junction: 'OR', ...fields}, {color: 'red', price: 10})).toBe(false);
});

test('[FI2] a filter without a field matches everything', () => {
  expect(matches({}, {})).toBe(true);
  expect(matches({junction: 'or'}, {})).toBe(true);
});

test('[FI3] the conditions of one field all hold, whatever joins the fields', () => {
  const between: Filter = {junction: 'or', price: {conditions: {$more_than: 10, $less_than: 20}}};
  expect(matches(between, {price: 15})).toBe(true);
  expect(matches(between, {price: 25})).toBe(false);
});

test('[FI4] $is and $in match any of their values, single or listed', () => {
  expect(passes('$is', 'Poland', 'Poland')).toBe(true);
  expect(passes('$is', ['Gold', 'Silver'], 'Silver')).toBe(true);
  expect(passes('$in', 'Gold', 'Gold')).toBe(true);
  expect(passes('$in', [], 'Gold')).toBe(false);
  expect(passes('$is', 'gold', 'Gold')).toBe(false);
});

test('[FI5] what is written alike is equal: 5 and "5", true and "true", 5 and "5.0"', () => {
  expect(passes('$is', '5', 5)).toBe(true);
  expect(passes('$is', ['5.0'], 5)).toBe(true);
  expect(passes('$is', 'true', true)).toBe(true);
  expect(passes('$is', 0, false)).toBe(false);
  expect(passes('$is', 1, '1.5')).toBe(false);
});

test('[FI6] the negative of an operator is exactly what it does not match, unknown included', () => {
  expect(passes('$is_not', 'brown', 'red')).toBe(true);
  expect(passes('$is_not', ['brown', 'red'], 'red')).toBe(false);
  expect(passes('$not_in', ['brown'])).toBe(true);
  expect(passes('$not_in', [], 'red')).toBe(true);
  expect(passes('$not_contain', 'oo', 'wood')).toBe(false);
  expect(passes('$not_contain', 'oo')).toBe(true);
});

test('[FI7] of a list one element is enough; for a negative none may match', () => {
  expect(passes('$is', 'red', ['blue', 'red'])).toBe(true);
  expect(passes('$is_not', 'red', ['blue', 'red'])).toBe(false);
  expect(passes('$more_than', 10, [1, 11])).toBe(true);
  expect(passes('$starts_with', 'bl', ['red', 'blue'])).toBe(true);
  expect(passes('$contains', 'ed', ['blue', 'red'])).toBe(true);
  expect(passes('$not_contain', 'ed', ['blue', 'red'])).toBe(false);
});

test('[FI8] unknown is absent, null or an empty list; nothing else', () => {
  expect(passes('$is_unknown', '')).toBe(true);
  expect(passes('$is_unknown', [], null)).toBe(true);
  expect(passes('$is_unknown', true, [])).toBe(true);
  expect([0, '', false, ['x']].filter(value => passes('$is_unknown', '', value))).toEqual([]);
  expect(passes('$has_value', '', '')).toBe(true);
  expect(passes('$has_value', '', null)).toBe(false);
  expect(passes('$is', [null])).toBe(true);
  expect(passes('$is', [null], 'x')).toBe(false);
});

test('[FI9] text begins, ends and contains as it is written, capitals included; numbers as they print', () => {
  expect(passes('$starts_with', ['S'], 'Soap')).toBe(true);
  expect(passes('$starts_with', 's', 'Soap')).toBe(false);
  expect(passes('$ends_with', ['baby'], 'mini-baby')).toBe(true);
  expect(passes('$contains', ['x', 'oa'], 'Soap')).toBe(true);
  expect(passes('$starts_with', '12', 1234)).toBe(true);
  expect(problem({f: {conditions: {$contains: ''}}})).toBe('f.conditions.$contains: should be text');
  expect(problem({f: {conditions: {$ends_with: [true]}}})).toBe('f.conditions.$ends_with: should be text');
});

test('[FI10] more and less compare numbers, and text that is a number', () => {
  const table = ['$more_than', '$more_than_equal', '$less_than', '$less_than_equal'].map(operator =>
    [9, 10, 11].filter(value => passes(operator, [10], value)),
  );
  expect(table).toEqual([[11], [10, 11], [9], [9, 10]]);
  expect(passes('$more_than', ['0'], 1)).toBe(true);
  expect(passes('$less_than', 10, '9.5')).toBe(true);
  expect(passes('$more_than', 1, 'two')).toBe(false);
  expect(passes('$more_than', 1)).toBe(false);
  expect(passes('$less_than', 1)).toBe(false);
});

test('[FI11] every spelling of "or equal" is the same operator', () => {
  for (const operator of ['$more_than_or_equal', '$greater_than_or_equal', '$greater_than_equal'])
    expect([9, 10, 11].filter(value => passes(operator, 10, value))).toEqual([10, 11]);
  expect([9, 10, 11].filter(value => passes('$less_than_or_equal', 10, value))).toEqual([9, 10]);
  expect([9, 10, 11].filter(value => passes('$greater_than', 10, value))).toEqual([11]);
});

test('[FI12] $count counts elements; a single value is one, unknown is none', () => {
  expect(passes('$count', 2, ['a', 'b'])).toBe(true);
  expect(passes('$count', '1', 'a')).toBe(true);
  expect(passes('$count', 0)).toBe(true);
  expect(passes('$count_more', 1, ['a', 'b'])).toBe(true);
  expect(passes('$count_more', 2, ['a', 'b'])).toBe(false);
  expect(passes('$count_less', 2, ['a', 'b'])).toBe(false);
  expect(passes('$count_less', 3, ['a', 'b'])).toBe(true);
  expect(problem({f: {conditions: {$count: 1.5}}})).toBe('f.conditions.$count: should be one whole number');
});

test('[FI13] a geopoint lies in a circle up to its edge, in a polygon but not in its hole', () => {
  const circle = {type: 'circle', latitude: 48.2, longitude: 16.37, radiusMetres: 5000} as const;
  const square = (size: number): [number, number][] => [
    [-size, -size],
    [size, -size],
    [size, size],
    [-size, size],
    [-size, -size],
  ];
  const ring = {type: 'polygon', polygons: [[square(10), square(2)]]};
  const locations = new Map(
    Object.entries({loc_vienna: circle, loc_ring: ring}).map(([id, shape]) => [
      id,
      locationSchema.parse({id, shape}),
    ]),
  );
  const place = {locations};
  expect(passes('$in_location', ['loc_vienna'], '48.21, 16.36', place)).toBe(true);
  expect(passes('$in_location', ['loc_vienna'], '48.30, 16.36', place)).toBe(false);
  expect(passes('$in_location', ['loc_vienna', 'loc_ring'], {latitude: 5, longitude: 5}, place)).toBe(true);
  expect(passes('$in_location', ['loc_ring'], {lat: 1, lng: 1}, place)).toBe(false);
  expect(passes('$in_location', ['loc_ring'], '5,11', place)).toBe(false);
  expect(passes('$in_location', ['loc_nowhere'], '5,5', place)).toBe(false);
  expect(passes('$not_in_location', ['loc_ring'], '1,1', place)).toBe(true);
  expect(passes('$in_location', ['loc_ring'], '5,5')).toBe(false);
});

test('[FI14] a list of records asks for their state', () => {
  expect(matches({active: {conditions: {$enabled: {}}}}, {active: true})).toBe(true);
  expect(matches({active: {conditions: {$disabled: {}}}}, {active: true})).toBe(false);
  expect(
    matches({campaign_status: {conditions: {before_start: {}}}}, {campaign_status: 'BEFORE_START'}),
  ).toBe(true);
  expect(matches({status: {conditions: {$active: {}}}}, {status: ['expired', 'enabled']})).toBe(false);
});

test.each([
  [{junction: 'xor'}, 'junction: should be and or or'],
  [{f: 'red'}, 'f: should have an object conditions'],
  [{f: {conditions: ['$is']}}, 'f: should have an object conditions'],
  [{f: {conditions: {}}}, 'f.conditions: should have an operator'],
  [{f: {conditions: {$like: 'x'}}}, 'f.conditions.$like: is not an operator'],
  [{f: {conditions: {$is: {a: 1}}}}, 'f.conditions.$is: should be a value or a list of at most 1000 values'],
  [{f: {conditions: {$in: [[1]]}}}, 'f.conditions.$in: should be a value or a list of at most 1000 values'],
  [{f: {conditions: {$more_than: 'big'}}}, 'f.conditions.$more_than: should be a number or a date'],
  [{f: {conditions: {$more_than: [1, 2]}}}, 'f.conditions.$more_than: should be one number or date'],
  [{f: {conditions: {$after: '2026-02-30'}}}, 'f.conditions.$after: should be a date'],
  [{f: {conditions: {$after: 5}}}, 'f.conditions.$after: should be a date'],
  [{f: {conditions: {$is_days_ago: -1}}}, 'f.conditions.$is_days_ago: should be a whole number'],
  [{f: {conditions: {$more_than_ago: [1, 2]}}}, 'f.conditions.$more_than_ago: should be one whole number'],
  [{f: {conditions: {$next_month: false}}}, 'f.conditions.$next_month: should be true'],
  [{f: {conditions: {$in_location: [1]}}}, 'f.conditions.$in_location: should be ids of locations'],
  [{f: {conditions: {constructor: 1}}}, 'f.conditions.constructor: is not an operator'],
  [{'': {conditions: {$is: 1}}}, ': is not a field'],
])('[FI15] %j is refused: %s', (filter, message) => {
  expect(problem(filter)).toBe(message);
});

test('[FI16] more than a person writes is refused', () => {
  const fields = Object.fromEntries(Array.from({length: 101}, (_, n) => [`f${n}`, {conditions: {$is: n}}]));
  expect(problem(fields)).toBe(': has more than 100 fields');
  expect(problem({f: {conditions: {$in: Array<number>(1001).fill(1)}}})).toContain('at most 1000 values');
  expect(problem({f: {conditions: {$is: 'x'.repeat(1001)}}})).toContain('at most 1000 values');
});

test('[FI17] fields are listed once, and the same filter object is read once', () => {
  const filter: Filter = {a: {conditions: {$is: 1}}, 'metadata.b': {conditions: {$is: 1}}};
  expect(understood(filter).fields).toEqual(['a', 'metadata.b']);
  expect(compileFilter(filter)).toBe(compileFilter(filter));
});

test('[FI18] a path leads into nested objects, through lists, and to keys that hold dots', () => {
  const record = {
    metadata: {size: {width: 3}, 'a.b': 'dotted', tags: [{color: 'red'}, {color: 'blue'}, 'plain']},
    'loyalty_points.campaigns.Tiers 2.points': 50,
  };
  expect(readField(record, 'metadata.size.width')).toBe(3);
  expect(readField(record, 'metadata.a.b')).toBe('dotted');
  expect(readField(record, 'metadata.tags.color')).toEqual(['red', 'blue']);
  expect(readField(record, 'loyalty_points.campaigns.Tiers 2.points')).toBe(50);
  expect(readField(record, 'metadata.nothing.here')).toBeUndefined();
  expect(readField(record, 'metadata.constructor')).toBeUndefined();
  expect(readField(record, '.'.repeat(200))).toBeUndefined();
});

test('[FI15] whatever is sent as a filter is understood or refused, and never throws', () => {
  const operators = ['$is', '$more_than', '$next_month', '$is_days_ago_md', '$count', '$in_location', '$huh'];
  const anything = fc.jsonValue() as fc.Arbitrary<JsonValue>;
  const shaped = fc.dictionary(
    fc.constantFrom('junction', 'f', 'birthdate', 'metadata.x', '__proto__'),
    fc.oneof(
      anything,
      fc.record({
        conditions: fc.dictionary(fc.constantFrom(...operators), anything),
      }) as fc.Arbitrary<JsonValue>,
    ),
  );
  fc.assert(
    fc.property(shaped, anything, (filter, value) => {
      const compiled = compileFilter(filter);
      if (!compiled.ok) {
        expect(compiled.message).not.toBe('');
        return;
      }
      compiled.matches(() => value, nowMs, {zone: 'Europe/Vienna'});
      const next = compiled.nextChangeMs(() => value, nowMs, {zone: 'Europe/Vienna'});
      expect(next === null || next > nowMs).toBe(true);
    }),
    {numRuns: 500, seed: 7},
  );
});
