import {type Catalogue, catalogueOf} from '../catalog/catalogue.ts';
import {normaliseCode} from '../codes/normalise-code.ts';
import {type Conventions, voucherifyConventions} from '../conventions/conventions.ts';
import type {AccountKey} from '../ledger/account-key.ts';
import type {Availability} from '../ledger/draw.ts';
import type {LoyaltyProgram} from '../loyalty/loyalty-program.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import type {PromotionStack} from '../redeemables/promotion-stack.ts';
import type {PromotionTier} from '../redeemables/promotion-tier.ts';
import type {Reward} from '../redeemables/reward.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import type {AssignedRule} from '../rules/judge-rules.ts';
import type {Facts} from './facts.ts';

/** Facts by key: made once for as many requests as are decided on them. */
export interface IndexedFacts {
  readonly facts: Facts;
  readonly conventions: Required<Conventions>;
  readonly codesCaseSensitive: boolean;
  readonly catalogue: Catalogue;
  readonly vouchersByCode: ReadonlyMap<string, Voucher>;
  readonly vouchersById: ReadonlyMap<string, Voucher>;
  readonly tiers: ReadonlyMap<string, PromotionTier>;
  readonly stacks: ReadonlyMap<string, PromotionStack>;
  readonly rewards: ReadonlyMap<string, Reward>;
  readonly loyaltyPrograms: ReadonlyMap<string, LoyaltyProgram>;
  readonly campaigns: ReadonlyMap<string, Campaign>;
  /** Of categories: their place in CATEGORY_HIERARCHY. */
  readonly hierarchies: ReadonlyMap<string, number>;
  readonly rules: ReadonlyMap<string, AssignedRule>;
  readonly availabilities: ReadonlyMap<AccountKey, Availability>;
}

const prepared = new WeakMap<Facts, IndexedFacts>();

/** The same answer for the same facts object, which must not change after that. */
export function prepareFacts(facts: Facts): IndexedFacts {
  const known = prepared.get(facts);
  if (known !== undefined) return known;
  const made = indexFacts(facts);
  prepared.set(facts, made);
  return made;
}

function indexFacts(facts: Facts): IndexedFacts {
  const {settings, products, skus, collections, nowMs} = facts;
  const {codesCaseSensitive, timeZone} = settings;
  const withheld = new Set(facts.withheld);
  const vouchers = switchedOff(facts.vouchers, withheld);
  const place = {zone: timeZone, firstDayOfWeek: settings.firstDayOfWeek ?? 1};
  return {
    facts,
    conventions: {...voucherifyConventions, ...settings.conventions},
    codesCaseSensitive,
    catalogue: catalogueOf({products, skus, collections, nowMs, place}),
    vouchersByCode: new Map(vouchers.map(v => [normaliseCode(v.code, codesCaseSensitive), v])),
    vouchersById: byId(vouchers),
    tiers: byId(switchedOff(facts.promotionTiers, withheld)),
    stacks: byId(facts.promotionStacks),
    rewards: byId(facts.rewards),
    loyaltyPrograms: byId(facts.loyaltyPrograms),
    campaigns: byId(switchedOff(facts.campaigns, withheld)),
    hierarchies: new Map((facts.categories ?? []).map(({id, hierarchy}) => [id, hierarchy])),
    rules: new Map(facts.validationRules.map(rule => [rule.id, {id: rule.id, rule}])),
    availabilities: new Map(facts.availability.map(one => [one.account, one])),
  };
}

/** What a manager switched off at this till a moment ago counts as switched off (DE30). */
function switchedOff<T extends {readonly id: string; readonly active: boolean}>(
  things: readonly T[],
  withheld: ReadonlySet<string>,
): readonly T[] {
  if (withheld.size === 0) return things;
  return things.map(thing => (withheld.has(thing.id) ? {...thing, active: false} : thing));
}

function byId<T extends {readonly id: string}>(things: readonly T[] = []): ReadonlyMap<string, T> {
  return new Map(things.map(thing => [thing.id, thing]));
}
