import {attribute, type Reading, type RuleName} from './rule-name.ts';

const nobody: Reading = {value: null, missingCustomer: true};

/** Rules about who buys. Without a customer they fail, negative ones too: nobody is in no segment. */
export const customerRules: Readonly<Record<string, RuleName>> = {
  'customer.segment': {
    kind: 'value',
    subject: 'customer',
    needsProperty: false,
    read: ({customer}) => (customer?.segmentIds ? {value: [...customer.segmentIds]} : nobody),
  },
  'customer.metadata': {
    kind: 'value',
    subject: 'customer',
    needsProperty: true,
    read: ({customer}, property) =>
      customer === null ? nobody : {value: attribute(customer.metadata, property)},
  },
};
