/**
 * What the kept basket would have cost at the sale (RT10): what is to be paid by any means, with shipping where it is
 * kept. Free units that a redeemable added and that the kept basket would no longer get are charged at their price.
 */
import {type Minor, minor} from '../money/minor.ts';
import type {PricedLine, PricedOrder} from '../order/priced-order.ts';
import {appliedIn, decideKept} from './decide-kept.ts';
import {shippingDue} from './freeze-sale.ts';
import type {Kept, SoldOrder} from './sold-order.ts';

export function keptCost(sold: SoldOrder, kept: Kept): Minor {
  const {decision} = decideKept(sold, kept);
  const byCards = appliedIn(decision).reduce(
    (sum, {gift, points, discountMinor}) =>
      gift === null && points === undefined ? sum : sum + discountMinor,
    0,
  );
  const shipping = kept.shipping ? shippingDue(decision) : 0;
  const granted = addedUnits(decision.initialOrder, decision.order);
  return minor((decision.order.totalMinor ?? 0) + byCards + shipping + ungranted(sold, kept, granted));
}

/** Units that redeemables added, by what they are. */
function addedUnits(initial: PricedOrder, order: PricedOrder): Map<string, number> {
  const added = new Map<string, number>();
  order.lines.forEach((line, index) => {
    const more = line.quantity - (initial.lines[index]?.quantity ?? 0);
    if (more > 0) added.set(nameOf(line), (added.get(nameOf(line)) ?? 0) + more);
  });
  return added;
}

export function nameOf({skuId, productId, sourceId}: PricedLine): string {
  return skuId ?? productId ?? sourceId ?? '';
}

/** The price of kept added units beyond those that the kept basket gets for nothing. */
function ungranted({decision}: SoldOrder, kept: Kept, granted: Map<string, number>): number {
  const free = new Map(granted);
  let charge = 0;
  for (const {line, isAdded, count, grossMinor} of kept.units) {
    const sold = decision.order.lines[line];
    if (isAdded !== true || sold === undefined) continue;
    const name = nameOf(sold);
    const covered = Math.min(count, free.get(name) ?? 0);
    free.set(name, (free.get(name) ?? 0) - covered);
    charge += (count - covered) * grossMinor;
  }
  return charge;
}
