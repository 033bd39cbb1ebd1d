/**
 * The best deal: which of the redeemables asked for to use, and in what order, under the project's stacking rules, so
 * that the customer saves most, or so that the merchant gives least of what must be given. Rules in SPEC.md (BD…).
 *
 * Exact for up to eight redeemables, and beyond that wherever the search could finish; otherwise `proven` is false and
 * `gapMinor` says how much better another deal could be at most.
 */
import {decide} from '../decision/decide.ts';
import type {Decision} from '../decision/decision.ts';
import type {Facts} from '../decision/facts.ts';
import {gainOf} from '../decision/gain-of.ts';
import type {DecisionRequest, RequestedRedeemable} from '../decision/request.ts';
import {type Minor, minor} from '../money/minor.ts';
import type {Refusal} from '../reasons/refusal.ts';
import {type Deal, extended, followers, noDeal} from './deal.ts';
import {type DealFor, searchDeals} from './deal-search.ts';
import {type DealTable, dealTable} from './deal-table.ts';

export type BestDeal =
  | {
      readonly ok: true;
      /** What to ask for, in this order. */
      readonly redeemables: readonly RequestedRedeemable[];
      /** What that comes to, without trace. */
      readonly decision: Decision;
      /** Taken off for the customer; gift credits and points are the customer's own and count as nothing. */
      readonly discountMinor: Minor;
      /** What the request as it stands takes off. */
      readonly requestedMinor: Minor;
      /** How much more (less, for the merchant) the deal takes off than the request. */
      readonly differenceMinor: Minor;
      readonly proven: boolean;
      /** What another deal could be better by at most; null where nobody can say. */
      readonly gapMinor: Minor | null;
    }
  | {readonly ok: false; readonly refusal: Refusal};

/** More are refused: as many as a request may hold by any setting. */
const mostRedeemables = 30;

export function bestDeal(facts: Facts, request: DecisionRequest, dealFor: DealFor = 'customer'): BestDeal {
  const {redeemables} = request;
  if (redeemables.length > mostRedeemables) {
    return {ok: false, refusal: {code: 'redeemables_limit_reached', limit: mostRedeemables}};
  }
  const requested = decide(facts, request, {trace: false});
  const single = redeemables.filter(one => one.object !== 'promotion_stack');
  const table = dealTable(facts, request, single);
  const known = dealFor === 'customer' ? [dealOf(requested, table)] : [];
  const found = searchDeals(table, dealFor, known);
  const chosen = found.deal.sequence.flatMap(place => table.candidates[place]?.requested ?? []);
  const deals = [chosen, ...redeemables.flatMap(one => (one.object === 'promotion_stack' ? [[one]] : []))];
  const decisions = deals.map(deal => {
    const decision = decide(facts, {...request, redeemables: deal}, {trace: false});
    return {deal, decision, gain: savedBy(decision)};
  });
  const best = decisions.reduce((one, other) => (isBetter(other, one, dealFor) ? other : one));
  const requestedMinor = savedBy(requested);
  return {
    ok: true,
    redeemables: best.deal,
    decision: best.decision,
    discountMinor: best.gain,
    requestedMinor,
    differenceMinor: minor(best.gain - requestedMinor),
    proven: found.gap === 0,
    gapMinor: Number.isSafeInteger(found.gap) ? minor(found.gap) : null,
  };
}

/** What a decision takes off for the customer. */
export function savedBy({valid, verdicts}: Pick<Decision, 'valid' | 'verdicts'>): Minor {
  let saved = 0;
  if (valid) for (const verdict of verdicts) if (verdict.status === 'applied') saved += gainOf(verdict);
  return minor(saved);
}

interface Decided {
  readonly decision: Decision;
  readonly gain: Minor;
}

/** Whether a promotion stack by itself beats the deal: a stack that applies to nothing is none. */
function isBetter(stack: Decided, deal: Decided, dealFor: DealFor): boolean {
  if (!stack.decision.valid || stack.decision.draws.length + stack.gain === 0) return false;
  if (dealFor === 'customer') return stack.gain > deal.gain;
  return deal.decision.verdicts.length === 0 || stack.gain < deal.gain;
}

/** What was used of the request, as a deal to start from. */
function dealOf({valid, verdicts}: Decision, table: DealTable): Deal {
  let deal = noDeal(table);
  if (!valid) return deal;
  for (const verdict of verdicts) {
    if (verdict.status !== 'applied') continue;
    const next = followers(deal, table).next.find(one => one.requested === verdict.requested);
    const more = next === undefined ? null : extended(deal, next, table);
    if (more === null) return deal;
    deal = more;
  }
  return deal;
}
