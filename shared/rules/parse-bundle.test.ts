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
