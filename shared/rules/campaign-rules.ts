import type {Counter} from './counter.ts';
import type {CounterName, RuleName} from './rule-name.ts';

/** Budgets of a whole campaign. All but the gift credits are left out of qualifications (semantics.md E). */
export const campaignRules: Readonly<Record<string, RuleName>> = {
  /** Value of all orders, before discounts. */
  'campaign.orders.amount': budget({measure: 'order_amount'}),
  'campaign.orders.amount_discounted': budget({measure: 'discount_amount'}),
  'campaign.redemptions.count': budget({}),
  'campaign.redemptions.count.daily': budget({period: 'day'}),
  'campaign.redemptions.count.weekly': budget({period: 'week'}),
  'campaign.redemptions.count.monthly': budget({period: 'month'}),
  /** Redemptions of one customer in the campaign. */
  'campaign.redemptions.customers_count': budget({per: 'customer'}),
  'campaign.redemptions.customers_count.daily': budget({per: 'customer', period: 'day'}),
  'campaign.redemptions.customers_count.weekly': budget({per: 'customer', period: 'week'}),
  'campaign.redemptions.customers_count.monthly': budget({per: 'customer', period: 'month'}),
  /** Gift credits spent in the campaign. */
  'redemption.gift.amount': {...budget({measure: 'gift_amount'}), family: 'redemption'},
};

function budget(of: Partial<Counter>): CounterName {
  return {kind: 'counter', family: 'budget', counter: {measure: 'redemptions', of: 'campaign', ...of}};
}
