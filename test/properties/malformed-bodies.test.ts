/** Every body of the REST API, malformed: it is read, or refused with its place, and never a throw. */
import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import type {z} from 'zod';
import {campaignBody} from '../../shared/api/campaign-body.ts';
import {customerBody} from '../../shared/api/customer-body.ts';
import {jsonProblem} from '../../shared/api/json-problem.ts';
import {payloadProblem} from '../../shared/api/payload-problem.ts';
import {productBody} from '../../shared/api/product-body.ts';
import {promotionTierBody} from '../../shared/api/promotion-tier-body.ts';
import {redeemBody, rollbackBody} from '../../shared/api/redeem-body.ts';
import {segmentBody} from '../../shared/api/segment-body.ts';
import {ruleAssignmentBody, validationRuleBody} from '../../shared/api/validation-rule-body.ts';
import {voucherBody} from '../../shared/api/voucher-body.ts';
import {like} from '../like.ts';
import {mangled} from './mangled.ts';

vi.setConfig({testTimeout: 120_000});

const discount = {type: 'PERCENT', percent_off: 12.5, amount_limit: 900, effect: 'APPLY_TO_ITEMS'};
const formula = {type: 'AMOUNT', amount_off: 1, amount_off_formula: 'ORDER_AMOUNT * 0.1 + 2'};
const units = {
  type: 'UNIT',
  effect: 'ADD_MANY_ITEMS',
  units: [{unit_off: 1, unit_type: 'prod_1', effect: 'ADD_NEW_ITEMS'}],
};
const windows = {
  start_date: '2026-01-01T00:00:00Z',
  expiration_date: '2026-12-31',
  validity_day_of_week: [1, 2],
  validity_timeframe: {interval: 'P2D', duration: 'P1D'},
  validity_hours: {daily: [{start_time: '09:00', expiration_time: '12:00', days_of_week: [1]}]},
};
const order = {
  amount: 900,
  items: [
    {source_id: 'mug', quantity: 2, price: 450, metadata: {a: 1}},
    {product_id: 'prod_1', amount: 5},
  ],
  metadata: {},
};
const customer = {
  source_id: 'ada',
  name: 'Ada',
  metadata: {visits: 3},
  address: {city: 'Graz'},
  birthdate: '2000-02-29',
};

const bodies: readonly [name: string, schema: z.ZodType, sample: unknown][] = [
  [
    'campaign',
    campaignBody,
    {name: 'Autumn', voucher: {discount, code_config: {length: 8, pattern: '##-##'}}, ...windows},
  ],
  [
    'campaign of tiers',
    campaignBody,
    {name: 'Week', campaign_type: 'PROMOTION', promotion: {tiers: [{name: 'T', action: {discount: units}}]}},
  ],
  [
    'voucher',
    voucherBody,
    {code: 'A', discount: formula, redemption: {quantity: 1}, metadata: {a: [1]}, ...windows},
  ],
  [
    'gift card',
    voucherBody,
    {type: 'GIFT_VOUCHER', gift: {amount: 100, effect: 'APPLY_TO_ORDER'}, active: true},
  ],
  ['tier', promotionTierBody, {name: 'T', action: {discount}, hierarchy: 1, banner: 'b', ...windows}],
  [
    'rule',
    validationRuleBody,
    {
      name: 'R',
      rules: {1: {name: 'order.amount', conditions: {$is: [1]}}, logic: '1'},
      applicable_to: {included: [], included_all: true},
      error: {message: 'm'},
    },
  ],
  ['assignment', ruleAssignmentBody, {related_object_type: 'voucher', related_object_id: 'v_1'}],
  [
    'redemption',
    redeemBody,
    {redeemables: [{object: 'voucher', id: 'A', gift: {credits: 5}}], order, customer, metadata: {x: 1}},
  ],
  ['rollback', rollbackBody, {reason: 'broken', order, customer}],
  ['customer', customerBody, customer],
  [
    'product',
    productBody,
    {source_id: 'mug', name: 'Mug', price: 900, metadata: {ean: '1'}, attributes: ['color']},
  ],
  ['segment', segmentBody, {name: 'S', type: 'static', customers: ['cust_1', 'cust_2']}],
];

test.each(bodies)('%s', (_name, schema, sample) => {
  expect(schema.safeParse(sample).error?.issues).toBeUndefined();
  const seen = {read: 0, refused: 0};
  fc.assert(
    fc.property(mangled([sample]), sent => {
      // The door of the edge: what JSON can say and nothing can keep goes no further.
      const flaw = jsonProblem(sent);
      if (flaw !== null) {
        expect(flaw.details).toMatch(/^(Property|Payload) ./);
        return;
      }
      const read = schema.safeParse(sent);
      seen[read.success ? 'read' : 'refused'] += 1;
      if (read.success) return;
      expect(payloadProblem(read.error.issues, schema, sent)).toMatchObject({
        code: 400,
        key: 'invalid_payload',
        details: like(/^(Property|Payload) ./),
      });
    }),
    {seed: 20_261_120, numRuns: 2_000},
  );
  expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(20);
});
