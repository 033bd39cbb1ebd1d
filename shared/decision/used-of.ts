import {subtract} from '../money/minor.ts';
import {availableCredits, availablePoints} from '../redeemables/limits.ts';
import type {Attempt, Attempted} from './attempt.ts';
import type {AppliedVerdict, Grant} from './decision.ts';
import {extrasOf, grantsOf} from './grants-of.ts';
import {ownDraws} from './own-draws.ts';
import {mergedDraws} from './taken.ts';
import {unitDraws} from './unit-counters.ts';

/** What a verdict tells of a redeemable that is used. Fields that would say nothing are absent. */
export type Used = Omit<AppliedVerdict, 'requested' | 'foundId' | 'campaignId' | 'status'>;

type Succeeded = Extract<Attempt, {ok: true}>;

export function usedOf(attempted: Attempted, tried: Succeeded): Used {
  const {benefit, selection, bundle} = tried;
  const {order, discountMinor, isDynamic, selectionUsed, pointsSpent} = benefit;
  const grants = grantsGiven(attempted);
  const used: Used = {
    checks: tried.checks,
    order,
    discountMinor,
    gift: giftOf(attempted, tried),
    draws: drawsOf(attempted, tried),
  };
  if (pointsSpent !== undefined) used.points = pointsOf(attempted, pointsSpent);
  if (selectionUsed !== undefined && selection.isMade) used.application = selection.application;
  if (bundle !== null) used.bundle = bundle;
  if (isDynamic === true) used.isDynamic = isDynamic;
  if (attempted.fallbacks.length > 0) used.fallbacks = [...attempted.fallbacks];
  if (grants.length > 0) used.grants = [...grants];
  return used;
}

function giftOf({found, lookUp}: Attempted, {benefit}: Succeeded): Used['gift'] {
  if (found.object !== 'voucher' || found.redeemable.benefit.type !== 'GIFT_VOUCHER') return null;
  const creditsMinor = benefit.discountMinor;
  return {creditsMinor, availableMinor: subtract(availableCredits(found.redeemable, lookUp), creditsMinor)};
}

function pointsOf({found, lookUp}: Attempted, spent: number): NonNullable<Used['points']> {
  const available = found.object === 'voucher' ? availablePoints(found.redeemable, lookUp) : 0;
  return {spent, available: available - spent};
}

function grantsGiven({found, reward}: Attempted): readonly Grant[] {
  if (reward?.kind === 'bought') return [{kind: 'reward', rewardId: reward.rewardId}];
  return grantsOf(extrasOf(found), found.redeemable.campaignId);
}

/** The redeemable's own accounts, then what its rules count, units of products, entries of a giveaway, pieces in stock. */
function drawsOf(
  {found, order, counters, countedDraws}: Attempted,
  {benefit, draws}: Succeeded,
): Used['draws'] {
  const all = ownDraws(found, benefit);
  all.push(...draws);
  if (counters !== null) all.push(...unitDraws(counters, order, benefit.selectionUsed ?? []));
  all.push(...countedDraws);
  return all.length < 2 ? all : mergedDraws(all);
}
