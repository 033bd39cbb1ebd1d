import type {Situation} from '../decision/situation.ts';
import type {Offered} from './ask-listed.ts';
import {askedRules} from './asked-rules.ts';
import type {Listed} from './listed.ts';
import type {Expandable, QualifiedRow} from './qualification.ts';

export function rowOf(
  listed: Listed,
  offered: Offered,
  expand: readonly Expandable[],
  {facts, unasked}: Situation,
): QualifiedRow {
  const {gift, points, bundle, isDynamic, grants} = offered;
  const application = offered.application();
  const rules = askedRules(listed, unasked, facts);
  const isWhole = rules.every(({omitted}) => omitted.length === 0);
  return {
    id: listed.id,
    object: objectOf(listed),
    createdAtMs: listed.createdAtMs,
    campaignId: listed.campaign?.id ?? null,
    order: offered.order,
    discountMinor: offered.discountMinor,
    ...(gift === null ? {} : {gift}),
    ...(points === undefined ? {} : {points}),
    ...(application === undefined ? {} : {application}),
    ...(bundle === undefined ? {} : {bundle}),
    ...(isDynamic ? {isDynamic} : {}),
    ...(grants.length === 0 ? {} : {grants}),
    validationStatus: isWhole ? 'VALID' : 'PARTIALLY_VALID',
    ...(expand.includes('redeemable') ? redeemableOf(listed) : {}),
    ...(expand.includes('category') ? categoryOf(listed, facts.facts.categories ?? []) : {}),
    ...(expand.includes('validation_rules') ? {rules} : {}),
  };
}

export function objectOf({thing}: Listed): QualifiedRow['object'] {
  return thing.kind;
}

function redeemableOf({thing, campaign}: Listed): Pick<QualifiedRow, 'redeemable' | 'campaignName'> {
  return {redeemable: thing, ...(campaign === undefined ? {} : {campaignName: campaign.name})};
}

function categoryOf(
  {candidates}: Listed,
  categories: NonNullable<Situation['facts']['facts']['categories']>,
): Pick<QualifiedRow, 'category'> {
  const categoryId = candidates.find(one => one.categoryId !== null)?.categoryId;
  const category = categories.find(one => one.id === categoryId);
  return category === undefined ? {} : {category};
}
