/**
 * What rules look at, made ready once per decision: who buys, the order, its lines with their products, who redeems
 * and when. Only the running order and the redeemable change from one question to the next (`rule-context.ts`).
 */
import type {FirstDayOfWeek} from '../calendar/period.ts';
import type {Catalogue} from '../catalog/catalogue.ts';
import type {Conventions} from '../conventions/conventions.ts';
import type {Customer} from '../customer/customer.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {CustomerId} from '../kernel/id.ts';
import type {Metadata} from '../kernel/metadata.ts';
import type {Minor} from '../money/minor.ts';
import type {Cart} from '../order/cart.ts';
import type {LineFacts} from '../order/line-facts.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import {type Attributes, attributesOf, categoryAttributes} from './attributes.ts';
import {type Facet, facetOf, missing} from './facet.ts';
import {type LinePool, linePool} from './line-pool.ts';
import type {Moment} from './moment.ts';

export interface RuleFacts {
  readonly moment: Moment;
  /** null: nobody is attached. Someone described only by attributes has no id, segments or tiers. */
  readonly customer: {
    readonly id: CustomerId | null;
    readonly segments: Facet | null;
    readonly loyaltyTiers: Facet | null;
    readonly attributes: Attributes;
  } | null;
  readonly hasOrder: boolean;
  /** What the cart costs before any redeemable, this request's and earlier ones'; null where nobody can say. */
  readonly initialMinor: Minor | null;
  /** The order before this request's redeemables. */
  readonly initial: PricedOrder;
  /** Convention: `order.amount` rules look at the original instead of the running total. */
  readonly judgesOriginal: boolean;
  readonly pool: LinePool;
  readonly orderAttributes: Attributes;
  readonly orderCategories: Attributes;
  readonly redemptionAttributes: Attributes;
  readonly eventAttributes: Attributes;
  readonly apiKey: Facet;
  readonly userLogin: Facet;
  /** First step of a two-phase redemption: what is missing is asked for (`lack.ts`). */
  readonly isFirstStep: boolean;
}

/** What is known when a decision begins; `lines` are the facts of `initial`'s lines, in their order. */
export interface RuleFactsGiven {
  readonly nowMs: EpochMs;
  readonly timeZone: string;
  readonly firstDayOfWeek?: FirstDayOfWeek | undefined;
  readonly cart: Cart;
  readonly initial: PricedOrder;
  readonly lines: readonly LineFacts[];
  readonly catalogue: Catalogue;
  readonly customer: Customer | null;
  /** Attributes given with the request; they win over stored ones. */
  readonly customerMetadata: Metadata;
  readonly metadata?: Metadata | undefined;
  readonly eventMetadata?: Metadata | undefined;
  readonly actor?:
    | {readonly apiKeyId?: string | undefined; readonly userLogin?: string | undefined}
    | undefined;
  readonly threshold?: Conventions['threshold'];
  readonly isFirstStep?: boolean | undefined;
}

export function ruleFacts(given: RuleFactsGiven): RuleFacts {
  const {cart, initial, actor} = given;
  return {
    moment: {nowMs: given.nowMs, zone: given.timeZone, firstDayOfWeek: given.firstDayOfWeek ?? 1},
    customer: attached(given.customer, given.customerMetadata),
    hasOrder: initial.lines.length > 0 || initial.amountMinor !== null,
    initialMinor: initial.initialAmountMinor ?? initial.amountMinor,
    initial,
    judgesOriginal: given.threshold === 'original',
    pool: linePool(initial, given.lines, given.catalogue),
    orderAttributes: attributesOf(cart.metadata),
    orderCategories: attributesOf(categoryAttributes(cart.categories ?? [])),
    redemptionAttributes: attributesOf(given.metadata ?? {}),
    eventAttributes: attributesOf(given.eventMetadata ?? {}),
    apiKey: actor?.apiKeyId === undefined ? missing : facetOf(actor.apiKeyId),
    userLogin: actor?.userLogin === undefined ? missing : facetOf(actor.userLogin),
    isFirstStep: given.isFirstStep ?? false,
  };
}

/** Attributes given in the request describe somebody even when we do not know whom. */
function attached(customer: Customer | null, given: Metadata): RuleFacts['customer'] {
  if (customer === null && Object.keys(given).length === 0) return null;
  return {
    id: customer?.id ?? null,
    segments: customer === null ? null : facetOf(customer.segmentIds),
    loyaltyTiers: customer === null ? null : facetOf(customer.loyaltyTierIds ?? []),
    attributes: attributesOf({...customer?.metadata, ...given}),
  };
}
