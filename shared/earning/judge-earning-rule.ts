import type {Check, Refusal} from '../reasons/refusal.ts';
import {validityRefusal} from '../redeemables/validity.ts';
import {judgeRules} from '../rules/judge-rules.ts';
import {ruleContext} from '../rules/rule-context.ts';
import {ruleFacts} from '../rules/rule-facts.ts';
import type {EarningGiven} from './earning-given.ts';
import type {EarningRule} from './earning-rule.ts';
import {paidOrderOf} from './paid-order-of.ts';

/**
 * Whether an earning rule may give points now: switched on and in time, with its campaign, and its validation rule
 * met. Nothing is redeemed, so a rule about counters cannot be read and is not met.
 */
export function judgeEarningRule(
  rule: EarningRule,
  given: EarningGiven,
): {readonly refusal: Refusal | null; readonly checks: readonly Check[]} {
  const {settings, atMs, campaigns, validationRules} = given;
  const refusal = validityRefusal(rule, {
    nowMs: atMs,
    zone: settings.timeZone,
    currency: settings.currency,
    projectCurrency: settings.currency,
    findCampaign: id => campaigns.find(campaign => campaign.id === id),
  });
  if (refusal !== null || rule.ruleId === undefined) return {refusal, checks: []};
  const assigned = {id: rule.ruleId, rule: validationRules.find(({id}) => id === rule.ruleId)};
  return judgeRules([assigned], contextOf(given));
}

function contextOf(given: EarningGiven) {
  const {event, settings, customer, catalogue, atMs} = given;
  const {cart, order, lines} = paidOrderOf(event);
  const facts = ruleFacts({
    nowMs: atMs,
    timeZone: settings.timeZone,
    firstDayOfWeek: settings.firstDayOfWeek,
    cart,
    initial: order,
    lines,
    catalogue,
    customer,
    customerMetadata: {},
    eventMetadata: event.event === 'custom_event' ? event.metadata : undefined,
    threshold: settings.conventions?.threshold,
  });
  return {...ruleContext(facts), running: order};
}
