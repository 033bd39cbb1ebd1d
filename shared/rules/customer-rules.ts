import {facetAt} from './attributes.ts';
import {facetOf} from './facet.ts';
import type {RuleName} from './rule-name.ts';

const isHolder = facetOf(true);
const isNotHolder = facetOf(false);

/** Rules about who buys. Without a customer they fail, negative ones too: nobody is in no segment. */
export const customerRules: Readonly<Record<string, RuleName>> = {
  'customer.segment': {
    kind: 'facet',
    family: 'customer',
    needsProperty: false,
    read: ({facts}) => facts.customer?.segments ?? 'customer',
  },
  'customer.loyalty.tier': {
    kind: 'facet',
    family: 'customer',
    needsProperty: false,
    read: ({facts}) => facts.customer?.loyaltyTiers ?? 'customer',
  },
  'customer.metadata': {
    kind: 'facet',
    family: 'customer',
    needsProperty: true,
    read: ({facts}, property) =>
      facts.customer === null ? 'customer' : facetAt(facts.customer.attributes, property),
  },
  /** Whether the buyer is whom the code was published to. */
  'publication.redeemable_by_linked_customer': {
    kind: 'facet',
    family: 'customer',
    needsProperty: false,
    read: ({facts, holderId}) => {
      const id = facts.customer?.id ?? null;
      if (id === null) return 'customer';
      return id === holderId ? isHolder : isNotHolder;
    },
  },
};
