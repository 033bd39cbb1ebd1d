import {describe, expect, test} from 'vitest';
import {operators} from './operators.ts';
import {currentRuleName, findRuleName} from './rule-names.ts';

/** Every name of semantics.md D.2, and those of Vouchery's categories. */
const names = `
customer.segment customer.metadata customer.loyalty.tier
order.amount order.total_amount order.initial_amount order.items.count order.items.price_any order.items.price_each
order.items.metadata_any order.items.metadata_each order.metadata
order.items.any order.items.every order.items.none order.items.cheapest order.items.most_expensive
order.items.quantity order.items.aggregated_quantity order.items.price order.items.aggregated_amount
order.items.metadata
product.id product.price product.quantity product.discount_applicable product.metadata
product.metadata.aggregated_quantity product.metadata.aggregated_amount product.metadata.discount_applicable
product.metadata.match_all sku.id sku.price sku.quantity sku.discount_applicable
campaign.orders.amount campaign.orders.amount_discounted
campaign.redemptions.count campaign.redemptions.count.daily campaign.redemptions.count.weekly
campaign.redemptions.count.monthly campaign.redemptions.customers_count campaign.redemptions.customers_count.daily
campaign.redemptions.customers_count.weekly campaign.redemptions.customers_count.monthly
redemption.count.daily redemption.count.weekly redemption.count.monthly
redemption.count.per_customer redemption.count.per_customer.daily redemption.count.per_customer.weekly
redemption.count.per_customer.monthly redemption.count.per_api_key redemption.count.per_user
redemption.gift.amount redemption.reward.pay_with_points.points_used redemption.api_key redemption.user.login
redemption.metadata publication.redeemable_by_linked_customer custom_event.metadata
order.category product.category order.items.category
`
  .trim()
  .split(/\s+/);

const operatorNames = `
$is $is_not $in $not_in $less_than $less_than_or_equal $more_than $more_than_or_equal $greater_than_or_equal
$starts_with $ends_with $contains $timeframe $timeframe_absolute $timeframe_daily_hours $dow $count $count_more
$count_less $not_differ $not_intersect $after $before $more_than_ago $less_than_ago $is_days_ago $more_than_future
$less_than_future $is_days_in_future
`
  .trim()
  .split(/\s+/);

describe('[R3] what this version knows', () => {
  test.each(names)('%s', name => {
    expect(findRuleName(name)).toBeDefined();
  });

  test.each(operatorNames)('%s', operator => {
    expect(operators.get(operator)).toBeDefined();
  });

  test.each(['order', 'order.colour', 'toString', '__proto__', ''])('%j is no rule', name => {
    expect(findRuleName(name)).toBeUndefined();
  });
});

test.each([
  ['customer_segment', 'customer.segment'],
  ['customer_loyalty_tier', 'customer.loyalty.tier'],
  ['order_initial_amount', 'order.initial_amount'],
  ['order_items_count', 'order.items.count'],
  ['order_items_metadata', 'order.items.metadata_any'],
  ['redemption_metadata', 'redemption.metadata'],
  ['custom_event_metadata', 'custom_event.metadata'],
  ['campaign_redemptions_count_daily', 'campaign.redemptions.count.daily'],
  ['customer.segment', 'customer.segment'],
])('[R4] %s is %s', (former, current) => {
  expect(currentRuleName(former)).toBe(current);
});
