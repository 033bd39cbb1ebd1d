import type {JsonValue} from '../kernel/metadata.ts';
import type {RuleLine} from './rule-context.ts';
import {attribute, type RuleName} from './rule-name.ts';

/** Rules about lines picked by product, and those that may stand nested in them. */
export const orderItemsRules: Readonly<Record<string, RuleName>> = {
  'order.items.any': {kind: 'lines', quantifier: 'any'},
  'order.items.every': {kind: 'lines', quantifier: 'every'},
  'order.items.none': {kind: 'lines', quantifier: 'none'},
  /** Units on one line. */
  'order.items.quantity': ofLine(line => line.quantity, true),
  /** Unit price of one line. */
  'order.items.price': ofLine(line => line.priceMinor, false),
  'order.items.metadata': {
    kind: 'line-value',
    needsProperty: true,
    read: (line, _, property) => (line === null ? null : attribute(line.metadata, property)),
    mendable: false,
  },
  /** Units, and money before discounts, of all picked lines together. */
  'order.items.aggregated_quantity': ofAll(line => line.quantity),
  'order.items.aggregated_amount': ofAll(line => line.amountMinor ?? 0),
};

function ofLine(read: (line: RuleLine) => JsonValue, mendable: boolean): RuleName {
  return {
    kind: 'line-value',
    needsProperty: false,
    read: line => (line === null ? null : read(line)),
    mendable,
  };
}

function ofAll(read: (line: RuleLine) => number): RuleName {
  return {
    kind: 'line-value',
    needsProperty: false,
    read: (_, picked) => picked.reduce((sum, line) => sum + read(line), 0),
    mendable: true,
  };
}
