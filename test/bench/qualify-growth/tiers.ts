/** Promotions of which 150 may be used on one order, each a discount off the whole order under five conditions. */
import {type Condition, type RuleQuestions, ruleQuestions} from '../rules/condition-sets.ts';

export interface Tier {
  readonly conditions: readonly Condition[];
  /** One of both. */
  readonly percent: number | null;
  readonly amountMinor: number | null;
}

export const pageSize = 100;

export function tiersOnOffer(count: number, others: 'near' | 'far') {
  const {sets, orders}: RuleQuestions = ruleQuestions(count, 150, 1, others);
  const tiers = sets.map((conditions, at): Tier => {
    const isPercent = at % 2 === 0;
    return {
      conditions,
      percent: isPercent ? 1 + (at % 40) : null,
      amountMinor: isPercent ? null : 100 * (1 + (at % 97)),
    };
  });
  return {tiers, orders};
}

/** What a side answers: what the first page's promotions take off, the best first. */
export function bestDeals(rows: readonly {readonly discountMinor: number}[]): string {
  return rows.map(row => row.discountMinor).join();
}
