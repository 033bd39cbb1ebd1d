/**
 * One redeemable against the running order, asked in this order: is it known, valid now, this customer's, is something
 * left of it, are its rules met, is its bundle there, can its effect be worked out (DE4). The first that fails is its
 * refusal; the checks of its rules are kept either way.
 */

import type {ValidationRuleId} from '../kernel/id.ts';
import {trustAccount, usesAccount} from '../ledger/account-key.ts';
import type {Draw} from '../ledger/draw.ts';
import {lineFactsOf} from '../order/line-facts-of.ts';
import type {Check, Refusal} from '../reasons/refusal.ts';
import {type LookUpAccount, trustRefusal} from '../redeemables/limits.ts';
import type {AssignedRule} from '../rules/judge-rules.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import type {Use} from '../stacking/pass.ts';
import {type Attempted, attempt} from './attempt.ts';
import {bundleOf} from './bundle-of.ts';
import {type ChosenReward, chooseReward} from './choose-reward.ts';
import {counterScopeOf} from './counter-scope-of.ts';
import type {Fallback} from './decision.ts';
import {entriesOf} from './entries-of.ts';
import {evaluatorOf} from './evaluator-of.ts';
import type {Candidate, FoundRedeemable} from './find-redeemable.ts';
import type {AssignedGroup} from './judge-groups.ts';
import type {Running, Situation} from './situation.ts';
import {shortage, standingRefusal} from './standing-refusal.ts';
import {stockOf} from './stock-of.ts';
import {lookUpAfter, takenAfter} from './taken.ts';
import {unitCountersIn} from './unit-counters.ts';
import {type Used, usedOf} from './used-of.ts';

export interface Refused {
  readonly checks: readonly Check[];
  readonly refusal: Refusal;
}

type Outcome = Use<Running, Used, Refused>;

export function useRedeemable(candidate: Candidate, running: Running, situation: Situation): Outcome {
  const {found} = candidate;
  if ('code' in found) return refused(found);
  const standing = standingRefusal(found, situation);
  if (standing !== null) return refused(standing);
  const choice = rewardOf(found, situation);
  if (!choice.ok) return refused(choice.refusal);
  const lookUp = lookUpAfter(running.taken, situation.facts.availabilities);
  const short = shortage(found, choice.reward, lookUp);
  if (short !== null) return refused(short);
  const entries = entriesOf(found, lookUp, situation);
  if (!entries.ok) return refused(entries.refusal);
  const stock = stockOf(choice.reward, lookUp);
  if (!stock.ok) return refused(stock.refusal);
  const countedDraws = entries.draws.concat(stock.draws);
  return tryGood({candidate, found, reward: choice.reward, running, lookUp, countedDraws}, situation);
}

type RewardFound =
  | {readonly ok: true; readonly reward: ChosenReward | null}
  | {readonly ok: false; readonly refusal: Refusal};

function rewardOf(found: FoundRedeemable, {facts}: Situation): RewardFound {
  const isCard = found.object === 'voucher' && found.redeemable.benefit.type === 'LOYALTY_CARD';
  return isCard ? chooseReward(found.redeemable, found.asked, facts) : {ok: true, reward: null};
}

/** What is in order so far: what remains are its rules and its effect. */
interface Good {
  readonly candidate: Candidate;
  readonly found: FoundRedeemable;
  readonly reward: ChosenReward | null;
  readonly running: Running;
  readonly lookUp: LookUpAccount;
  readonly countedDraws: readonly Draw[];
}

function tryGood(
  {candidate, found, reward, running, lookUp, countedDraws}: Good,
  situation: Situation,
): Outcome {
  const {order, taken} = running;
  const {cart, facts} = situation;
  const lines = lineFactsOf(order, cart, facts.catalogue);
  const groups = groupsOf(candidate, found, reward, situation);
  const rules = rulesIn(groups);
  const fallbacks: Fallback[] = [];
  const formula = evaluatorOf({found, order, lines, lookUp}, situation, fallbacks);
  const counters = unitCountersIn(groups, order, formula);
  const ground: Attempted = {
    found,
    reward,
    order,
    lines,
    lookUp,
    rules,
    groups,
    formula,
    fallbacks,
    counters,
    countedDraws,
    categoryId: candidate.categoryId,
    bundle: bundleOf(rules, situation),
  };
  const tried = attempt(ground, situation);
  if (!tried.ok) return {ok: false, refused: tried};
  const {benefit} = tried;
  const distrust =
    found.object === 'voucher' ? trustRefusal(found.redeemable, benefit.discountMinor, lookUp) : null;
  if (distrust !== null) return {ok: false, refused: {checks: tried.checks, refusal: distrust}};
  const used = usedOf(ground, tried);
  return {
    ok: true,
    after: {order: benefit.order, taken: takenAfter(taken, trustedDraws(found, used, lookUp))},
    used,
    hasEffect: benefit.hasEffect,
  };
}

/** What it takes from accounts; a use on trust takes its money from what the campaign trusts this till with, too. */
function trustedDraws(
  found: FoundRedeemable,
  {draws, discountMinor}: Used,
  lookUp: LookUpAccount,
): readonly Draw[] {
  if (found.object !== 'voucher' || discountMinor === 0) return draws;
  const {id, campaignId, usesLimit} = found.redeemable;
  if (campaignId === null || usesLimit === null || lookUp(usesAccount(id))?.authority !== 'trust')
    return draws;
  return [...draws, {account: trustAccount(campaignId), amount: discountMinor}];
}

/** The redeemable's rules by campaign; those of a reward are judged with its own. */
function groupsOf(
  {rules}: Candidate,
  {redeemable}: FoundRedeemable,
  reward: ChosenReward | null,
  {facts, request, ruleFacts}: Situation,
): readonly AssignedGroup[] {
  const assignedOf = (id: ValidationRuleId): AssignedRule => facts.rules.get(id) ?? {id, rule: undefined};
  return rules.map(({campaignId, ruleIds}, group) => {
    const assigned = ruleIds.map(assignedOf);
    if (group === 0 && reward !== null) assigned.push(...reward.ruleIds.map(assignedOf));
    return {scope: counterScopeOf(redeemable.id, campaignId, request, ruleFacts.moment), assigned};
  });
}

function rulesIn(groups: readonly AssignedGroup[]): readonly ValidationRule[] {
  const rules: ValidationRule[] = [];
  for (const {assigned} of groups) for (const {rule} of assigned) if (rule !== undefined) rules.push(rule);
  return rules;
}

function refused(refusal: Refusal): Outcome {
  return {ok: false, refused: {checks: [], refusal}};
}
