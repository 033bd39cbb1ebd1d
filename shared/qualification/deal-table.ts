/**
 * The redeemables a deal may be made of, each with what is needed to try it on a running order and with a bound on
 * what it can take off. Those that cannot be used by this customer now, whatever is in the cart, are left out.
 */

import type {Facts} from '../decision/facts.ts';
import {type Candidate, findRedeemables} from '../decision/find-redeemable.ts';
import {prepareFacts} from '../decision/prepare-facts.ts';
import type {DecisionRequest, RequestedRedeemable} from '../decision/request.ts';
import {requestedStacking} from '../decision/requested-stacking.ts';
import type {Running, Situation} from '../decision/situation.ts';
import {situationOf} from '../decision/situation-of.ts';
import {standingRefusal} from '../decision/standing-refusal.ts';
import {nothingTaken} from '../decision/taken.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import {categoryPolicyOf} from '../stacking/category-policy.ts';
import {type Entry, sequenceOf} from '../stacking/sequence.ts';
import type {StackingSettings} from '../stacking/stacking-settings.ts';
import {type Takings, takingsOf} from './takings-of.ts';

/** One redeemable asked for. `place` is where it stands in the table and in what was asked. */
export interface DealCandidate {
  readonly place: number;
  readonly requested: RequestedRedeemable;
  readonly entry: Entry<Candidate>;
  readonly takings: Takings;
}

export interface DealTable {
  readonly candidates: readonly DealCandidate[];
  readonly settings: StackingSettings;
  readonly situation: Situation;
  readonly start: Running;
  /** By place and place: whether the second may be tried after the first (ST9, ST10). */
  readonly mayFollow: readonly (readonly boolean[])[];
}

/** `asked` must hold no promotion stack. */
export function dealTable(
  facts: Facts,
  request: DecisionRequest,
  asked: readonly RequestedRedeemable[],
): DealTable {
  const indexed = prepareFacts(facts);
  const settings = requestedStacking(facts.settings.stacking, request);
  const situation = situationOf(indexed, request, settings, {trace: false});
  const {roleOf} = categoryPolicyOf(settings);
  const candidates: DealCandidate[] = [];
  for (const candidate of findRedeemables(asked, indexed)) {
    const {found, requested, categoryId} = candidate;
    if ('code' in found || standingRefusal(found, situation) !== null) continue;
    const place = candidates.length;
    const entry = {candidate, index: place, role: roleOf(categoryId)};
    candidates.push({place, requested, entry, takings: takingsOf(candidate, found, situation)});
  }
  const start = {order: situation.initial, taken: nothingTaken};
  const mayFollow = candidates.map(one =>
    candidates.map(next => one === next || comesFirst(one.entry.candidate, next.entry.candidate, settings)),
  );
  return {candidates, settings, situation, start, mayFollow};
}

/** Whether the walk keeps this order of the two. */
function comesFirst(one: Candidate, next: Candidate, settings: StackingSettings): boolean {
  return sequenceOf([one, next], settings, false)[0]?.candidate === one;
}

/** What the customer has still to pay for goods and shipping; 0 where nobody knows. */
export function toPay({totalMinor, shipping}: PricedOrder): number {
  return (totalMinor ?? 0) + (shipping === undefined ? 0 : shipping.costMinor - shipping.discountMinor);
}
