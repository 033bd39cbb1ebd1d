import {compileApplicable} from '../applicability/compile-applicable.ts';
import {selectUnits} from '../applicability/select-units.ts';
import type {Selection} from '../applicability/selection.ts';
import {applyRewards} from '../benefits/apply-rewards.ts';
import type {Benefit} from '../benefits/benefit.ts';
import type {BenefitInput, EvaluateFormula} from '../benefits/benefit-input.ts';
import {payWithCredits} from '../benefits/gift-credits.ts';
import {nothing} from '../benefits/in-turn.ts';
import {multipliesUnitLimits} from '../benefits/multiplies-unit-limits.ts';
import {payWithPoints} from '../benefits/pay-with-points.ts';
import type {Conventions} from '../conventions/conventions.ts';
import type {CategoryId} from '../kernel/id.ts';
import type {Minor} from '../money/minor.ts';
import type {LineFacts} from '../order/line-facts.ts';
import type {PricedLine, PricedOrder} from '../order/priced-order.ts';
import {availableCredits, availablePoints, type LookUpAccount} from '../redeemables/limits.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import type {FoundBundle} from './bundle-of.ts';
import type {ChosenReward} from './choose-reward.ts';
import type {FoundRedeemable} from './find-redeemable.ts';
import {extrasOf} from './grants-of.ts';
import {discountsOf} from './named-things.ts';
import type {Situation} from './situation.ts';
import {type UnitCounters, unitAllowances} from './unit-counters.ts';

/** What an effect is worked out on. */
export interface BenefitGround {
  readonly found: FoundRedeemable;
  readonly reward: ChosenReward | null;
  /** As earlier redeemables left it. */
  readonly order: PricedOrder;
  /** One per line of `order`. */
  readonly lines: readonly LineFacts[];
  readonly lookUp: LookUpAccount;
  readonly rules: readonly ValidationRule[];
  readonly counters: UnitCounters | null;
  readonly bundle: FoundBundle | null;
  readonly formula: EvaluateFormula;
  readonly categoryId: CategoryId | null;
}

export interface WorkedOut {
  readonly benefit: Benefit;
  readonly selection: Selection;
}

/** What the redeemable would do to the running order if its rules let it; `budgetMinor` is the most it may take off. */
export function benefitOf(ground: BenefitGround, budgetMinor: Minor | null, situation: Situation): WorkedOut {
  const {order} = ground;
  const touchable = situation.isOnce ? (lineIndex: number) => isUntouched(order.lines[lineIndex]) : undefined;
  const selection = selectionOf(ground, touchable, situation);
  const {facts, initial, categories} = situation;
  const input: {-readonly [Field in keyof BenefitInput]: BenefitInput[Field]} = {
    order,
    initial,
    selection,
    lines: ground.lines,
    catalogue: facts.catalogue,
    calculationMode: categories.usesInitialAmount(ground.categoryId) ? 'INITIAL_AMOUNT' : 'DISCOUNTED_AMOUNT',
    conventions: facts.conventions,
    bundle: ground.bundle?.result ?? null,
    multiplyByBundle: ground.bundle?.multiplies ?? true,
    formula: ground.formula,
    budgetMinor,
  };
  if (touchable !== undefined) input.touchable = touchable;
  return {benefit: applied(ground, input), selection};
}

/** ONCE: neither an earlier redeemable nor an earlier redemption of the order discounted the line (ST18). */
function isUntouched(line: PricedLine | undefined): boolean {
  return line !== undefined && line.discountMinor === 0 && (line.discountQuantity ?? 0) === 0;
}

function applied({found, reward, lookUp}: BenefitGround, input: BenefitInput): Benefit {
  if (found.object === 'promotion_tier') {
    return applyRewards(found.redeemable.discount, extrasOf(found), input);
  }
  const {benefit} = found.redeemable;
  switch (benefit.type) {
    case 'DISCOUNT_VOUCHER':
      return applyRewards(benefit.discount, extrasOf(found), input);
    case 'GIFT_VOUCHER':
      return payWithCredits(input, {
        effect: benefit.effect ?? 'APPLY_TO_ORDER',
        wantedMinor: found.asked.creditsMinor,
        availableMinor: availableCredits(found.redeemable, lookUp),
      });
    case 'LOYALTY_CARD':
      return spend(reward, availablePoints(found.redeemable, lookUp), input);
  }
}

/** Coins pay for the order; what is bought with points leaves the order as it is. */
function spend(reward: ChosenReward | null, available: number, input: BenefitInput): Benefit {
  if (reward?.kind === 'coin') {
    const {coinValueMinor, coinPoints} = reward.coin;
    const wantedPoints = reward.points;
    return payWithPoints(input, {coinValueMinor, coinPoints, wantedPoints, availablePoints: available});
  }
  const none = nothing(input);
  return none.ok ? {...none, hasEffect: true, pointsSpent: reward?.points ?? 0} : none;
}

function selectionOf(
  {found, rules, bundle, order, lines, counters, lookUp}: BenefitGround,
  touchable: BenefitInput['touchable'],
  {facts}: Situation,
): Selection {
  const {catalogue, conventions} = facts;
  const isMultiplied = bundle?.multiplies === true && multipliesUnits(found, rules, conventions);
  return selectUnits(rules, {
    order,
    lines,
    catalogue,
    unitFactor: isMultiplied ? bundle.result.quantity : 1,
    startedSet: isMultiplied ? bundle.result.started : undefined,
    allowances: counters === null ? undefined : unitAllowances(counters, lookUp),
    touchable,
    freeUnits: conventions.freeUnits,
  });
}

/** Whether more sets of a bundle mean more units for what the redeemable gives first (semantics.md B.10). */
function multipliesUnits(
  found: FoundRedeemable,
  rules: readonly ValidationRule[],
  conventions: Required<Conventions>,
): boolean {
  const [discount] = discountsOf(found.redeemable);
  if (discount === undefined) return false;
  const namesProducts = rules.some(rule => compileApplicable(rule.applicableTo).namesProducts);
  return multipliesUnitLimits(discount, {namesProducts}, conventions);
}
