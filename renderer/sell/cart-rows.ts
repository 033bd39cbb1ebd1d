/**
 * The lines of the cart as they are shown: what was added, and what the decision made of it. While a newer cart is
 * being priced its rows stand without discounts, at what they cost by themselves.
 */
import {type Minor, minor, times} from '../../shared/money/minor.ts';
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
  readonly line: SaleLine;
  /** Before discounts. */
  readonly fullMinor: Minor;
  /** What the customer pays for it. */
  readonly finalMinor: Minor;
  readonly discounts: readonly CartDiscount[];
}

export function cartRows(content: SaleContent, priced: PricedSale | null): CartRow[] {
  const current = priced?.content === content ? priced : null;
  return content.lines.map((line, place) => cartRow(line, place, current));
}

/** Whether they look the same. */
export function isSameRow(one: CartRow, other: CartRow): boolean {
  return (
    one.line === other.line &&
    one.fullMinor === other.fullMinor &&
    one.finalMinor === other.finalMinor &&
    one.discounts.length === other.discounts.length &&
    one.discounts.every(({name, amountMinor}, place) => {
      const same = other.discounts[place];
      return same?.name === name && same.amountMinor === amountMinor;
    })
  );
}

function cartRow(line: SaleLine, place: number, priced: PricedSale | null): CartRow {
  const bare = times(line.priceMinor, line.quantity);
  const result = priced?.decision.order.lines[place];
  const fullMinor = result?.amountMinor ?? bare;
  const discounts = priced === null ? [] : discountsOn(place, priced);
  const takenOff = discounts.reduce((sum, {amountMinor}) => sum + amountMinor, 0);
  return {line, fullMinor, finalMinor: minor(fullMinor - takenOff), discounts};
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
