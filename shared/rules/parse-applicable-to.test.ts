import {expect, test} from 'vitest';
import {parseApplicableTo} from './parse-applicable-to.ts';
import {parseDefinition} from './parse-definition.ts';
import {applicableToSchema, validationRuleSchema} from './validation-rule.ts';

test('[R40] reads every field of an entry', () => {
  const parsed = parseApplicableTo({
    included_all: false,
    included: [
      {
        object: 'products_collection',
        id: 'pc_1',
        source_id: null,
        product_id: null,
        strict: false,
        effect: 'APPLY_FROM_CHEAPEST',
        target: 'UNIT',
        skip_initially: 1,
        repeat: 3,
        quantity_limit: 2,
        aggregated_quantity_limit: 4,
        amount_limit: 600,
        aggregated_amount_limit: 1000,
        price: 900,
        price_formula: 'ORDER_AMOUNT * 2',
        product_campaign_quantity_limit: 100,
        product_in_collection_customer_campaign_quantity_limit: 5,
        product_in_collection_customer_campaign_quantity_limit_formula: '2 + 3',
        order_item_indices: [0, 1],
      },
      {object: 'category', key: 'Brand', value: 'Quill'},
    ],
    excluded: [{object: 'product', source_id: 'mug', strict: true}],
  });
  expect(parsed).toEqual({
    ok: true,
    applicableTo: {
      includedAll: false,
      included: [
        {
          object: 'products_collection',
          id: 'pc_1',
          sourceId: null,
          effect: 'APPLY_FROM_CHEAPEST',
          target: 'UNIT',
          skipInitially: 1,
          repeat: 3,
          quantityLimit: 2,
          aggregatedQuantityLimit: 4,
          amountLimitMinor: 600,
          aggregatedAmountLimitMinor: 1000,
          priceMinor: 900,
          priceFormula: 'ORDER_AMOUNT * 2',
          unitLimits: [
            {scope: 'campaign', limit: 100},
            {scope: 'customer_campaign', limit: 5, limitFormula: '2 + 3', perProduct: true},
          ],
        },
        {object: 'product', id: null, sourceId: null, category: {key: 'Brand', value: 'Quill'}},
      ],
      excluded: [{object: 'product', id: null, sourceId: 'mug', strict: true}],
    },
  });
  expect(parsed.ok && applicableToSchema.safeParse(parsed.applicableTo).success).toBe(true);
});

test.each([[undefined], [null], [{}], [{included: null, excluded: [], included_all: null}]])(
  '[R40] %j selects and excludes nothing',
  input => {
    expect(parseApplicableTo(input)).toEqual({
      ok: true,
      applicableTo: {includedAll: false, included: [], excluded: []},
    });
  },
);

const tea = {object: 'product', source_id: 'tea'};
test.each<[unknown, string]>([
  ['all', 'applicable_to should be object'],
  [{included_all: 'yes'}, 'applicable_to.included_all should be boolean'],
  [{included: tea}, 'applicable_to.included should be array'],
  [{included: [7]}, 'applicable_to.included.0 should be object'],
  [
    {excluded: [{object: 'planet'}]},
    "applicable_to.excluded.0 should name a product, SKU or collection like {object: 'product', id: 'prod_…'}",
  ],
  [
    {included: [{...tea, repeat: 0}]},
    'applicable_to.included.0.repeat should be a whole number of at least 1',
  ],
  [
    {included: [{...tea, price: -1}]},
    'applicable_to.included.0.price should be a whole number of at least 0',
  ],
  [
    {included: [{...tea, price: 1e300}]},
    'applicable_to.included.0.price should be a whole number of at least 0',
  ],
  [
    {included: [{...tea, amount_limit: 1.5}]},
    'applicable_to.included.0.amount_limit should be a whole number of at least 0',
  ],
  [{included: [{...tea, target: 'LINE'}]}, 'applicable_to.included.0.target should be one of ITEM, UNIT'],
  [{included: [{...tea, price_formula: 7}]}, 'applicable_to.included.0.price_formula should be a formula'],
  [{included: Array(1001).fill(tea)}, 'applicable_to.included has more than 1000 entries'],
  [
    {included: [{object: 'category', key: 'k'.repeat(300), value: 'v'}]},
    'applicable_to.included.0 has a value that is too long or too large',
  ],
])('[R40] %j is refused', (input, problem) => {
  const parsed = parseApplicableTo(input);
  expect(parsed.ok ? [] : parsed.problems.map(({where, message}) => `${where} ${message}`)).toContain(
    problem,
  );
});

test('[R40] a formula that is none is told with its place', () => {
  const parsed = parseApplicableTo({included: [{...tea, price_formula: 'ORDER_AMOUNT *'}]});
  expect(parsed.ok ? '' : parsed.message).toMatch(/^is not a formula: .+ \(at \d+\)$/);
});

test('a whole definition, or the problems of all its parts', () => {
  const good = parseDefinition({rules: {logic: ''}, bundle_rules: {}, applicable_to: {included_all: true}});
  expect(good).toEqual({
    ok: true,
    definition: {
      rules: {logic: '', byKey: {}},
      applicableTo: {includedAll: true, included: [], excluded: []},
    },
  });
  const stored = {kind: 'validation_rule', id: 'val_R', version: 1, name: 'R', error: null};
  expect(validationRuleSchema.safeParse({...stored, ...(good.ok ? good.definition : {})}).success).toBe(true);
  const bad = parseDefinition({rules: 1, bundle_rules: 2, applicable_to: 3});
  expect(bad.ok ? [] : bad.problems.map(problem => problem.where)).toEqual([
    'rules',
    'bundle_rules',
    'applicable_to',
  ]);
});
