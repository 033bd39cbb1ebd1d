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
  [{code: 'trust_exceeded', boundMinor: minor(5)}, '400 quantity_exceeded | quantity exceeded | TEA10'],
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
    {code: 'items_amount_missing'},
    '400 missing_order_items_amount | Missing applicable order items | ' +
      'At least one applicable order item with amount is required to redeem this DISCOUNT_VOUCHER',
  ],
  [
    {code: 'redeemables_limit_reached', limit: 5},
    '400 applicable_redeemables_limit_exceeded | Applicable redeemables limit exceeded | ' +
      'At most 5 redeemables can be applied to one order',
  ],
  [{code: 'stack_unknown'}, '404 not_found | Resource not found | Cannot find promotion_stack with id TEA10'],
  [
    {code: 'stack_not_alone'},
    '400 invalid_redeemables | Invalid redeemables | Promotion Stack cannot be use with other redeemables',
  ],
  [{code: 'reward_unknown'}, '404 not_found | Resource not found | Cannot find reward with id TEA10'],
  [
    {code: 'reward_missing'},
    '400 missing_reward | Missing reward | A reward is required when redeeming a LOYALTY_CARD',
  ],
  [
    {code: 'points_exceeded', requestedPoints: 5, availablePoints: 3},
    '400 loyalty_card_points_exceeded | loyalty card points exceeded | TEA10',
  ],
  [{code: 'not_now', opensAtMs: null}, '400 voucher_not_active_now | voucher not active now | TEA10'],
  [
    {code: 'currency_not_covered', currency: 'USD'},
    '400 invalid_order | Invalid order | TEA10 has no value in USD',
  ],
  [
    {code: 'assigned_to_other'},
    '400 customer_rules_violated | customer does not match segment rules | TEA10 belongs to another customer',
  ],
  [
    {code: 'referrer_cannot_redeem'},
    '400 referrer_not_permitted_to_redeem | voucher cannot be redeemed by referrer | TEA10',
  ],
  [
    {code: 'budget_reached', account: 'q:camp_1:redemptions', limit: 5, used: 5},
    '400 redemption_rules_violated | redemption does not match validation rules | Discount Coupon cannot be redeemed: the limit of 5 is reached',
  ],
  [
    {code: 'counter_unknown', account: 'q:camp_1:redemptions', onlineOnly: true},
    '400 redemption_rules_violated | redemption does not match validation rules | Discount Coupon cannot be redeemed: its limit cannot be checked here',
  ],
  [
    {code: 'bundle_missing', missing: []},
    '400 order_rules_violated | order does not match validation rules | Discount Coupon cannot be redeemed: the bundle is not complete',
  ],
  [
    {code: 'products_unmatched'},
    '400 missing_order_items | Missing order items | At least one applicable order item is required to redeem this DISCOUNT_VOUCHER',
  ],
  [
    {code: 'input_missing', input: 'customer_id'},
    '400 missing_parameters | Missing parameters | Please add Customer ID to validate the voucher.',
  ],
  [
    {code: 'definition_broken', where: 'discount', message: 'has no value'},
    '400 invalid_validation_rules | Invalid Validation Rule Definition | discount has no value',
  ],
  [
    {code: 'order_required', ruleId: 'val_1'},
    '400 missing_order | Missing order | Order is required to validate rules',
  ],
  [
    {code: 'excluded_by_exclusive', byId: 'v_1'},
    '400 exclusion_rules_not_met | Exclusion rules not met | Redeemable cannot be combined with an exclusive redeemable',
  ],
  [
    {code: 'exclusive_limit_reached', limit: 1},
    '400 applicable_exclusive_redeemables_limit_exceeded | Applicable exclusive redeemables limit exceeded | At most 1 exclusive redeemables can be applied to one order',
  ],
  [
    {code: 'exclusive_category_limit_reached', categoryId: 'cat_1', limit: 1},
    '400 applicable_exclusive_redeemables_per_category_limit_exceeded | Applicable exclusive redeemables per category limit exceeded | At most 1 redeemables of category cat_1 can be applied to one order',
  ],
  [
    {code: 'category_limit_reached', categoryId: 'cat_1', limit: 2},
    '400 applicable_redeemables_per_category_limit_exceeded | Applicable redeemables per category limit exceeded | At most 2 redeemables of category cat_1 can be applied to one order',
  ],
  [
    {code: 'applicable_limit_reached', limit: 5},
    '400 applicable_redeemables_limit_exceeded | Applicable redeemables limit exceeded | At most 5 redeemables can be applied to one order',
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

test('a limit that a rule sets is a violated rule, with its author’s text', () => {
  const ofRule = {code: 'budget_reached', account: 'q:camp_1:redemptions', limit: 5, used: 5} as const;
  const problem = refusalProblem({...ofRule, ruleId: 'val_1', message: 'All given away'}, coupon);
  expect(problem).toMatchObject({
    key: 'redemption_rules_violated',
    details: 'Discount Coupon cannot be redeemed because of violated validation rules: val_1',
    error: {message: 'All given away'},
  });
  expect(refusalProblem({...ofRule, ruleId: 'val_1', message: null}, coupon)).not.toHaveProperty('error');
});
