/**
 * What rules look at, made once per decision: the customer with the attributes given in the request, the order's
 * metadata and its lines with their products. Only the running order changes from one redeemable to the next.
 */
import type {Product} from '../catalog/product.ts';
import type {Customer} from '../customer/customer.ts';
import type {Metadata} from '../kernel/metadata.ts';
import type {Minor} from '../money/minor.ts';
import type {Cart} from '../order/cart.ts';
import type {PricedOrder} from '../order/priced-order.ts';

export interface RuleLine {
  readonly productId: string | null;
  readonly sourceId: string | null;
  readonly quantity: number;
  readonly priceMinor: Minor | null;
  readonly amountMinor: Minor | null;
  readonly metadata: Metadata;
  readonly productMetadata: Metadata;
}

export interface RuleContext {
  /** null: nobody is attached, which customer rules report. */
  readonly customer: {readonly segmentIds: readonly string[] | null; readonly metadata: Metadata} | null;
  readonly orderMetadata: Metadata;
  /** Lines with at least one unit. */
  readonly lines: readonly RuleLine[];
  readonly initial: PricedOrder;
  readonly running: PricedOrder;
}

/** `products` are the lines' own, in the order of the lines; a free amount has none. */
export function ruleContext(
  cart: Cart,
  products: readonly (Product | undefined)[],
  initial: PricedOrder,
  customer: Customer | null,
  customerMetadata: Metadata,
): RuleContext {
  const lines = initial.lines.map((line, index) => ({
    productId: line.productId,
    sourceId: line.sourceId,
    quantity: line.quantity,
    priceMinor: line.priceMinor,
    amountMinor: line.amountMinor,
    metadata: cart.lines[index]?.metadata ?? {},
    productMetadata: products[index]?.metadata ?? {},
  }));
  return {
    customer: attached(customer, customerMetadata),
    orderMetadata: cart.metadata,
    lines: lines.filter(line => line.quantity > 0),
    initial,
    running: initial,
  };
}

/** Attributes given in the request describe somebody even when we do not know whom. */
function attached(customer: Customer | null, given: Metadata): RuleContext['customer'] {
  if (customer === null && Object.keys(given).length === 0) return null;
  return {segmentIds: customer?.segmentIds ?? null, metadata: {...customer?.metadata, ...given}};
}
