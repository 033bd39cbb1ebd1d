/**
 * Why each redeemable was used or not, what would mend it, and what would then come of it: every remedy is tried out
 * by deciding again. Rules in SPEC.md (EX…).
 *
 * Bounded: so many decisions for one explanation, and after that outcomes are left out (`isCut`).
 */
import type {Decision, Verdict} from '../decision/decision.ts';
import type {Facts} from '../decision/facts.ts';
import type {DecisionRequest} from '../decision/request.ts';
import {verdictState} from '../decision/verdict-state.ts';
import type {Refusal, RefusalCode} from '../reasons/refusal.ts';
import {remediesOf} from '../reasons/remedies-of.ts';
import {sumWithin} from './add-to-cart.ts';
import type {ExplainedVerdict, Explanation, MendedOutcome, Mending} from './explanation.ts';
import {type Mended, mended, unitsFor, withLimitsAsNow} from './mended.ts';
import {type Answer, Decider, type Question} from './question.ts';

const mostDecisions = 80;
/** Rounds in which what was added turns out too little, because others take a part of it off again. */
const mostRounds = 4;

export function explain(facts: Facts, request: DecisionRequest, decision: Decision): Explanation {
  const decider = new Decider(decision, mostDecisions);
  const question: Question = {facts, request, assumed: []};
  const verdicts = decision.verdicts.map(verdict => {
    return explainOne(verdict, decision.verdicts, question, decider);
  });
  return {verdicts, isCut: decider.isCut};
}

function explainOne(
  verdict: Verdict,
  verdicts: readonly Verdict[],
  question: Question,
  decider: Decider,
): ExplainedVerdict {
  const {checks} = verdict;
  const state = verdictState(verdict);
  if (verdict.status === 'applied') {
    return {verdict, state, refusal: null, conditions: checks, mendings: [], together: null};
  }
  const {refusal} = verdict;
  const failed = refusal.code === 'rules_not_met' ? refusal.failed : [];
  const trier = {verdict, verdicts, question, decider};
  const mendings = isLimit(refusal) ? bestSwap(trier) : mendsOf(refusal).map(mend => tryOut(mend, trier));
  const together = mendings.length < 2 ? null : tryTogether(mendings, trier);
  // Without a trace there are still the conditions that refuse.
  return {verdict, state, refusal, conditions: checks.length > 0 ? checks : failed, mendings, together};
}

interface Trier {
  readonly verdict: Verdict;
  readonly verdicts: readonly Verdict[];
  readonly question: Question;
  readonly decider: Decider;
}

/** Every check that has to pass by itself; otherwise what mends the refusal as a whole. */
function mendsOf(refusal: Refusal): readonly Mended[] {
  const remedies = remediesOf(refusal);
  if (refusal.code === 'rules_not_met') {
    if (remedies.length === 0) return [];
    return refusal.failed.flatMap(check => (check.remedy === null ? [] : {mend: check.remedy, check}));
  }
  if (refusal.code === 'gift_amount_exceeded' && refusal.availableMinor > 0) {
    return [{mend: {kind: 'use_less', amount: refusal.availableMinor}, check: null}];
  }
  if (refusal.code === 'points_exceeded' && refusal.availablePoints > 0) {
    return [{mend: {kind: 'use_less', amount: refusal.availablePoints}, check: null}];
  }
  return remedies.map(mend => ({mend, check: null}));
}

/** EX4: what still lacks the same after one round is given more, and the remedy told is all of it. */
function tryOut({mend, check}: Mended, trier: Trier): Mending {
  let all = mend;
  let at = trier.question;
  let next: Mended | null = {mend, check};
  let answer: Answer | null = null;
  for (let round = 0; round < mostRounds && next !== null; round += 1) {
    const after = mended(at, next, trier.verdict, trier.verdicts);
    if (after === null) return mending(all, check, null);
    if (round > 0) all = summed(all, next.mend);
    at = after;
    answer = decided(at, trier);
    next = answer === null ? null : stillLacking(answer, {mend, check}, all);
  }
  return mending(all, check, answer?.outcome ?? null);
}

function mending(mend: Mended['mend'], check: Mended['check'], outcome: MendedOutcome | null): Mending {
  return {mend, check, units: mend.kind === 'add_product' ? unitsFor(check) : null, outcome};
}

/**
 * More for the same check, where it is still too little money: in the proportion in which what was added so far has
 * helped.
 */
function stillLacking(answer: Answer, {check, mend}: Mended, added: Mended['mend']): Mended | null {
  const refusal = answer.outcome.refusal;
  if (refusal?.code !== 'rules_not_met' || mend.kind !== 'add_amount' || added.kind !== 'add_amount')
    return null;
  const same = refusal.failed.find(one => one.key === check?.key && one.rule === check.rule);
  if (same?.remedy?.kind !== 'add_amount') return null;
  const {missingMinor} = same.remedy;
  const helped = mend.missingMinor - missingMinor;
  if (helped <= 0) return null;
  const more = Math.max(missingMinor, Math.floor(missingMinor * (added.missingMinor / helped)));
  return {mend: {kind: 'add_amount', missingMinor: sumWithin(more, 0)}, check: same};
}

function summed(mend: Mended['mend'], more: Mended['mend']): Mended['mend'] {
  if (mend.kind !== 'add_amount' || more.kind !== 'add_amount') return mend;
  return {kind: 'add_amount', missingMinor: sumWithin(mend.missingMinor, more.missingMinor)};
}

function tryTogether(mendings: readonly Mending[], trier: Trier): MendedOutcome | null {
  let at: Question | null = trier.question;
  for (const {mend, check} of mendings) {
    if (at !== null) at = mended(at, {mend, check}, trier.verdict, trier.verdicts);
  }
  return at === null ? null : (decided(at, trier)?.outcome ?? null);
}

/** EX5: where only a counter of another day or week is unknown, limits are taken to stay as they are. */
function decided(at: Question, {verdict, question, decider}: Trier): Answer | null {
  const answer = decider.ask(at, verdict);
  const isLater = at.facts.nowMs !== question.facts.nowMs;
  return isLater && answer?.outcome.refusal?.code === 'counter_unknown'
    ? decider.ask(withLimitsAsNow(at), verdict)
    : answer;
}

const limits: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'exclusive_limit_reached',
  'exclusive_category_limit_reached',
  'category_limit_reached',
  'applicable_limit_reached',
]);

function isLimit({code}: Refusal): boolean {
  return limits.has(code);
}

/** EX6: of those in use the one that is best left out for it; none where it would still not be used. */
function bestSwap(trier: Trier): readonly Mending[] {
  let best: Mending | null = null;
  for (const {status, foundId} of trier.verdicts) {
    if (status !== 'applied' || foundId === null) continue;
    const swap = tryOut({mend: {kind: 'swap', foundId}, check: null}, trier);
    if (swap.outcome?.isApplied !== true) continue;
    const isBetter = best?.outcome == null || swap.outcome.differenceMinor > best.outcome.differenceMinor;
    if (isBetter) best = swap;
  }
  return best === null ? [] : [best];
}
