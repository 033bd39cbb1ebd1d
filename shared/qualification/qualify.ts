/**
 * Qualification: what could be used by this customer on this order, each by itself on the order as it is, before
 * anybody asks for it (semantics.md E). Rules in SPEC.md (QU…).
 *
 * The book's index leaves out what cannot qualify; what is left is priced as `decide` would, so a row never promises
 * what the till then refuses, but for the limits that a qualification never asks about (QU2).
 */
import type {IndexedFacts} from '../decision/prepare-facts.ts';
import type {DecisionRequest} from '../decision/request.ts';
import {requestedStacking} from '../decision/requested-stacking.ts';
import type {Situation} from '../decision/situation.ts';
import {situationOf} from '../decision/situation-of.ts';
import type {Refusal} from '../reasons/refusal.ts';
import {type RuleContext, ruleContext} from '../rules/rule-context.ts';
import {type AskingAbout, askListed, type Offered} from './ask-listed.ts';
import type {Book} from './book.ts';
import {concernsProducts, discountsProducts} from './concerns-products.ts';
import type {Finder} from './finder.ts';
import type {Listed} from './listed.ts';
import {nearbyOf, nearestOf} from './near-misses.ts';
import {pageOf} from './page.ts';
import type {Qualification, QualificationRequest} from './qualification.ts';
import {rowFilter} from './row-filter.ts';
import {rowOf} from './row-of.ts';
import {type ScenarioPolicy, scenarioPolicies} from './scenario.ts';

/** Answers for equal books and requests are equal. Never throws on anything a user can send. */
export function qualify(book: Book, request: QualificationRequest): Qualification {
  const isWanted = rowFilter(request.filters, request);
  if (typeof isWanted !== 'function') return isWanted;
  const policy = scenarioPolicies[request.scenario ?? 'ALL'];
  const {situation, stacking} = situationFor(book, request, policy);
  const about = {situation, stacking, toleratesOrder: policy.toleratesOrder};
  const context = {...ruleContext(situation.ruleFacts), unasked: policy.unasked};
  const finders = findersOf(book, request, policy);
  const found = finders.flatMap(finder => finder.find(context)).filter(isWanted);
  const {qualified, refused} = askAll(found, about, policy);
  const {rows, hasMore, moreStartingAfter} = pageOf(qualified, request);
  const {nearMisses: wanted = 0, expand = []} = request;
  return {
    ok: true,
    rows: rows.map(({listed, offered}) => rowOf(listed, offered, expand, situation)),
    hasMore,
    moreStartingAfter,
    nearMisses:
      wanted > 0 ? nearest({finders, found, refused, isWanted, context, about, policy}, wanted) : [],
    order: situation.initial,
  };
}

interface Qualified {
  readonly listed: Listed;
  readonly offered: Offered;
  readonly discountMinor: Offered['discountMinor'];
}
interface RefusedListed {
  readonly listed: Listed;
  readonly refusal: Refusal;
}

function askAll(all: readonly Listed[], about: AskingAbout, policy: ScenarioPolicy) {
  const qualified: Qualified[] = [];
  const refused: RefusedListed[] = [];
  for (const listed of all) {
    const asked = askListed(listed, about);
    if (!asked.ok) refused.push({listed, refusal: asked.refusal});
    else if (isAbout(listed, asked.offered, about.situation, policy)) {
      qualified.push({listed, offered: asked.offered, discountMinor: asked.offered.discountMinor});
    }
  }
  return {qualified, refused};
}

function isAbout(listed: Listed, offered: Offered, {facts}: Situation, {products}: ScenarioPolicy): boolean {
  if (products === 'any') return true;
  if (products === 'discounted') return discountsProducts(offered);
  const ids = listed.candidates.flatMap(one => one.rules.flatMap(group => group.ruleIds));
  return concernsProducts(
    offered,
    ids.flatMap(id => facts.rules.get(id)?.rule ?? []),
  );
}

function findersOf(book: Book, {customer}: QualificationRequest, {lists}: ScenarioPolicy): readonly Finder[] {
  const wallet = customer === null ? undefined : book.wallets.get(customer.id);
  const own = wallet === undefined ? [] : [wallet];
  if (lists === 'wallet') return own;
  return lists === 'stacks' ? [book.stacks] : [book.redeemables, ...own];
}

interface Nearby {
  readonly finders: readonly Finder[];
  readonly found: readonly Listed[];
  readonly refused: readonly RefusedListed[];
  readonly isWanted: (listed: Listed) => boolean;
  readonly context: RuleContext;
  readonly about: AskingAbout;
  readonly policy: ScenarioPolicy;
}

function nearest({finders, found, refused, isWanted, context, about, policy}: Nearby, most: number) {
  const nearby = finders.flatMap(finder => nearbyOf(finder, found, context)).filter(isWanted);
  return nearestOf([...refused, ...askAll(nearby, about, policy).refused], most);
}

/** The book's facts with what the request brings: who, when, and what is left. */
function situationFor(book: Book, request: QualificationRequest, {unasked}: ScenarioPolicy) {
  const {nowMs, customer, cart, availability} = request;
  const {indexed} = book;
  const known = [...book.templateBalances, ...availability];
  const facts: IndexedFacts = {
    ...indexed,
    facts: {...indexed.facts, nowMs, customer, availability: known},
    catalogue: {...indexed.catalogue, nowMs},
    availabilities: new Map(known.map(one => [one.account, one])),
  };
  const asked: DecisionRequest = {
    cart,
    customerId: customer?.id ?? null,
    customerMetadata: request.customerMetadata ?? {},
    redeemables: [],
    applicationMode: null,
    ...(request.metadata === undefined ? {} : {metadata: request.metadata}),
    ...(request.actor === undefined ? {} : {actor: request.actor}),
    ...(request.currency === undefined ? {} : {currency: request.currency}),
  };
  const stacking = requestedStacking(indexed.facts.settings.stacking, asked);
  return {situation: situationOf(facts, asked, stacking, {trace: false, unasked}), stacking};
}
