import {expect, test} from 'vitest';
import {parseBundle} from './parse-bundle.ts';
import {bundleSchema} from './validation-rule.ts';

const shirt = {id: 'prod_shirt', type: 'product_or_sku', object: 'product'};
const hats = {id: 'pc_hats', type: 'products_collection', object: 'products_collection'};

function part(operands: readonly unknown[], quantity?: unknown) {
  const rules =
    quantity === undefined
      ? {}
      : {
          '1': {name: 'order.items.aggregated_quantity', conditions: {$is: [quantity]}, rules: {}},
          logic: '1',
        };
  return {name: 'order.items.any', conditions: {$is: operands}, rules};
}

test('[R39] reads a bundle as Voucherify sends it', () => {
  const parsed = parseBundle({'1': part([shirt], 2), '2': part([hats]), logic: '1 and 2', limit: 3});
  expect(parsed).toEqual({
    ok: true,
    bundle: {
      limit: 3,
      parts: [
        {products: [{object: 'product', id: 'prod_shirt', sourceId: null}], quantity: 2},
        {products: [{object: 'products_collection', id: 'pc_hats', sourceId: null}], quantity: 1},
      ],
    },
  });
  expect(parsed.ok && bundleSchema.safeParse(parsed.bundle).success).toBe(true);
});

test.each([[undefined], [null], [{}], [{logic: ''}], [{limit: 2}]])('[R39] %j is no bundle', input => {
  expect(parseBundle(input)).toEqual({ok: true, bundle: null});
});

test('[R39] rules that logic does not name are not parts; no multiplying can be said', () => {
  const parsed = parseBundle({'1': part([shirt]), '2': part([hats]), logic: '2', multiply: false});
  expect(parsed.ok && parsed.bundle).toMatchObject({limit: null, parts: [{quantity: 1}], multiply: false});
});

test.each<[unknown, string]>([
  [7, 'bundle_rules should be object'],
  [{'1': 7}, 'bundle_rules.1 should be object'],
  [{'1': {...part([shirt]), name: 'order.items.none'}}, "bundle_rules.1.name should be 'order.items.any'"],
  [
    {'1': part([])},
    "bundle_rules.1.conditions.$is should be a list of products like {object: 'product', id: 'prod_…'}",
  ],
  [
    {'1': part([{object: 'planet', id: 'x'}])},
    "bundle_rules.1.conditions.$is should be a list of products like {object: 'product', id: 'prod_…'}",
  ],
  [
    {'1': part([shirt], 0)},
    'bundle_rules.1.rules.1.conditions.$is should be one whole number from 1 to 1000000',
  ],
  [{'1': part([shirt]), limit: 101}, 'bundle_rules.limit should be a whole number from 1 to 100'],
  [
    {'1': part([shirt]), '2': part([hats]), logic: '1 or 2'},
    "bundle_rules.logic should join the rules by 'and'",
  ],
  [{'1': part([shirt]), logic: '1 and 3'}, "bundle_rules.logic names rule '3', which is not there"],
  [{'1': part([shirt]), logic: '1 and'}, 'bundle_rules.logic expects a rule at its end'],
  [
    {'1': {...part([shirt]), conditions: {$is: [shirt], $from: []}}},
    'bundle_rules.1.conditions.$from is not a known operator here',
  ],
])('[R39] %j is refused', (input, problem) => {
  const parsed = parseBundle(input);
  expect(parsed.ok ? [] : parsed.problems.map(({where, message}) => `${where} ${message}`)).toContain(
    problem,
  );
});

const tooMany = Object.fromEntries(Array.from({length: 101}, (_, at) => [String(at + 1), part([shirt])]));
const long = `1${' and 1'.repeat(3400)}`;

test('[R39] exactly as many as may be are read', () => {
  const {'101': _, ...hundred} = tooMany;
  expect(parseBundle(hundred)).toMatchObject({ok: true, bundle: {parts: {length: 100}}});
  expect(parseBundle({'1': part([shirt], 1_000_000)})).toMatchObject({
    ok: true,
    bundle: {parts: [{quantity: 1_000_000}]},
  });
  expect(parseBundle({'1': part([shirt]), logic: ''})).toMatchObject({ok: true});
  expect(parseBundle({'1': part([shirt]), logic: null})).toMatchObject({ok: true});
  const thousand = Array.from({length: 1000}, (_, at) => ({...shirt, id: `prod_${at}`}));
  expect(parseBundle({'1': part(thousand)})).toMatchObject({
    ok: true,
    bundle: {parts: [{products: {length: 1000}}]},
  });
});

/** Every problem that was found, in order. */
function problems(input: unknown): readonly string[] {
  const parsed = parseBundle(input);
  return parsed.ok ? [] : parsed.problems.map(({where, message}) => `${where} ${message}`);
}

test.each<[string, unknown, readonly string[]]>([
  ['101 rules', tooMany, ['bundle_rules has more than 100 rules']],
  [
    'a logic that is no text',
    {'1': part([shirt]), logic: 7},
    ["bundle_rules.logic should join the rules by 'and'"],
  ],
  [
    'a logic without end',
    {'1': part([shirt]), logic: long},
    ["bundle_rules.logic should join the rules by 'and'"],
  ],
  [
    'an or inside an and',
    {'1': part([shirt]), '2': part([hats]), '3': part([hats]), logic: '1 and (2 or 3)'},
    ["bundle_rules.logic should join the rules by 'and'"],
  ],
  [
    'a part that is not there',
    {'1': part([shirt]), logic: '1 and 9'},
    ["bundle_rules.logic names rule '9', which is not there"],
  ],
  [
    'a name that is no text',
    {'1': {...part([shirt]), name: 7}},
    ["bundle_rules.1.name should be 'order.items.any'"],
  ],
  [
    'one good product among bad ones',
    {'1': part([shirt, {object: 'category', key: 'Kind', value: 'tea'}])},
    ["bundle_rules.1.conditions.$is should be a list of products like {object: 'product', id: 'prod_…'}"],
  ],
  [
    'more products than may be',
    {'1': part(Array.from({length: 1001}, () => shirt))},
    ["bundle_rules.1.conditions.$is should be a list of products like {object: 'product', id: 'prod_…'}"],
  ],
  ...[1.5, 0, 1_000_001, '2', null].map((quantity): [string, unknown, readonly string[]] => [
    `a quantity of ${JSON.stringify(quantity)}`,
    {'1': part([shirt], quantity)},
    ['bundle_rules.1.rules.1.conditions.$is should be one whole number from 1 to 1000000'],
  ]),
  [
    'another rule for the quantity',
    {'1': {...part([shirt], 2), rules: {'4': {name: 'order.items.quantity', conditions: {$is: [2]}}}}},
    ["bundle_rules.1.rules.4.name should be 'order.items.aggregated_quantity', and stand alone"],
  ],
  [
    'a quantity rule whose name is no text',
    {'1': {...part([shirt], 2), rules: {'4': {name: 4, conditions: {$is: [2]}}}}},
    ["bundle_rules.1.rules.4.name should be 'order.items.aggregated_quantity', and stand alone"],
  ],
  [
    'two rules for the quantity',
    {
      '1': {
        ...part([shirt], 2),
        rules: {
          '4': {name: 'order.items.aggregated_quantity', conditions: {$is: [2]}},
          '5': {name: 'order.items.aggregated_quantity', conditions: {$is: [3]}},
        },
      },
    },
    ["bundle_rules.1.rules.4.name should be 'order.items.aggregated_quantity', and stand alone"],
  ],
  [
    'a quantity rule without shape',
    {'1': {...part([shirt]), rules: {'4': 7}}},
    [
      'bundle_rules.1.rules.4 should be object',
      "bundle_rules.1.rules.4.name should be 'order.items.aggregated_quantity', and stand alone",
      'bundle_rules.1.rules.4.conditions.$is should be one whole number from 1 to 1000000',
    ],
  ],
  [
    'operators, the first three',
    {'1': {...part([shirt]), conditions: {$is: [shirt], $a: 1, $b: 1, $c: 1, $d: 1}}},
    ['$a', '$b', '$c'].map(name => `bundle_rules.1.conditions.${name} is not a known operator here`),
  ],
])('[R39] says of %s what is wrong, and nothing else', (_, input, expected) => {
  expect(problems(input)).toEqual(expected);
});
