import {expect, test} from 'vitest';
import {epochMs} from '../kernel/epoch.ts';
import {minor} from '../money/minor.ts';
import {type Refusal, refusalSchema} from '../reasons/refusal.ts';
import {refusalProblem} from './refusal-problem.ts';

const coupon = {id: 'TEA10', isTier: false, kind: 'Discount Coupon'} as const;
const tier = {id: 'promo_1', isTier: true, kind: 'Promotion Tier'} as const;
const roll = (refusal: Refusal, subject: Parameters<typeof refusalProblem>[1] = coupon) => {
  const {code, key, message, details} = refusalProblem(refusal, subject);
  return `${code} ${key} | ${message} | ${details}`;
};

const rules: Refusal = {code: 'rules_not_met', ruleId: 'val_1', subject: 'order', message: null, failed: []};
const rolls: [Refusal, string][] = [
  [{code: 'code_unknown'}, '404 not_found | Resource not found | Cannot find voucher with id TEA10'],
  [{code: 'tier_unknown'}, '404 not_found | Resource not found | Cannot find promotion_tier with id TEA10'],
  [{code: 'disabled'}, '400 voucher_disabled | voucher is disabled | TEA10'],
  [
    {code: 'campaign_disabled', campaignId: 'camp_1'},
    '400 campaign_not_active | campaign is not active | Campaign camp_1 is disabled',
  ],
  [{code: 'not_started', startsAtMs: epochMs(1)}, '400 voucher_not_active | voucher not active | TEA10'],
  [{code: 'expired', endedAtMs: epochMs(1)}, '400 voucher_expired | voucher expired | TEA10'],
  [{code: 'limit_reached', limit: 1}, '400 quantity_exceeded | quantity exceeded | TEA10'],
  [{code: 'lease_empty'}, '400 quantity_exceeded | quantity exceeded | TEA10'],
  [{code: 'card_empty'}, '400 gift_amount_exceeded | gift amount exceeded | TEA10 has no credits left'],
  [
    {code: 'gift_amount_exceeded', requestedMinor: minor(5), availableMinor: minor(3)},
    '400 gift_amount_exceeded | gift amount exceeded | TEA10 has 3 credits, 5 were requested',
  ],
  [
    {code: 'customer_required', ruleId: 'val_1'},
    '400 missing_customer | Missing customer | Customer is required to validate rules',
  ],
  [
    rules,
    '400 order_rules_violated | order does not match validation rules | ' +
      'Discount Coupon cannot be redeemed because of violated validation rules: val_1',
  ],
  [
    {code: 'amount_missing'},
    '400 missing_amount | Missing amount | Amount is required when redeeming a DISCOUNT_VOUCHER',
  ],
  [
    {code: 'items_missing'},
    '400 missing_order_items | Missing order items | ' +
      'At least one applicable order item is required to redeem this DISCOUNT_VOUCHER',
  ],
  [
    {code: 'redeemables_limit_reached', limit: 5},
    '400 applicable_redeemables_limit_exceeded | Applicable redeemables limit exceeded | ' +
      'At most 5 redeemables can be applied to one order',
  ],
  [{code: 'no_effect'}, '400 no_effect | No effect | Redeemable would take nothing off this order'],
  [
    {code: 'duplicate'},
    '400 duplicated_redeemables | Duplicated redeemables detected | Duplicated redeemables detected in one redemption',
  ],
  [
    {code: 'preceding_refused'},
    '400 preceding_validation_failed | Preceding validation failed | ' +
      'Redeemable was not tried because one before it cannot be applied',
  ],
];

test.each(rolls)('%j', (refusal, text) => {
  expect(roll(refusal)).toBe(text);
});

test('every refusal of the engine has its words', () => {
  const codes = refusalSchema.options.map(option => option.shape.code.value);
  expect(rolls.map(([refusal]) => refusal.code).sort()).toEqual([...codes].sort());
});

test('a promotion tier is inactive rather than a voucher disabled', () => {
  expect(roll({code: 'disabled'}, tier)).toBe(
    '400 promotion_inactive | Inactive Promotion | Promotion Tier with id: promo_1 is disabled.',
  );
  expect(roll({code: 'expired', endedAtMs: epochMs(1)}, tier)).toContain('promo_1 has expired.');
});

test('the rule author’s own text travels with the problem', () => {
  expect(refusalProblem({...rules, message: 'More tea'}, coupon).error).toEqual({message: 'More tea'});
});
