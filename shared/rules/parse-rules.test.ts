import {describe, expect, test} from 'vitest';
import {parseRules} from './parse-rules.ts';
import {ruleSetSchema} from './validation-rule.ts';

const amount = {name: 'order.amount', property: null, conditions: {$more_than: [1000]}, rules: {}};

function deep(levels: number): unknown {
  let nested: unknown = 1;
  for (let level = 0; level < levels; level += 1) nested = [nested];
  return nested;
}

function problems(input: unknown): readonly string[] {
  const parsed = parseRules(input);
  return parsed.ok ? [] : parsed.problems.map(problem => `${problem.where} ${problem.message}`);
}

test('reads a set as Voucherify sends it', () => {
  const wire = {
    '1': {...amount, error: {message: 'Spend ten euros.'}},
    '2': {
      name: 'order.items.any',
      conditions: {$is: [{object: 'product', id: 'prod_1', source_id: 'tea', effect: 'APPLY_TO_EVERY'}]},
      rules: {'1': {name: 'order.items.quantity', conditions: {$more_than: [1]}}, logic: '1'},
    },
    logic: '1 or 2',
  };
  const parsed = parseRules(wire);
  expect(parsed.ok && parsed.rules).toEqual({
    logic: '1 or 2',
    byKey: {
      '1': {
        name: 'order.amount',
        property: null,
        conditions: {$more_than: [1000]},
        rules: {logic: '', byKey: {}},
        error: {message: 'Spend ten euros.'},
      },
      '2': {
        name: 'order.items.any',
        property: null,
        conditions: wire['2'].conditions,
        rules: {
          logic: '1',
          byKey: {
            '1': {
              name: 'order.items.quantity',
              property: null,
              conditions: {$more_than: [1]},
              rules: {logic: '', byKey: {}},
              error: null,
            },
          },
        },
        error: null,
      },
    },
  });
  expect(parsed.ok && ruleSetSchema.safeParse(parsed.rules).success).toBe(true);
});

test.each([[undefined], [null], [{}], [{logic: ''}]])('[R2] %j is the set that always passes', input => {
  expect(parseRules(input)).toEqual({ok: true, rules: {logic: '', byKey: {}}});
});

test('[R2] a set that says no logic means all its rules, in the order of keys', () => {
  const parsed = parseRules({$B: amount, '10': amount, '2': amount});
  expect(parsed.ok && parsed.rules.logic).toBe('2 and 10 and $B');
});

test('[R2] an empty logic means none of them', () => {
  const parsed = parseRules({'1': amount, logic: ''});
  expect(parsed.ok && parsed.rules.logic).toBe('');
});

test.each([
  ['customer_segment', 'customer.segment', {}],
  ['customer_metadata', 'customer.metadata', {property: 'vip'}],
  ['order_metadata', 'order.metadata', {property: 'place'}],
  ['order_items_metadata', 'order.items.metadata_any', {property: 'gift'}],
  ['product_metadata', 'product.metadata', {property: 'category'}],
])('[R4] %s is read as %s', (former, current, more) => {
  const parsed = parseRules({'1': {name: former, conditions: {$is: ['x']}, ...more}, logic: '1'});
  expect(parsed.ok && parsed.rules.byKey['1']?.name).toBe(current);
});

describe('[R3] every problem with its place', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['not an object', 'all', ['rules should be object']],
    ['a list', [amount], ['rules should be object']],
    [
      'a rule that is none',
      {'1': 7, logic: '1'},
      ['rules.1 should be object', 'rules.1.name should be string'],
    ],
    [
      'an unknown rule',
      {'1': {...amount, name: 'order.colour'}, logic: '1'},
      ["rules.1.name 'order.colour' is not a known rule"],
    ],
    [
      'an unknown operator',
      {'1': {...amount, conditions: {$about: [5]}}, logic: '1'},
      ['rules.1.conditions.$about is not a known operator'],
    ],
    [
      'an operator of Object itself',
      {'1': {...amount, conditions: {constructor: [5]}}, logic: '1'},
      ['rules.1.conditions.constructor is not a known operator'],
    ],
    [
      'no condition',
      {'1': {name: 'order.amount'}, logic: '1'},
      ['rules.1.conditions should have at least one condition'],
    ],
    [
      'conditions that are none',
      {'1': {...amount, conditions: 5}, logic: '1'},
      ['rules.1.conditions should be object'],
    ],
    [
      'operands that are no list',
      {'1': {...amount, conditions: {$is: 5}}, logic: '1'},
      ['rules.1.conditions.$is should be array'],
    ],
    [
      'operands of the wrong kind',
      {'1': {...amount, conditions: {$more_than: ['much']}}, logic: '1'},
      ['rules.1.conditions.$more_than should be one number, one ISO 8601 date or one time of day'],
    ],
    [
      'a missing property',
      {'1': {name: 'customer.metadata', conditions: {$is: ['x']}}, logic: '1'},
      ["rules.1 Rule 'customer.metadata' must have a 'property'"],
    ],
    [
      'an error that is none',
      {'1': {...amount, error: 'no'}, logic: '1'},
      ['rules.1.error should be {message: string}'],
    ],
    ['logic that is no text', {'1': amount, logic: 1}, ['rules.logic should be string']],
    ['logic that is no expression', {'1': amount, logic: '1 and'}, ['rules.logic expects a rule at its end']],
    [
      'logic about what is not there',
      {'1': amount, logic: '1 or 2'},
      ["rules.logic names rule '2', which is not there"],
    ],
    [
      'a key that no logic can name',
      {'rule one': amount, logic: ''},
      ['rules.rule one is a key that no logic can name'],
    ],
    [
      'a rule of lines on its own',
      {'1': {name: 'order.items.quantity', conditions: {$is: [1]}}, logic: '1'},
      ["rules.1.name 'order.items.quantity' only stands inside order.items rules"],
    ],
    [
      'a rule of the order inside lines',
      {'1': {name: 'order.items.any', rules: {'1': amount, logic: '1'}}, logic: '1'},
      ["rules.1.rules.1.name 'order.amount' cannot stand inside order.items rules"],
    ],
    [
      'lines of a thing unknown',
      {
        '1': {name: 'order.items.any', conditions: {$is: [{object: 'bundle', id: 'pc_1'}]}},
        logic: '1',
      },
      ["rules.1.conditions.$is should be a list of products like {object: 'product', id: 'prod_…'}"],
    ],
    [
      'lines picked otherwise',
      {'1': {name: 'order.items.any', conditions: {$more_than: [1]}}, logic: '1'},
      [
        "rules.1.conditions.$more_than is not a known operator here; lines are picked with '$is', '$is_not' and '$from'",
      ],
    ],
  ])('%s', (_, input, expected) => {
    expect(problems(input)).toEqual(expected);
  });

  test('and all of them, in rules that logic does not name too', () => {
    const wire = {'1': {...amount, name: 'x'}, '2': {...amount, conditions: {$y: []}}, logic: '3'};
    expect(problems(wire)).toEqual([
      "rules.1.name 'x' is not a known rule",
      'rules.2.conditions.$y is not a known operator',
      "rules.logic names rule '3', which is not there",
    ]);
    expect(parseRules(wire)).toMatchObject({
      ok: false,
      where: 'rules.1.name',
      message: "'x' is not a known rule",
    });
  });

  test.each<[string, unknown, string]>([
    [
      'an operand nested without end',
      {'1': {...amount, conditions: {$is: [deep(100_000)]}}},
      'rules.1.conditions.$is has more than 20 levels',
    ],
    [
      'very many operands',
      {'1': {...amount, conditions: {$is: Array(1001).fill(1)}}},
      'rules.1.conditions.$is has more than 1000 values',
    ],
    [
      'very many operators',
      {'1': {...amount, conditions: Object.fromEntries(Array.from({length: 21}, (_, i) => [`$${i}`, []]))}},
      'rules.1.conditions has more than 20 operators',
    ],
    [
      'very many rules',
      Object.fromEntries(Array.from({length: 1001}, (_, i) => [String(i), amount])),
      'rules has more than 1000 rules',
    ],
    [
      'very long logic',
      {'1': amount, logic: '1 and '.repeat(4000)},
      'rules.logic has more than 20000 characters',
    ],
    [
      'a very long property',
      {'1': {...amount, name: 'order.metadata', property: 'x'.repeat(501)}},
      'rules.1.property has more than 500 characters',
    ],
  ])('[R20] %s', (_, input, expected) => {
    expect(problems(input)).toEqual([expected]);
  });

  test('[R20] of very many problems the first hundred are told', () => {
    const wire = Object.fromEntries(Array.from({length: 1000}, (_, i) => [String(i), 7]));
    expect(problems(wire).length).toBe(100);
  });

  test('rules nested without end', () => {
    let nested: unknown = {};
    for (let depth = 0; depth < 10_000; depth += 1) nested = {'1': {...amount, rules: nested}};
    expect(problems(nested)).toEqual([
      'rules.1.rules.1.rules.1.rules.1.rules.1.rules.1.rules has more than 5 levels',
    ]);
  });
});
