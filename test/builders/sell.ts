import {decide} from '../../shared/decision/decide.ts';
import type {Decision, Verdict} from '../../shared/decision/decision.ts';
import type {Cart} from '../../shared/order/cart.ts';
import type {Refusal} from '../../shared/reasons/refusal.ts';
import {type Circumstances, facts, request} from './facts.ts';
import type {Offer} from './offers.ts';

/** Decides on a cart and offers, asked for in the order given. */
export function sell(cart: Cart, offers: readonly Offer[], given: Circumstances = {}): Decision {
  return decide(facts(offers, given), request(cart, offers, given));
}

/**
 * A decision as a till roll: a line per redeemable, then the total.
 * `LOYAL10  -2.40`, `GIFT-25  -25.00 gift, 3.00 left`, `OLD  refused: expired`, `total  21.60`.
 */
export function roll({verdicts, order}: Decision): readonly string[] {
  const total = order.totalMinor === null ? 'unknown' : money(order.totalMinor);
  return [...verdicts.map(verdictLine), `total  ${total}`];
}

/** The refusal of the only redeemable that was not applied. */
export function onlyRefusal(decision: Decision): Refusal | undefined {
  const refused = decision.verdicts.flatMap(v => (v.status === 'applied' ? [] : v.refusal));
  return refused.length === 1 ? refused[0] : undefined;
}

function verdictLine(verdict: Verdict): string {
  const name = nameOf(verdict);
  if (verdict.status === 'inapplicable') return `${name}  refused: ${verdict.refusal.code}`;
  if (verdict.status === 'skipped') return `${name}  skipped: ${verdict.refusal.code}`;
  const kind = verdict.gift === null ? '' : ` gift, ${money(verdict.gift.availableMinor)} left`;
  if (verdict.points !== undefined) {
    return `${name}  -${money(verdict.discountMinor)} for ${verdict.points.spent} points, ${verdict.points.available} left`;
  }
  return `${name}  -${money(verdict.discountMinor)}${kind}`;
}

/** A voucher by the code asked for, a tier by its id, a stack of which nothing is known by its own. */
function nameOf({requested, foundId}: Verdict): string {
  if (requested.object === 'voucher') return requested.code;
  const id = foundId ?? requested.id;
  return id.slice(id.indexOf('_') + 1);
}

function money(minorUnits: number): string {
  return (minorUnits / 100).toFixed(2);
}
