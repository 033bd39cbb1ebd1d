import type {Catalogue} from '../catalog/catalogue.ts';
import type {JsonValue, Metadata} from '../kernel/metadata.ts';
import type {PricedLine} from '../order/priced-order.ts';
import type {FrozenUnits} from '../returns/frozen-sale.ts';
import {selects} from '../rules/product-selector.ts';
import type {EarningEvent, PaidOrder} from './earning-event.ts';
import type {EarningBase} from './earning-rule.ts';

type ItemsBase = Extract<EarningBase, {applicableTo: unknown}>;

/**
 * How much there is of what a proportional rule counts; null where there is no such thing: no order, an amount that
 * nobody knows, an attribute that is missing or no number.
 */
export function measureBase(
  base: EarningBase,
  event: EarningEvent,
  customerMetadata: Metadata,
  catalogue: Catalogue,
): number | null {
  if (base.type === 'CUSTOMER_METADATA') return numberAt(customerMetadata, base.property);
  if (base.type === 'CUSTOM_EVENT_METADATA')
    return event.event === 'custom_event' ? numberAt(event.metadata, base.property) : null;
  if (event.event !== 'order_paid') return null;
  const {paid} = event;
  switch (base.type) {
    case 'ORDER_AMOUNT':
      return paid.order.amountMinor;
    case 'ORDER_TOTAL_AMOUNT':
      return paid.order.totalMinor;
    case 'ORDER_METADATA':
      return numberAt(paid.cart.metadata, base.property);
    case 'ORDER_ITEMS_QUANTITY':
    case 'ORDER_ITEMS_AMOUNT':
    case 'ORDER_ITEMS_SUBTOTAL_AMOUNT':
      return measureItems(base, paid, catalogue);
  }
}

function measureItems(base: ItemsBase, paid: PaidOrder, catalogue: Catalogue): number {
  const {order, lines} = paid;
  let sum = 0;
  for (const [index, line] of order.lines.entries()) {
    const facts = lines[index];
    const {applicableTo} = base;
    const isMeant =
      applicableTo.length === 0 ||
      (facts !== undefined && applicableTo.some(selector => selects(selector, facts, catalogue)));
    if (isMeant) sum += measureLine(base.type, line, index, paid);
  }
  return sum;
}

function measureLine(type: ItemsBase['type'], line: PricedLine, index: number, {units}: PaidOrder): number {
  if (type === 'ORDER_ITEMS_AMOUNT') return line.amountMinor ?? 0;
  if (type === 'ORDER_ITEMS_SUBTOTAL_AMOUNT') return line.subtotalMinor ?? 0;
  if (units !== undefined) return paidUnits(units, index);
  return line.subtotalMinor === 0 ? 0 : Math.max(0, line.quantity - (line.discountQuantity ?? 0));
}

/** Units of the line that item discounts left something to pay for, by whatever means. */
function paidUnits(units: readonly FrozenUnits[], index: number): number {
  let sum = 0;
  for (const {line, count, grossMinor, itemDiscountMinor} of units) {
    if (line === index && grossMinor > itemDiscountMinor) sum += count;
  }
  return sum;
}

/** A number among the attributes; a key with dots looks into nested ones, unless there is such a key. */
function numberAt(metadata: Metadata, property: string): number | null {
  const value = valueAt(metadata, property);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function valueAt(metadata: Metadata, property: string): JsonValue | undefined {
  if (Object.hasOwn(metadata, property)) return metadata[property];
  let value: JsonValue | undefined = metadata;
  for (const key of property.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}
