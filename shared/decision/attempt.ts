/**
 * Rules and effect of one redeemable, which depend on each other: a rule may look at what the redeemable would take
 * off, and a budget may cut what it takes off.
 */
import type {BundleResult} from '../applicability/application.ts';
import type {Selection} from '../applicability/selection.ts';
import type {Benefit, GivenBenefit} from '../benefits/benefit.ts';
import type {Draw} from '../ledger/draw.ts';
import {type Minor, zero} from '../money/minor.ts';
import type {Check, Refusal} from '../reasons/refusal.ts';
import type {Effect} from '../rules/rule-context.ts';
import {type BenefitGround, benefitOf, type WorkedOut} from './benefit-of.ts';
import type {Fallback} from './decision.ts';
import type {FoundRedeemable} from './find-redeemable.ts';
import {type AssignedGroup, budgetOf, judgeGroups} from './judge-groups.ts';
import type {Situation} from './situation.ts';

/** What is tried, and on what. */
export interface Attempted extends BenefitGround {
  readonly groups: readonly AssignedGroup[];
  /** Entries of a giveaway, pieces of a reward in stock. */
  readonly countedDraws: readonly Draw[];
  /** Formulas that could not be worked out so far; it grows while the effect is worked out. */
  readonly fallbacks: readonly Fallback[];
}

/** `draws` are those of the rules. */
export type Attempt = {readonly checks: Check[]} & (
  | {readonly ok: false; readonly refusal: Refusal}
  | {
      readonly ok: true;
      readonly benefit: GivenBenefit;
      readonly selection: Selection;
      readonly bundle: BundleResult | null;
      readonly draws: readonly Draw[];
    }
);

/** Rules first, then the bundle, then the effect: the first that fails is the refusal (DE4). */
export function attempt(attempted: Attempted, situation: Situation): Attempt {
  const {found, bundle, groups} = attempted;
  const holderId = found.object === 'voucher' ? (found.redeemable.holderId ?? null) : null;
  let budgetMinor: Minor | null = null;
  let workedOut: WorkedOut | undefined;
  const workOut = () => {
    workedOut ??= benefitOf(attempted, budgetMinor, situation);
    return workedOut;
  };
  const {order, lookUp} = attempted;
  const question = {order, holderId, lookUp, effect: () => effectOf(workOut().benefit, found)};
  if (situation.facts.conventions.budgetOvershoot === 'clamp')
    budgetMinor = budgetOf(groups, question, situation);
  const {checks, refusal, draws} = judgeGroups(groups, question, situation);
  if (refusal !== null) return {ok: false, checks, refusal};
  if (bundle !== null && bundle.result.quantity === 0) {
    const missing = bundle.result.missing.map(({id, quantity}) => ({id, quantity}));
    return {ok: false, checks, refusal: {code: 'bundle_missing', missing}};
  }
  const {benefit, selection} = workOut();
  if (!benefit.ok) return {ok: false, checks, refusal: withReason(benefit.refusal, attempted.fallbacks)};
  return {ok: true, checks, benefit, selection, bundle: bundle?.result ?? null, draws};
}

/** A discount that is broken for want of a value says which formula left it without one (DE24). */
function withReason(refusal: Refusal, [first]: readonly Fallback[]): Refusal {
  if (refusal.code !== 'definition_broken' || first === undefined) return refusal;
  return {...refusal, message: `${refusal.message} ${first.formula}: ${first.reason}`};
}

/** What rules may see of it; null where it cannot be worked out. */
function effectOf(benefit: Benefit, found: FoundRedeemable): Effect | null {
  if (!benefit.ok) return null;
  const {order, discountMinor, pointsSpent = 0} = benefit;
  const isGift = found.object === 'voucher' && found.redeemable.benefit.type === 'GIFT_VOUCHER';
  return {order, discountMinor, creditsMinor: isGift ? discountMinor : zero, points: pointsSpent};
}
