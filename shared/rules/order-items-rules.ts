import {facetAt} from './attributes.ts';
import {facetOf, missing} from './facet.ts';
import type {RuleLine} from './rule-line.ts';
import type {LineNumberName, RuleName} from './rule-name.ts';

/** Rules about lines picked by product, those that may stand nested in them, and those about all lines. */
export const orderItemsRules: Readonly<Record<string, RuleName>> = {
  'order.items.any': {kind: 'lines', quantifier: 'any'},
  'order.items.every': {kind: 'lines', quantifier: 'every'},
  'order.items.none': {kind: 'lines', quantifier: 'none'},
  'order.items.cheapest': {kind: 'lines', quantifier: 'every', extreme: 'cheapest'},
  'order.items.most_expensive': {kind: 'lines', quantifier: 'every', extreme: 'most_expensive'},

  /** Units on one line. */
  'order.items.quantity': ofLine(line => line.quantity, true),
  /** Unit price of one line. */
  'order.items.price': ofLine(line => line.unitPrice, false),
  'order.items.metadata': {
    kind: 'line-facet',
    needsProperty: true,
    read: (line, property) => facetAt(line.attributes, property),
  },
  /** A category of the line's product (Vouchery); `property` is the category's key. */
  'order.items.category': {
    kind: 'line-facet',
    needsProperty: true,
    read: (line, property) => facetAt(line.categories, property),
  },
  /** Units, and money before discounts, of all picked lines together. */
  'order.items.aggregated_quantity': ofAll(line => line.quantity),
  'order.items.aggregated_amount': ofAll(line => line.amountMinor ?? 0),

  /** Unit prices and attributes of all lines: of one, or of each. */
  'order.items.price_any': {
    kind: 'facet',
    family: 'order',
    needsProperty: false,
    read: ({facts}) => (facts.pool.hasItems ? facts.pool.unitPrices : 'items'),
  },
  'order.items.price_each': {
    kind: 'each',
    needsProperty: false,
    read: ({unitPrice}) => (unitPrice === null ? missing : facetOf(unitPrice)),
  },
  'order.items.metadata_any': {
    kind: 'facet',
    family: 'order',
    needsProperty: true,
    read: ({facts}, property) => (facts.pool.hasItems ? facetAt(facts.pool.attributes, property) : 'items'),
  },
  'order.items.metadata_each': {
    kind: 'each',
    needsProperty: true,
    read: (line, property) => facetAt(line.attributes, property),
  },
};

function ofLine(read: (line: RuleLine) => number | null, isMendable: boolean): LineNumberName {
  return {kind: 'line-number', read: line => (line === null ? null : read(line)), isMendable};
}

function ofAll(read: (line: RuleLine) => number): LineNumberName {
  return {
    kind: 'line-number',
    read: (_, picked) => {
      let sum = 0;
      for (const line of picked) sum += read(line);
      return sum;
    },
    isMendable: true,
  };
}
