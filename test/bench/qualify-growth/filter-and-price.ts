import {findMet} from '../rules/closures.ts';
import type {Side} from '../side.ts';
import {bestDeals, pageSize, tiersOnOffer} from './tiers.ts';

/** The physical limit: indexed closures, a discount in cents for each that is met, sorted. */
export function filterAndPrice(count: number, others: 'near' | 'far'): Side {
  const {tiers, orders} = tiersOnOffer(count, others);
  const [order] = orders;
  if (order === undefined) throw new Error('no order to ask about');
  const find = findMet(tiers.map(tier => tier.conditions));
  const run = () => {
    const rows: {readonly at: number; readonly discountMinor: number; readonly totalMinor: number}[] = [];
    for (const at of find(order)) {
      const {percent = null, amountMinor = null} = tiers[at] ?? {};
      const wanted = percent === null ? (amountMinor ?? 0) : Math.round((order.amountMinor * percent) / 100);
      const discountMinor = Math.min(wanted, order.amountMinor);
      rows.push({at, discountMinor, totalMinor: order.amountMinor - discountMinor});
    }
    return rows.sort((a, b) => b.discountMinor - a.discountMinor || b.at - a.at).slice(0, pageSize);
  };
  return {run, answers: () => bestDeals(run())};
}
