import type {FormulaContext, MetadataOwner} from '../formula/formula-context.ts';
import type {Metadata} from '../kernel/metadata.ts';
import {currencyExponent} from '../money/currency.ts';
import type {EarningGiven} from './earning-given.ts';
import {paidOrderOf} from './paid-order-of.ts';

/** What the formula of an earning rule may look at: the paid order, the customer, the custom event. */
export function earningFormulaContext(given: EarningGiven): FormulaContext {
  const {event, atMs, settings, customer} = given;
  const {order, lines} = paidOrderOf(event);
  return {
    nowMs: atMs,
    zone: settings.timeZone,
    currencyExponent: currencyExponent(settings.currency),
    orderAmountMinor: () => order.amountMinor,
    orderSubtotalMinor: () => order.totalMinor,
    lines: () =>
      order.lines.map(({priceMinor, amountMinor, subtotalMinor, quantity}, index) => ({
        priceMinor,
        amountMinor,
        subtotalMinor,
        quantity,
        metadata: lines[index]?.metadata ?? {},
        productMetadata: {...lines[index]?.productMetadata, ...lines[index]?.skuMetadata},
      })),
    lineIndex: null,
    metadata: owner => metadataOf(owner, given),
    voucher: () => null,
    promotionTier: () => null,
    customerBirthdate: () => customer?.birthdate ?? null,
  };
}

function metadataOf(owner: MetadataOwner, {event, customer}: EarningGiven): Metadata | null {
  if (owner === 'customer') return customer?.metadata ?? null;
  if (owner === 'custom_event') return event.event === 'custom_event' ? event.metadata : null;
  return owner === 'order' && event.event === 'order_paid' ? event.paid.cart.metadata : null;
}
