/**
 * The lines of the cart as they are shown: what was entered and what the decision made of it, then what offers added.
 * While a newer cart is being priced its rows stand without discounts, at what they cost by themselves.
 */
import {type Minor, minor, times} from '../../shared/money/minor.ts';
import type {PricedLine} from '../../shared/order/priced-order.ts';
import type {PricedSale} from '../sale/priced-sale.ts';
import type {SaleContent, SaleLine} from '../sale/sale-content.ts';
import {redeemableName} from '../wording/redeemable-name.ts';

interface CartDiscount {
  /** Place of the verdict in the decision: two offers may have the same name. */
  readonly offer: number;
  readonly name: string;
  readonly amountMinor: Minor;
}

export interface CartRow {
  /** Names the row while the order is open. */
  readonly key: string;
  /** As it was entered; null for units that an offer added. */
  readonly line: SaleLine | null;
  readonly name: string;
  /** With the units that offers added to the line, without those they replaced. */
  readonly quantity: number;
  readonly priceMinor: Minor | null;
  /** Before discounts. */
  readonly fullMinor: Minor;
  /** What the customer pays for it. */
  readonly finalMinor: Minor;
  readonly discounts: readonly CartDiscount[];
}

export function cartRows(content: SaleContent, priced: PricedSale | null): CartRow[] {
  const current = priced?.content === content ? priced : null;
  const entered = content.lines.map((line, place) => enteredRow(line, place, current));
  return current === null ? entered : [...entered, ...addedRows(current)];
}

/** Units in the order, those that offers added among them. */
export function unitsIn(rows: readonly CartRow[]): number {
  return rows.reduce((sum, {quantity}) => sum + quantity, 0);
}

/** Whether they look the same. */
export function isSameRow(one: CartRow, other: CartRow): boolean {
  return (
    one.key === other.key &&
    one.line === other.line &&
    one.name === other.name &&
    one.quantity === other.quantity &&
    one.priceMinor === other.priceMinor &&
    one.fullMinor === other.fullMinor &&
    one.finalMinor === other.finalMinor &&
    one.discounts.length === other.discounts.length &&
    one.discounts.every(({name, amountMinor}, place) => {
      const same = other.discounts[place];
      return same?.name === name && same.amountMinor === amountMinor;
    })
  );
}

function enteredRow(line: SaleLine, place: number, priced: PricedSale | null): CartRow {
  const {key, name, priceMinor} = line;
  const result = priced?.decision.order.lines[place];
  const quantity = result?.quantity ?? line.quantity;
  const fullMinor = result?.amountMinor ?? times(priceMinor, quantity);
  return {key, line, name, quantity, priceMinor, ...reduced(fullMinor, place, priced)};
}

/** Lines that only offers brought into the order stand behind those that were entered. */
function addedRows(priced: PricedSale): CartRow[] {
  const {content, decision} = priced;
  return decision.order.lines.flatMap((result, place) => {
    if (place < content.lines.length || result.quantity === 0) return [];
    const {quantity, priceMinor, amountMinor} = result;
    const name = addedName(result, priced);
    const amounts = reduced(amountMinor ?? minor(0), place, priced);
    return {key: `added ${place}`, line: null, name, quantity, priceMinor, ...amounts};
  });
}

function addedName({name, productId, sourceId}: PricedLine, {facts}: PricedSale): string {
  const product = facts.products.find(({id}) => id === productId);
  return name ?? product?.name ?? sourceId ?? 'Item';
}

function reduced(fullMinor: Minor, place: number, priced: PricedSale | null) {
  const discounts = priced === null ? [] : discountsOn(place, priced);
  const takenOff = discounts.reduce((sum, {amountMinor}) => sum + amountMinor, 0);
  return {fullMinor, finalMinor: minor(fullMinor - takenOff), discounts};
}

function discountsOn(place: number, {decision, facts}: PricedSale): CartRow['discounts'] {
  return decision.verdicts.flatMap((verdict, offer) => {
    if (verdict.status !== 'applied') return [];
    const amountMinor = verdict.order.lines[place]?.appliedDiscountMinor ?? minor(0);
    return amountMinor === 0 ? [] : [{offer, name: redeemableName(verdict, facts), amountMinor}];
  });
}

/** Discounts on the order as a whole, which stand under the lines; gift credits are a way to pay and not among them. */
export function orderDiscounts({decision, facts}: PricedSale): CartRow['discounts'] {
  return decision.verdicts.flatMap((verdict, offer) => {
    if (verdict.status !== 'applied' || verdict.gift !== null) return [];
    const amountMinor = verdict.order.appliedOrderDiscountMinor;
    return amountMinor === 0 ? [] : [{offer, name: redeemableName(verdict, facts), amountMinor}];
  });
}
