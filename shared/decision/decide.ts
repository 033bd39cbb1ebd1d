/**
 * The one decision: which redeemables a cart gets and what it then costs. Validation, redemption and the till's
 * running price are all this function; it reads nothing but its arguments.
 *
 * Pure, total and deterministic: equal facts and requests give an equal Decision on every machine, whatever they
 * hold. What cannot be worked out is a refusal, never an exception.
 */
import {findProduct} from '../catalog/catalogue.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import {resolveOrder} from '../order/resolve-order.ts';
import {appliedSince} from '../order/running-order.ts';
import {ruleContext} from '../rules/rule-context.ts';
import {type Step, walk} from '../stacking/walk.ts';
import type {Decision, Verdict} from './decision.ts';
import type {Facts} from './facts.ts';
import {type Candidate, findRedeemable} from './find-redeemable.ts';
import {indexFacts} from './index-facts.ts';
import type {DecisionRequest} from './request.ts';
import {type Refused, type Situation, type Used, useRedeemable} from './use-redeemable.ts';

export function decide(facts: Facts, request: DecisionRequest): Decision {
  const indexed = indexFacts(facts);
  const {cart, customerMetadata} = request;
  const initialOrder = resolveOrder(cart, indexed.catalogue);
  const products = cart.lines.map(line => findProduct(indexed.catalogue, line));
  const context = ruleContext(cart, products, initialOrder, facts.customer, customerMetadata);
  const situation: Situation = {nowMs: facts.nowMs, facts: indexed, context};
  const {codesCaseSensitive, stacking} = facts.settings;
  const settings = {
    ...stacking,
    applicationMode: request.applicationMode ?? stacking.applicationMode,
    noEffectRule: request.noEffectRule ?? stacking.noEffectRule,
  };
  const candidates = request.redeemables.map(one => findRedeemable(one, indexed, codesCaseSensitive));
  const {steps, state, failed} = walk(candidates, settings, initialOrder, (one, running) =>
    useRedeemable(one, running, situation),
  );
  return decisionOf(steps, initialOrder, state, failed);
}

function decisionOf(
  steps: readonly Step<Candidate, Used, Refused>[],
  initialOrder: PricedOrder,
  order: PricedOrder,
  failed: boolean,
): Decision {
  const verdicts = steps.map(verdictOf);
  const applied = verdicts.flatMap(verdict => (verdict.status === 'applied' ? verdict : []));
  return {
    valid: !failed && (applied.length > 0 || verdicts.length === 0),
    verdicts,
    initialOrder,
    order: appliedSince(initialOrder, order),
    draws: failed ? [] : applied.flatMap(verdict => verdict.draws),
  };
}

function verdictOf(step: Step<Candidate, Used, Refused>): Verdict {
  const {requested, found} = step.candidate;
  const redeemable = 'code' in found ? null : found.redeemable;
  const tried = {
    requested,
    foundId: redeemable?.id ?? null,
    campaignId: redeemable?.campaignId ?? null,
  };
  if (step.status === 'applied') return {...tried, status: 'applied', ...step.used};
  if (step.status === 'skipped') return {...tried, status: 'skipped', checks: [], refusal: step.refusal};
  const {checks, refusal} = step.refused;
  return {...tried, status: 'inapplicable', checks: [...checks], refusal};
}
