/**
 * What an event earns: points on the customer's card of each program whose rules wait for it, and for every rule that
 * gives nothing, why. Pure; `book-accrual.ts` puts the points on a card.
 *
 * Always true (SPEC.md): EA1 rules do not see each other's points; EA2 one event earns once per rule (`key`).
 */
import type {CampaignId, EarningRuleId, LoyaltyTierId, OrderId} from '../kernel/id.ts';
import type {ExpirationRule} from '../loyalty/expiration-rule.ts';
import type {Check, Refusal} from '../reasons/refusal.ts';
import {type EarningEvent, waitsFor} from './earning-event.ts';
import {earningFormulaContext} from './earning-formula-context.ts';
import type {EarningGiven} from './earning-given.ts';
import type {EarningRule} from './earning-rule.ts';
import {judgeEarningRule} from './judge-earning-rule.ts';
import {measureBase} from './measure-base.ts';
import {pointsOfRule, type RulePoints} from './points-of-rule.ts';

/** Points that one rule gives. */
export interface Accrual {
  readonly ruleId: EarningRuleId;
  readonly campaignId: CampaignId;
  readonly banner: string | null;
  readonly points: number;
  /** How much of the base there was; absent for a fixed number. */
  readonly measured?: number;
  readonly isDynamic?: true;
  /** The tier whose mapping was used. */
  readonly tierId?: LoyaltyTierId;
  /** They wait so many days. */
  readonly pendingDays?: number;
  readonly expiration?: ExpirationRule;
  readonly orderId?: OrderId;
  /** Once per rule and event: a key that was booked is not booked again. */
  readonly key: string;
  readonly checks: readonly Check[];
}

/** Why a rule that waits for the event gives nothing. */
type EarningRefusal =
  | Refusal
  /** The customer has no card of the program. */
  | {readonly code: 'card_missing'}
  /** What it counts is not there or no number. */
  | {readonly code: 'base_missing'}
  /** It comes to nothing: less than one full step, or a mapping to zero. */
  | {readonly code: 'no_points'; readonly measured: number | null; readonly every: number | null}
  | {readonly code: 'points_out_of_range'};

interface MissedPoints {
  readonly ruleId: EarningRuleId;
  readonly campaignId: CampaignId;
  readonly refusal: EarningRefusal;
  readonly checks: readonly Check[];
}

export interface Earned {
  readonly accruals: readonly Accrual[];
  readonly missed: readonly MissedPoints[];
}

/** Works out all rules that wait for the event, in the order given. */
export function earn(given: EarningGiven): Earned {
  const accruals: Accrual[] = [];
  const missed: MissedPoints[] = [];
  for (const rule of given.rules) {
    if (!waitsFor(rule, given.event)) continue;
    const result = earnByRule(rule, given);
    if ('refusal' in result) missed.push(result);
    else accruals.push(result);
  }
  return {accruals, missed};
}

function earnByRule(rule: EarningRule, given: EarningGiven): Accrual | MissedPoints {
  const {event} = given;
  const {refusal, checks} = judgeEarningRule(rule, given);
  const miss = (because: EarningRefusal): MissedPoints => ({
    ruleId: rule.id,
    campaignId: rule.campaignId,
    refusal: because,
    checks,
  });
  if (refusal !== null) return miss(refusal);
  const card = given.cards.get(rule.campaignId);
  if (card === undefined) return miss({code: 'card_missing'});
  const measured = measuredFor(rule, given);
  if (rule.points.type === 'PROPORTIONAL' && measured === null) return miss({code: 'base_missing'});
  const mapping = card.tier?.earningRules?.[rule.id];
  const worked = pointsOfRule(rule, measured, mapping, () => earningFormulaContext(given));
  if (worked === null) return miss({code: 'points_out_of_range'});
  const every = rule.points.type === 'FIXED' ? null : rule.points.every;
  if (worked.points === 0) return miss({code: 'no_points', measured, every});
  const tierId = mapping === undefined ? undefined : card.tier?.id;
  return {
    ...accrualOf(rule, event, worked, checks),
    ...(measured === null ? {} : {measured}),
    ...(tierId === undefined ? {} : {tierId}),
  };
}

function accrualOf(
  rule: EarningRule,
  event: EarningEvent,
  {points, isDynamic}: RulePoints,
  checks: readonly Check[],
): Accrual {
  return {
    ruleId: rule.id,
    campaignId: rule.campaignId,
    banner: rule.banner,
    points,
    ...(isDynamic ? {isDynamic} : {}),
    ...waitingOf(rule, event),
    ...(rule.expiration === undefined ? {} : {expiration: rule.expiration}),
    ...(isOrderId(event.id) ? {orderId: event.id} : {}),
    key: `${rule.id}:${event.id}`,
    checks,
  };
}

function measuredFor({points}: EarningRule, {event, customer, catalogue}: EarningGiven): number | null {
  if (points.type === 'FIXED') return null;
  return measureBase(points.base, event, customer?.metadata ?? {}, catalogue);
}

function waitingOf({pendingDays}: EarningRule, {event}: EarningEvent) {
  return pendingDays === undefined || event !== 'order_paid' ? {} : {pendingDays};
}

function isOrderId(id: string): id is OrderId {
  return id.startsWith('ord_');
}
