import {lineFactsOf} from '../order/line-facts-of.ts';
import {resolveOrder} from '../order/resolve-order.ts';
import {ruleFacts} from '../rules/rule-facts.ts';
import {type Families, noFamilies} from '../rules/rule-family.ts';
import {categoryPolicyOf} from '../stacking/category-policy.ts';
import type {StackingSettings} from '../stacking/stacking-settings.ts';
import type {IndexedFacts} from './prepare-facts.ts';
import type {DecisionRequest} from './request.ts';
import type {Situation} from './situation.ts';

export interface DecideOptions {
  /** Whether every check of every rule is kept (default), or only what refuses. It changes no verdict (DE2). */
  readonly trace?: boolean;
  /** Families of rules that count as met: what a qualification leaves out (semantics.md E). */
  readonly unasked?: Families;
}

/** What stays the same for every redeemable of one request; `stacking` is `requestedStacking`. */
export function situationOf(
  indexed: IndexedFacts,
  request: DecisionRequest,
  stacking: StackingSettings,
  {trace = true, unasked = noFamilies}: DecideOptions,
): Situation {
  const {facts, catalogue, campaigns, conventions} = indexed;
  const {settings, customer, nowMs} = facts;
  const {cart} = request;
  const {firstDayOfWeek} = settings;
  const timeZone = request.timeZone ?? settings.timeZone;
  const initial = resolveOrder(cart, catalogue);
  return {
    facts: indexed,
    request,
    cart,
    initial,
    ruleFacts: ruleFacts({
      nowMs,
      timeZone,
      firstDayOfWeek,
      cart,
      initial,
      catalogue,
      customer,
      lines: lineFactsOf(initial, cart, catalogue),
      customerMetadata: request.customerMetadata,
      metadata: request.metadata,
      actor: request.actor,
      threshold: conventions.threshold,
      isFirstStep: request.confirmed === false,
    }),
    moment: {
      nowMs,
      zone: timeZone,
      currency: request.currency ?? settings.currency,
      projectCurrency: settings.currency,
      findCampaign: id => campaigns.get(id),
    },
    customerId: customer?.id ?? request.customerId,
    categories: categoryPolicyOf(stacking),
    isOnce: stacking.productsApplicationMode === 'ONCE',
    trace,
    unasked,
  };
}
