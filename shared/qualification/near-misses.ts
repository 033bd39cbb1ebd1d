/** What does not qualify and could: only such of its checks fail as a remedy goes with. */
import type {Refusal, Remedy} from '../reasons/refusal.ts';
import {remediesOf} from '../reasons/remedies-of.ts';
import type {RuleContext} from '../rules/rule-context.ts';
import {andFamilies} from '../rules/rule-family.ts';
import type {Finder} from './finder.ts';
import type {Listed} from './listed.ts';
import {byAge} from './page.ts';
import type {NearMiss} from './qualification.ts';
import {objectOf} from './row-of.ts';

/** A book up to this size is looked through; of a larger one so many that lack only something about the order. */
const mostLookedAt = 500;

/** What may be near besides what was found to qualify or was refused: the newest first. */
export function nearbyOf(finder: Finder, found: readonly Listed[], context: RuleContext): readonly Listed[] {
  const known = new Set(found);
  const unasked = andFamilies(context.unasked, 'order', 'initial');
  const all = finder.all.length <= mostLookedAt ? finder.all : finder.find({...context, unasked});
  return all
    .filter(one => !known.has(one))
    .sort(byAge)
    .slice(0, mostLookedAt);
}

/** The nearest first: what lacks money by how much, before all else; then the newest. */
export function nearestOf(
  refused: readonly {readonly listed: Listed; readonly refusal: Refusal}[],
  most: number,
): readonly NearMiss[] {
  return refused
    .flatMap(({listed, refusal}) => {
      const remedies = remediesOf(refusal);
      return remedies.length === 0 ? [] : {listed, refusal, remedies};
    })
    .sort((a, b) => distanceOf(a.remedies) - distanceOf(b.remedies) || byAge(a.listed, b.listed))
    .slice(0, Math.max(0, most))
    .map(({listed, refusal, remedies}) => ({
      id: listed.id,
      object: objectOf(listed),
      campaignId: listed.campaign?.id ?? null,
      refusal,
      remedies,
    }));
}

function distanceOf(remedies: readonly Remedy[]): number {
  let distance = 0;
  for (const remedy of remedies) {
    distance += remedy.kind === 'add_amount' ? remedy.missingMinor : Number.MAX_SAFE_INTEGER / 8;
  }
  return distance;
}
