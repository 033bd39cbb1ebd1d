/**
 * The search for the best deal: level by level, all deals of one redeemable more than the level before. Deals that
 * used the same and left the same behind are one; a deal that cannot beat the best one known is dropped (branch and
 * bound). Where a level grows beyond its width only the most promising deals go on (beam), and the most that a dropped
 * one could have come to is the gap.
 *
 * Deterministic: no clock, no chance; the width depends on how many redeemables there are alone.
 */
import {type Deal, extended, followers, noDeal} from './deal.ts';
import {mostOff} from './deal-bound.ts';
import type {DealCandidate, DealTable} from './deal-table.ts';
import {isSameState} from './same-state.ts';

/** Whom the deal is to be best for: most off, or of what must be granted anyway the least. */
export type DealFor = 'customer' | 'merchant';

export interface DealFound {
  readonly deal: Deal;
  /** What a deal that was not looked at might be better by at most; 0: proven to be the best. */
  readonly gap: number;
}

/** With so many redeemables or fewer nothing is ever dropped unproven. */
const alwaysProven = 8;
/** How many redeemables may be tried in all where there are more. */
const mostTries = 2500;

interface Promising {
  readonly deal: Deal;
  readonly next: readonly DealCandidate[];
  /** Bounds of gain, payment and grants; for the merchant the least there will be. */
  readonly gain: number;
  readonly paid: number;
  readonly granting: number;
}

export function searchDeals(table: DealTable, dealFor: DealFor, known: readonly Deal[]): DealFound {
  const search = new Search(table, dealFor, known);
  return search.run();
}

class Search {
  readonly #table: DealTable;
  readonly #isForCustomer: boolean;
  readonly #width: number;
  #best: Deal | null = null;
  #gap = 0;

  constructor(table: DealTable, dealFor: DealFor, known: readonly Deal[]) {
    this.#table = table;
    this.#isForCustomer = dealFor === 'customer';
    const {length} = table.candidates;
    const levels = Math.min(length, table.settings.applicableRedeemablesLimit);
    const width = Math.max(3, Math.floor(mostTries / Math.max(1, length * levels)));
    this.#width = length <= alwaysProven ? Number.POSITIVE_INFINITY : width;
    for (const deal of known) this.#offer(deal);
  }

  run(): DealFound {
    const root = this.#promisingOf(noDeal(this.#table));
    this.#dive(root);
    let level: readonly Promising[] = [root];
    while (level.length > 0) {
      const reached = new Map<string, Deal[]>();
      for (const one of level) if (this.#isPromising(one)) this.#expand(one, reached);
      level = this.#narrowed(reached);
    }
    return {deal: this.#best ?? root.deal, gap: this.#gap};
  }

  /** Follows the most promising deal to its end, so that there is a good one to compare with. */
  #dive(root: Promising): void {
    let at: Promising | undefined = root;
    while (at !== undefined) {
      const reached = new Map<string, Deal[]>();
      this.#expand(at, reached);
      const onwards: Promising[] = [...reached.values()].flat().map(deal => this.#promisingOf(deal));
      at = onwards.sort((a, b) => this.#byPromise(a, b))[0];
    }
  }

  /** For the customer every deal counts; for the merchant only one that nothing can be added to. */
  #expand({deal, next}: Promising, reached: Map<string, Deal[]>): void {
    if (this.#isForCustomer) this.#offer(deal);
    let isMaximal = true;
    for (const candidate of next) {
      const more = extended(deal, candidate, this.#table);
      if (more === null) continue;
      isMaximal = false;
      keep(more, reached);
    }
    if (this.#isForCustomer || !isMaximal) return;
    const {outOfOrder} = followers(deal, this.#table);
    if (outOfOrder.every(one => extended(deal, one, this.#table) === null)) this.#offer(deal);
  }

  #narrowed(reached: ReadonlyMap<string, readonly Deal[]>): readonly Promising[] {
    const level: Promising[] = [];
    for (const deals of reached.values()) {
      for (const deal of deals) {
        if (this.#isForCustomer) this.#offer(deal);
        level.push(this.#promisingOf(deal));
      }
    }
    const onwards = level.filter(one => this.#isPromising(one)).sort((a, b) => this.#byPromise(a, b));
    for (const dropped of onwards.slice(this.#width)) this.#gap = Math.max(this.#gap, this.#gapOf(dropped));
    return onwards.slice(0, this.#width);
  }

  #promisingOf(deal: Deal): Promising {
    const {next} = followers(deal, this.#table);
    if (!this.#isForCustomer) return {deal, next, gain: deal.gain, paid: 0, granting: 0};
    const {settings} = this.#table;
    const room =
      Math.min(settings.applicableRedeemablesLimit, settings.redeemablesLimit) - deal.sequence.length;
    let paid = deal.paid;
    for (const {takings} of next) paid += takings.paidMost;
    const gain = deal.gain + Math.floor(mostOff(next, room, deal.state.order, this.#table) + 1e-6);
    return {deal, next, gain, paid, granting: deal.granting + next.length};
  }

  /** Whether it may still lead to something better, or equal and earlier in the order asked for. */
  #isPromising({deal, gain, paid, granting}: Promising): boolean {
    const best = this.#best;
    if (best === null) return true;
    if (!this.#isForCustomer) return gain <= best.gain;
    if (gain !== best.gain) return gain > best.gain;
    if (paid !== best.paid) return paid > best.paid;
    if (granting !== best.granting) return granting > best.granting;
    return deal.sequence.length < best.sequence.length;
  }

  #byPromise(a: Promising, b: Promising): number {
    const order = this.#isForCustomer ? b.gain - a.gain || b.deal.gain - a.deal.gain : a.gain - b.gain;
    return order || inOrder(a.deal, b.deal);
  }

  #gapOf({gain}: Promising): number {
    const best = this.#best?.gain ?? 0;
    return this.#isForCustomer ? Math.max(0, gain - best) : Math.max(0, best - gain);
  }

  #offer(deal: Deal): void {
    if (this.#best === null || this.#isBetter(deal, this.#best)) this.#best = deal;
  }

  #isBetter(deal: Deal, best: Deal): boolean {
    if (deal.gain !== best.gain) return deal.gain > best.gain === this.#isForCustomer;
    if (this.#isForCustomer && deal.paid !== best.paid) return deal.paid > best.paid;
    if (this.#isForCustomer && deal.granting !== best.granting) return deal.granting > best.granting;
    if (deal.sequence.length !== best.sequence.length) return deal.sequence.length < best.sequence.length;
    return inOrder(deal, best) < 0;
  }
}

/** Of deals that used the same and left the same behind only the first in the order asked for is kept. */
function keep(deal: Deal, reached: Map<string, Deal[]>): void {
  const {used, gain, paid, state} = deal;
  const key = `${used} ${gain} ${paid} ${state.order.totalMinor} ${state.order.orderDiscountMinor}`;
  const alike = reached.get(key);
  if (alike === undefined) {
    reached.set(key, [deal]);
    return;
  }
  const at = alike.findIndex(one => isSameState(one.state, state));
  const same = alike[at];
  if (same === undefined) alike.push(deal);
  else if (inOrder(deal, same) < 0) alike[at] = deal;
}

/** Negative where the first stands earlier in the order asked for. */
function inOrder(a: Deal, b: Deal): number {
  for (let at = 0; at < Math.min(a.sequence.length, b.sequence.length); at += 1) {
    const difference = (a.sequence[at] ?? 0) - (b.sequence[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.sequence.length - b.sequence.length;
}
