/** One listed thing on the untouched order: what it would do, or why it does not qualify. */
import type {Application, BundleResult} from '../applicability/application.ts';
import {bundleOf} from '../decision/bundle-of.ts';
import type {Grant} from '../decision/decision.ts';
import type {Candidate} from '../decision/find-redeemable.ts';
import {gainOf} from '../decision/gain-of.ts';
import type {Running, Situation} from '../decision/situation.ts';
import {nothingTaken} from '../decision/taken.ts';
import {useRedeemable as tryRedeemable} from '../decision/use-redeemable.ts';
import type {Used} from '../decision/used-of.ts';
import {type Minor, minor, zero} from '../money/minor.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import {appliedSince} from '../order/running-order.ts';
import type {Refusal, RefusalCode} from '../reasons/refusal.ts';
import type {StackingSettings} from '../stacking/stacking-settings.ts';
import {walk} from '../stacking/walk.ts';
import type {Listed} from './listed.ts';

/** What it would do by itself. */
export interface Offered {
  readonly order: PricedOrder;
  /** Money off, gift credits and points included. */
  readonly discountMinor: Minor;
  readonly gift: Used['gift'];
  readonly points: Used['points'];
  /** Written out only for rows that are shown. */
  readonly application: () => Application | undefined;
  readonly bundle: BundleResult | undefined;
  readonly isDynamic: boolean;
  readonly grants: readonly Grant[];
}

export type Asked =
  | {readonly ok: true; readonly offered: Offered}
  | {readonly ok: false; readonly refusal: Refusal};

export interface AskingAbout {
  readonly situation: Situation;
  readonly stacking: StackingSettings;
  readonly toleratesOrder: boolean;
}

/** Refusals that only say that it does nothing to this order. */
const aboutThisOrder: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'bundle_missing',
  'amount_missing',
  'items_missing',
  'items_amount_missing',
  'order_required',
  'products_unmatched',
]);

export function askListed({candidates, thing}: Listed, about: AskingAbout): Asked {
  const {situation, toleratesOrder} = about;
  const [only] = candidates;
  if (thing.kind === 'promotion_stack' || only === undefined) return askStack(candidates, about);
  const start: Running = {order: situation.initial, taken: nothingTaken};
  const outcome = tryRedeemable(only, start, situation);
  if (outcome.ok) {
    const isIdle = !outcome.hasEffect && situation.categories.skipsWithoutEffect(only.categoryId);
    if (isIdle && !toleratesOrder) return {ok: false, refusal: {code: 'no_effect'}};
    return {ok: true, offered: offeredOf(outcome.used)};
  }
  const {refusal} = outcome.refused;
  if (!toleratesOrder || !aboutThisOrder.has(refusal.code)) return {ok: false, refusal};
  return {ok: true, offered: untouched(only, situation)};
}

/** QU6: as a redemption of the stack would be, by the project's mode. */
function askStack(candidates: readonly Candidate[], {situation, stacking}: AskingAbout): Asked {
  const {initial, facts} = situation;
  const {steps, state, failed} = walk(
    candidates,
    stacking,
    {order: initial, taken: nothingTaken},
    (candidate, running: Running) => tryRedeemable(candidate, running, situation),
    {twoExclusives: facts.conventions.twoExclusives, gainOf, isStack: true},
  );
  const used = steps.flatMap(step => (step.status === 'applied' ? step.used : []));
  if (failed || used.length === 0) return {ok: false, refusal: firstRefusal(steps)};
  return {
    ok: true,
    offered: {
      ...nothingOf(appliedSince(initial, state.order)),
      discountMinor: minor(used.reduce((sum, one) => sum + one.discountMinor, 0)),
      isDynamic: used.some(one => one.isDynamic === true),
      grants: used.flatMap(one => one.grants ?? []),
    },
  };
}

type Steps = readonly (
  | {readonly status: 'applied'}
  | {readonly status: 'inapplicable'; readonly refused: {readonly refusal: Refusal}}
  | {readonly status: 'skipped'; readonly refusal: Refusal}
)[];

function firstRefusal(steps: Steps): Refusal {
  for (const step of steps) {
    if (step.status === 'inapplicable') return step.refused.refusal;
    if (step.status === 'skipped') return step.refusal;
  }
  return {code: 'stack_unknown'};
}

function offeredOf(used: Used): Offered {
  return {
    order: used.order,
    discountMinor: used.discountMinor,
    gift: used.gift,
    points: used.points,
    application: () => used.application,
    bundle: used.bundle,
    isDynamic: used.isDynamic === true,
    grants: used.grants ?? [],
  };
}

function untouched({rules}: Candidate, situation: Situation): Offered {
  const {facts, initial} = situation;
  const all = rules.flatMap(({ruleIds}) => ruleIds.flatMap(id => facts.rules.get(id)?.rule ?? []));
  return {...nothingOf(initial), bundle: bundleOf(all, situation)?.result};
}

function nothingOf(order: PricedOrder): Offered {
  return {
    order,
    discountMinor: zero,
    gift: null,
    points: undefined,
    application: () => undefined,
    bundle: undefined,
    isDynamic: false,
    grants: [],
  };
}
