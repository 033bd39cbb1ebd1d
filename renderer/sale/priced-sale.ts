import type {Decision} from '../../shared/decision/decision.ts';
import type {Facts} from '../../shared/decision/facts.ts';
import type {DecisionRequest} from '../../shared/decision/request.ts';
import {type Minor, minor, subtract, zero} from '../../shared/money/minor.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import type {SaleContent} from './sale-content.ts';

/** A cart with its price. `content` is the very object that was priced: another cart, another price. */
export interface PricedSale {
  readonly content: SaleContent;
  readonly request: DecisionRequest;
  readonly facts: Facts;
  readonly decision: Decision;
  /** What the server last said about the limited things behind the codes. */
  readonly accounts: readonly AccountView[];
  /** By id: products that the verdicts name and the cart does not have. */
  readonly productNames: ReadonlyMap<string, string>;
}

/** The sums under the cart, units that offers added among them. subtotal − savings − gift credits = due. */
export interface Totals {
  readonly subtotalMinor: Minor;
  readonly savingsMinor: Minor;
  readonly giftMinor: Minor;
  /** What the goods cost: subtotal − savings. */
  readonly totalMinor: Minor;
  /** What is left for cash and card. */
  readonly dueMinor: Minor;
}

export function totalsOf({order, verdicts}: Decision): Totals {
  const giftMinor = minor(
    verdicts.reduce(
      (sum, verdict) => sum + (verdict.status === 'applied' ? (verdict.gift?.creditsMinor ?? 0) : 0),
      0,
    ),
  );
  const subtotalMinor = order.amountMinor ?? zero;
  const savingsMinor = subtract(order.totalDiscountMinor, giftMinor);
  const totalMinor = subtract(subtotalMinor, savingsMinor);
  return {subtotalMinor, savingsMinor, giftMinor, totalMinor, dueMinor: order.totalMinor ?? zero};
}
