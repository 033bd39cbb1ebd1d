/**
 * A book: everything that could be offered, made ready once for many qualifications. It holds what changes rarely; who
 * buys, what is left of limited things and the time come with each request.
 */
import type {Facts} from '../decision/facts.ts';
import {findRedeemables} from '../decision/find-redeemable.ts';
import {type IndexedFacts, prepareFacts} from '../decision/prepare-facts.ts';
import type {RequestedRedeemable} from '../decision/request.ts';
import {type EpochMs, epochMs} from '../kernel/epoch.ts';
import type {CampaignId} from '../kernel/id.ts';
import {balanceAccount, pointsAccount} from '../ledger/account-key.ts';
import type {Availability} from '../ledger/draw.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import {createdAtMs} from './created-at.ts';
import {type Finder, finderOf} from './finder.ts';
import type {Listed} from './listed.ts';
import {rewardFor} from './reward-for.ts';

/** What a campaign would publish: the code as it would be made, with so many credits or points on it. */
interface Publishable {
  readonly campaignId: CampaignId;
  readonly template: Voucher;
  readonly balance?: number;
}

export interface BookGiven extends Omit<Facts, 'nowMs' | 'customer' | 'availability'> {
  readonly publishable?: readonly Publishable[];
  /** Of things whose id does not tell when they were made. */
  readonly createdAtMs?: ReadonlyMap<string, EpochMs>;
}

export interface Book {
  readonly given: BookGiven;
  readonly indexed: IndexedFacts;
  /** Vouchers that nobody or the customer in question holds, tiers, and campaigns that publish. */
  readonly redeemables: Finder;
  readonly wallets: ReadonlyMap<string, Finder>;
  readonly stacks: Finder;
  /** What would be on the codes that campaigns publish. */
  readonly templateBalances: readonly Availability[];
}

export function prepareBook(given: BookGiven): Book {
  const {publishable = [], createdAtMs: _, ...stored} = given;
  const facts: Facts = {
    ...stored,
    vouchers: [...given.vouchers, ...publishable.map(one => asCode(one.template))],
    nowMs: epochMs(0),
    customer: null,
    availability: [],
  };
  const indexed = prepareFacts(facts);
  const maker = {given, indexed};
  const vouchers = given.vouchers.flatMap(one => listed(one.code, one, requestedOf(one, indexed), maker));
  const own = vouchers.filter(({thing}) => thing.kind !== 'voucher' || thing.holderId === undefined);
  const tiers = given.promotionTiers.flatMap(one =>
    listed(one.id, one, {object: 'promotion_tier', id: one.id}, maker),
  );
  const campaigns = publishable.flatMap(one => campaignListed(one, maker));
  const stacks = (given.promotionStacks ?? []).flatMap(one =>
    listed(one.id, one, {object: 'promotion_stack', id: one.id}, maker),
  );
  return {
    given,
    indexed,
    redeemables: finderOf([...own, ...tiers, ...campaigns], indexed),
    wallets: walletsOf(vouchers, indexed),
    stacks: finderOf(stacks, indexed),
    templateBalances: publishable.flatMap(balanceOf),
  };
}

interface Maker {
  readonly given: BookGiven;
  readonly indexed: IndexedFacts;
}

/** Nothing that is switched off is in a book. */
function listed(
  id: string,
  thing: Listed['thing'],
  requested: RequestedRedeemable | null,
  {given, indexed}: Maker,
): readonly Listed[] {
  if (requested === null || ('active' in thing && !thing.active)) return [];
  const campaignId = thing.kind === 'campaign' ? thing.id : thing.campaignId;
  const campaign = campaignId === null ? undefined : indexed.campaigns.get(campaignId);
  if (campaignId !== null && campaign?.active !== true) return [];
  const created = given.createdAtMs?.get(thing.id) ?? createdAtMs(thing.id);
  return [{id, createdAtMs: created, candidates: findRedeemables([requested], indexed), thing, campaign}];
}

function campaignListed({campaignId, template}: Publishable, maker: Maker): readonly Listed[] {
  const campaign = maker.indexed.campaigns.get(campaignId);
  if (campaign === undefined) return [];
  return listed(campaign.id, campaign, requestedOf(asCode(template), maker.indexed), maker);
}

/** Named by its id, so that no code of the book is taken for it. */
function asCode(template: Voucher): Voucher {
  return {...template, code: template.id};
}

/** null for a loyalty card whose points can be spent on nothing. */
function requestedOf(voucher: Voucher, indexed: IndexedFacts): RequestedRedeemable | null {
  const requested = {object: 'voucher' as const, code: voucher.code, creditsMinor: null};
  if (voucher.benefit.type !== 'LOYALTY_CARD') return requested;
  const reward = rewardFor(voucher, indexed);
  return reward === null ? null : {...requested, reward: {id: reward, points: null}};
}

function walletsOf(vouchers: readonly Listed[], indexed: IndexedFacts): ReadonlyMap<string, Finder> {
  const byHolder = new Map<string, Listed[]>();
  for (const one of vouchers) {
    if (one.thing.kind !== 'voucher' || one.thing.holderId === undefined || one.thing.isReferral) continue;
    const {holderId} = one.thing;
    byHolder.set(holderId, [...(byHolder.get(holderId) ?? []), one]);
  }
  return new Map([...byHolder].map(([holder, held]) => [holder, finderOf(held, indexed)]));
}

function balanceOf({template, balance = 0}: Publishable): readonly Availability[] {
  if (template.benefit.type === 'DISCOUNT_VOUCHER') return [];
  const account =
    template.benefit.type === 'GIFT_VOUCHER' ? balanceAccount(template.id) : pointsAccount(template.id);
  return [{account, available: balance, authority: 'server'}];
}
