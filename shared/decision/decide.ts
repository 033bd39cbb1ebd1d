/**
 * The one decision: which redeemables a cart gets and what it then costs. Validation, redemption, qualification and
 * the till's running price are all this function; it reads nothing but its arguments.
 *
 * Pure, total and deterministic (rules in SPEC.md): equal facts and requests give an equal Decision on every machine,
 * whatever they hold. What cannot be worked out is a refusal, never an exception.
 */
import type {Draw} from '../ledger/draw.ts';
import {appliedSince} from '../order/running-order.ts';
import type {Walk} from '../stacking/pass.ts';
import {walk} from '../stacking/walk.ts';
import type {AppliedVerdict, Decision, Verdict} from './decision.ts';
import type {Facts} from './facts.ts';
import {type Candidate, findRedeemables} from './find-redeemable.ts';
import {gainOf} from './gain-of.ts';
import {prepareFacts} from './prepare-facts.ts';
import type {DecisionRequest} from './request.ts';
import {requestedStacking} from './requested-stacking.ts';
import type {Running, Situation} from './situation.ts';
import {type DecideOptions, situationOf} from './situation-of.ts';
import {nothingTaken} from './taken.ts';
import {type Refused, useRedeemable} from './use-redeemable.ts';
import type {Used} from './used-of.ts';

export function decide(facts: Facts, request: DecisionRequest, options: DecideOptions = {}): Decision {
  const indexed = prepareFacts(facts);
  const stacking = requestedStacking(facts.settings.stacking, request);
  const situation = situationOf(indexed, request, stacking, options);
  const {initial} = situation;
  const walked = walk(
    findRedeemables(request.redeemables, indexed),
    stacking,
    {order: initial, taken: nothingTaken},
    (candidate, running) => useRedeemable(candidate, running, situation),
    {
      twoExclusives: indexed.conventions.twoExclusives,
      gainOf,
      isStack: request.redeemables[0]?.object === 'promotion_stack',
    },
  );
  return decisionOf(walked, situation);
}

function decisionOf(
  {steps, state, failed}: Walk<Candidate, Running, Used, Refused>,
  {initial}: Situation,
): Decision {
  const verdicts: Verdict[] = [];
  const draws: Draw[] = [];
  let applied = 0;
  for (const step of steps) {
    verdicts.push(verdictOf(step));
    if (step.status !== 'applied') continue;
    applied += 1;
    if (!failed) draws.push(...step.used.draws);
  }
  return {
    valid: !failed && (applied > 0 || verdicts.length === 0),
    verdicts,
    initialOrder: initial,
    order: appliedSince(initial, state.order),
    draws,
  };
}

function verdictOf(step: Walk<Candidate, Running, Used, Refused>['steps'][number]): Verdict {
  const {requested, found} = step.candidate;
  const redeemable = 'code' in found ? null : found.redeemable;
  const foundId = redeemable?.id ?? null;
  const campaignId = redeemable?.campaignId ?? null;
  switch (step.status) {
    case 'applied':
      return appliedVerdict({requested, foundId, campaignId}, step.used);
    case 'skipped':
      return {requested, foundId, campaignId, status: 'skipped', checks: [], refusal: step.refusal};
    case 'inapplicable': {
      const {checks, refusal} = step.refused;
      return {requested, foundId, campaignId, status: 'inapplicable', checks: [...checks], refusal};
    }
  }
}

/** Written out field by field: a spread behind other fields costs more than everything else here together. */
function appliedVerdict(
  {requested, foundId, campaignId}: Pick<AppliedVerdict, 'requested' | 'foundId' | 'campaignId'>,
  used: Used,
): AppliedVerdict {
  const {checks, order, discountMinor, gift, draws} = used;
  const verdict: AppliedVerdict = {
    requested,
    foundId,
    campaignId,
    status: 'applied',
    checks,
    order,
    discountMinor,
    gift,
    draws,
  };
  const {points, application, bundle, isDynamic, fallbacks, grants} = used;
  if (points !== undefined) verdict.points = points;
  if (application !== undefined) verdict.application = application;
  if (bundle !== undefined) verdict.bundle = bundle;
  if (isDynamic !== undefined) verdict.isDynamic = isDynamic;
  if (fallbacks !== undefined) verdict.fallbacks = fallbacks;
  if (grants !== undefined) verdict.grants = grants;
  return verdict;
}
