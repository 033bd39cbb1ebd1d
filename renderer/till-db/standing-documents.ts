/**
 * The documents every pricing needs, whatever is in the cart: settings and promotions with their campaigns, rules,
 * collections and rewards. There are few of them and they change seldom, so they are kept in memory.
 */
import type {Collection} from '../../shared/catalog/collection.ts';
import type {ProjectSettings} from '../../shared/decision/facts.ts';
import type {LoyaltyProgram} from '../../shared/loyalty/loyalty-program.ts';
import type {Campaign} from '../../shared/redeemables/campaign.ts';
import type {Category} from '../../shared/redeemables/category.ts';
import type {PromotionStack} from '../../shared/redeemables/promotion-stack.ts';
import type {PromotionTier} from '../../shared/redeemables/promotion-tier.ts';
import type {Reward} from '../../shared/redeemables/reward.ts';
import type {ValidationRule} from '../../shared/rules/validation-rule.ts';
import type {CacheDb} from './cache-db.ts';
import {readOther, readOthers} from './read-other.ts';

/** All but the settings by id. */
export interface StandingDocuments {
  /** Null until the first download brought them. */
  readonly settings: ProjectSettings | null;
  readonly promotionTiers: ReadonlyMap<string, PromotionTier>;
  readonly promotionStacks: ReadonlyMap<string, PromotionStack>;
  readonly collections: ReadonlyMap<string, Collection>;
  readonly categories: ReadonlyMap<string, Category>;
  readonly rewards: ReadonlyMap<string, Reward>;
  readonly loyaltyPrograms: ReadonlyMap<string, LoyaltyProgram>;
  readonly campaigns: ReadonlyMap<string, Campaign>;
  readonly validationRules: ReadonlyMap<string, ValidationRule>;
}

interface Kept {
  readonly stamp: string;
  readonly documents: StandingDocuments;
}

const keptOf = new WeakMap<CacheDb, Kept>();

/** Call inside the transaction that `stamp` was read in: what is kept is then what the database holds. */
export async function standingDocuments(
  cache: CacheDb,
  stamp: string | undefined,
): Promise<StandingDocuments> {
  const kept = keptOf.get(cache);
  if (kept !== undefined && kept.stamp === stamp) return kept.documents;
  const [settings, tiers, stacks, collections, categories, rewards, programs, campaigns, rules] =
    await Promise.all([
      readOther(cache, 'settings', 'settings'),
      readOthers(cache, 'promotion_tier'),
      readOthers(cache, 'promotion_stack'),
      readOthers(cache, 'products_collection'),
      readOthers(cache, 'category'),
      readOthers(cache, 'reward'),
      readOthers(cache, 'loyalty_program'),
      readOthers(cache, 'campaign'),
      readOthers(cache, 'validation_rule'),
    ]);
  const documents = {
    settings,
    promotionTiers: byId(tiers),
    promotionStacks: byId(stacks),
    collections: byId(collections),
    categories: byId(categories),
    rewards: byId(rewards),
    loyaltyPrograms: byId(programs),
    campaigns: byId(campaigns),
    validationRules: byId(rules),
  };
  if (stamp !== undefined) keptOf.set(cache, {stamp, documents});
  return documents;
}

function byId<D extends {readonly id: string}>(documents: readonly D[]): Map<string, D> {
  return new Map(documents.map(document => [document.id, document]));
}
