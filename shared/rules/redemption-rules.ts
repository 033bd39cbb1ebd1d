import {facetAt, isBare} from './attributes.ts';
import type {Counter} from './counter.ts';
import type {CounterName, RuleName} from './rule-name.ts';

/** Rules about the redemption: who redeems, with what, and how often this incentive was redeemed. */
export const redemptionRules: Readonly<Record<string, RuleName>> = {
  'redemption.api_key': {
    kind: 'facet',
    family: 'redemption',
    needsProperty: false,
    read: ({facts}) => facts.apiKey,
  },
  'redemption.user.login': {
    kind: 'facet',
    family: 'redemption',
    needsProperty: false,
    read: ({facts}) => facts.userLogin,
  },
  'redemption.metadata': {
    kind: 'facet',
    family: 'redemption',
    needsProperty: true,
    read: ({facts}, property) =>
      facts.isFirstStep && isBare(facts.redemptionAttributes)
        ? 'metadata'
        : facetAt(facts.redemptionAttributes, property),
  },
  /** Points this redemption would spend. */
  'redemption.reward.pay_with_points.points_used': {
    kind: 'number',
    family: 'redemption',
    read: ({effect}) => effect()?.points ?? 'effect',
    needsEffect: true,
  },
  'redemption.count.daily': counts({period: 'day'}),
  'redemption.count.weekly': counts({period: 'week'}),
  'redemption.count.monthly': counts({period: 'month'}),
  'redemption.count.per_customer': perCustomer({}),
  'redemption.count.per_customer.daily': perCustomer({period: 'day'}),
  'redemption.count.per_customer.weekly': perCustomer({period: 'week'}),
  'redemption.count.per_customer.monthly': perCustomer({period: 'month'}),
  'redemption.count.per_api_key': counts({per: 'api_key'}),
  'redemption.count.per_user': counts({per: 'user'}),

  /** What an event carries that earns points or starts a distribution. */
  'custom_event.metadata': {
    kind: 'facet',
    family: 'redemption',
    needsProperty: true,
    read: ({facts}, property) => facetAt(facts.eventAttributes, property),
  },
};

function counts(of: Partial<Counter>): CounterName {
  return {
    kind: 'counter',
    family: 'redemption',
    counter: {measure: 'redemptions', of: 'incentive', ...of},
  };
}

/** Qualification leaves these out (semantics.md E). */
function perCustomer(of: Partial<Counter>): CounterName {
  return {...counts({per: 'customer', ...of}), family: 'budget'};
}
