/**
 * What became of each redeemable of a request (semantics.md C.4): applicable with its order and result,
 * inapplicable with the error, skipped with the reason.
 */
import {z} from 'zod';
import type {Application} from '../applicability/application.ts';
import type {AppliedVerdict, Decision, Verdict} from '../decision/decision.ts';
import type {Facts} from '../decision/facts.ts';
import type {Cart} from '../order/cart.ts';
import type {ApplicableEntry, ValidationRule} from '../rules/validation-rule.ts';
import {applicableEntryWire, presentApplicableEntry} from './applicable-entry-object.ts';
import {discountWire, presentDiscount} from './discount-body.ts';
import type {ApiErrorBody, ApiProblem} from './error.ts';
import {type OrderWire, orderWire, presentOrder} from './order-object.ts';
import {refusalProblem, subjectOf} from './refusal-problem.ts';

const applicableListWire = z.object({
  data: z.array(
    applicableEntryWire.extend({
      /** Lines of the order that the entry matched, and of which units were taken: numbered from 1 within the line. */
      order_item_indices: z.array(z.int()).optional(),
      order_item_units: z.array(z.object({index: z.int(), units: z.array(z.int())})).optional(),
      /** More than 1,000 units: they are not listed. */
      units_limit_exceeded: z.boolean().optional(),
    }),
  ),
  total: z.int(),
  data_ref: z.literal('data'),
  object: z.literal('list'),
});

const redeemableHead = {id: z.string(), object: z.enum(['voucher', 'promotion_tier'])};
const detailsWire = z.object({key: z.string(), message: z.string()});

/** Sets of a bundle that are in the order (semantics.md B.10). */
const bundleWire = z.object({
  quantity: z.int(),
  limit: z.int(),
  identified: z.array(
    z.object({id: z.string(), object: z.string(), item_index: z.int(), item_quantity: z.int()}),
  ),
  missing: z.array(z.object({id: z.string(), object: z.string(), item_quantity: z.int()})),
});

export const applicableWire = z.object({
  status: z.literal('APPLICABLE'),
  ...redeemableHead,
  order: orderWire,
  applicable_to: applicableListWire,
  inapplicable_to: applicableListWire,
  result: z.object({
    discount: discountWire.optional(),
    gift: z.object({balance: z.int(), credits: z.int()}).optional(),
    bundle: bundleWire.optional(),
  }),
  metadata: z.record(z.string(), z.unknown()),
  categories: z.array(z.unknown()),
  name: z.string().optional(),
  campaign_name: z.string().optional(),
  campaign_id: z.string().optional(),
});

export const inapplicableWire = z.object({
  status: z.literal('INAPPLICABLE'),
  ...redeemableHead,
  result: z.object({
    error: z.looseObject({code: z.int(), key: z.string(), message: z.string(), request_id: z.string()}),
    details: detailsWire,
  }),
  metadata: z.record(z.string(), z.unknown()),
});

export const skippedWire = z.object({
  status: z.literal('SKIPPED'),
  ...redeemableHead,
  result: z.object({details: detailsWire}),
  metadata: z.record(z.string(), z.unknown()),
});

export type ApplicableWire = z.output<typeof applicableWire>;
export type InapplicableWire = z.output<typeof inapplicableWire>;
export type SkippedWire = z.output<typeof skippedWire>;

/** What a presenter needs to know besides the verdict. */
export interface ResultContext {
  readonly facts: Facts;
  readonly cart: Cart;
  readonly customerId: string | null;
  readonly requestId: string;
}

/** Every verdict in its list, in the order of evaluation. */
export function presentVerdicts(decision: Decision, context: ResultContext) {
  const {verdicts} = decision;
  return {
    applicable: verdicts.filter(v => v.status === 'applied').map(v => presentApplicable(v, context)),
    inapplicable: verdicts.filter(v => v.status === 'inapplicable').map(v => presentInapplicable(v, context)),
    skipped: verdicts.filter(v => v.status === 'skipped').map(v => presentSkipped(v, context)),
  };
}

function presentApplicable(verdict: AppliedVerdict, context: ResultContext): ApplicableWire {
  const {facts, cart, customerId} = context;
  return {
    status: 'APPLICABLE',
    ...head(verdict),
    order: presentOrder({
      head: null,
      customerId,
      cart,
      priced: verdict.order,
      products: facts.products,
    }),
    ...selection(verdict, facts),
    result: {...presentResult(verdict, facts), ...presentBundle(verdict)},
    metadata: foundIn(verdict, facts)?.metadata ?? {},
    categories: [],
    ...presentNames(verdict, facts),
  };
}

function presentInapplicable(
  verdict: Extract<Verdict, {status: 'inapplicable'}>,
  context: ResultContext,
): InapplicableWire {
  const problem = verdictProblem(verdict, context.facts);
  const error: ApiErrorBody = {...problem, request_id: context.requestId};
  return {
    status: 'INAPPLICABLE',
    ...head(verdict),
    result: {error: {...error}, details: details(problem)},
    metadata: foundIn(verdict, context.facts)?.metadata ?? {},
  };
}

function presentSkipped(verdict: Extract<Verdict, {status: 'skipped'}>, context: ResultContext): SkippedWire {
  return {
    status: 'SKIPPED',
    ...head(verdict),
    result: {details: details(verdictProblem(verdict, context.facts))},
    metadata: foundIn(verdict, context.facts)?.metadata ?? {},
  };
}

/** Why a redeemable was not applied, as the REST API says it. */
export function verdictProblem(verdict: Exclude<Verdict, AppliedVerdict>, facts: Facts): ApiProblem {
  return refusalProblem(verdict.refusal, subjectOf(verdict.requested, verdict.foundId, facts));
}

function head(verdict: Verdict) {
  const {requested} = verdict;
  return requested.object === 'voucher'
    ? {id: requested.code, object: 'voucher' as const}
    : {id: verdict.foundId ?? requested.id, object: 'promotion_tier' as const};
}

/** A rule's own text comes before the platform's. */
function details(problem: ApiProblem): {key: string; message: string} {
  return {key: problem.key, message: problem.error?.message ?? problem.message};
}

function foundIn(verdict: Verdict, facts: Facts) {
  const {foundId} = verdict;
  if (foundId === null) return undefined;
  return (
    facts.vouchers.find(voucher => voucher.id === foundId) ??
    facts.promotionTiers.find(tier => tier.id === foundId)
  );
}

function presentNames(verdict: Verdict, facts: Facts) {
  const found = foundIn(verdict, facts);
  const campaign = facts.campaigns.find(each => each.id === verdict.campaignId);
  return {
    ...(found?.kind === 'promotion_tier' ? {name: found.name} : {}),
    ...(campaign === undefined ? {} : {campaign_name: campaign.name, campaign_id: campaign.id}),
  };
}

function presentResult(verdict: AppliedVerdict, facts: Facts): ApplicableWire['result'] {
  if (verdict.gift !== null) {
    const {availableMinor, creditsMinor} = verdict.gift;
    // What the card held before this: Voucherify's balance does not move in a validation.
    return {gift: {balance: availableMinor + creditsMinor, credits: creditsMinor}};
  }
  const found = foundIn(verdict, facts);
  if (found?.kind === 'promotion_tier')
    return {discount: presentDiscount(found.discount, verdict.isDynamic ?? false)};
  if (found?.kind === 'voucher' && found.benefit.type === 'DISCOUNT_VOUCHER') {
    return {discount: presentDiscount(found.benefit.discount, verdict.isDynamic ?? false)};
  }
  return {};
}

function presentBundle({bundle}: AppliedVerdict): Pick<ApplicableWire['result'], 'bundle'> {
  if (bundle === undefined) return {};
  const {quantity, limit, identified, missing} = bundle;
  return {
    bundle: {
      quantity,
      limit,
      identified: identified.map(({id, object, lineIndex, quantity: units}) => {
        return {id, object, item_index: lineIndex, item_quantity: units};
      }),
      missing: missing.map(({id, object, quantity: units}) => ({id, object, item_quantity: units})),
    },
  };
}

type EntryList = z.output<typeof applicableListWire>;
type Touched = Application['applicable'][number];

/** What the redeemable's rules single out, and where it touched lines: which of them and how far. */
function selection(verdict: AppliedVerdict, facts: Facts) {
  const found = foundIn(verdict, facts);
  const campaign = facts.campaigns.find(each => each.id === verdict.campaignId);
  const ruleIds = [...(found?.ruleIds ?? []), ...(campaign?.ruleIds ?? [])];
  const rules = facts.validationRules.filter(rule => ruleIds.includes(rule.id));
  const {application} = verdict;
  return {
    applicable_to: entryList(rules, ({applicableTo}) => applicableTo.included, application?.applicable),
    inapplicable_to: entryList(rules, ({applicableTo}) => applicableTo.excluded, application?.inapplicable),
  };
}

function entryList(
  rules: readonly ValidationRule[],
  entriesOf: (rule: ValidationRule) => readonly ApplicableEntry[],
  touched: readonly Touched[] = [],
): EntryList {
  const data = rules.flatMap(rule =>
    entriesOf(rule).map((entry, index) => ({
      ...presentApplicableEntry(entry),
      ...presentTouched(touched.find(each => each.ruleId === rule.id && each.entry === index)),
    })),
  );
  return {data, total: data.length, data_ref: 'data', object: 'list'};
}

function presentTouched(touched: Touched | undefined): Partial<EntryList['data'][number]> {
  if (touched === undefined) return {};
  const {lineIndices, units, unitsLimitExceeded} = touched;
  return {
    order_item_indices: lineIndices,
    ...(units === undefined
      ? {}
      : {order_item_units: units.map(each => ({index: each.lineIndex, units: each.units}))}),
    ...(unitsLimitExceeded === true ? {units_limit_exceeded: true} : {}),
  };
}

/** The order after all that were applied, as the root of an answer. */
export function presentDecidedOrder(decision: Decision, context: ResultContext): OrderWire {
  const {facts, cart, customerId} = context;
  return presentOrder({head: null, customerId, cart, priced: decision.order, products: facts.products});
}
